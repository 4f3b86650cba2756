import { type RawReply, readReply, type Reply } from './answers';
import type { Prompt } from './values';

/** One of Jumdata's endpoints: `host` where it is not the usual one. */
export interface Endpoint {
	method: 'GET' | 'POST';
	path: string;
	host?: string;
}

/** Sends one signed request and tells what came back; it never rejects. `signal` cuts it off. */
export type Send = (
	endpoint: Endpoint,
	fields: Record<string, string>,
	options: { timeoutMs: number; signal?: AbortSignal },
) => Promise<RawReply>;

const SUBMIT: Endpoint = { method: 'POST', path: '/ai/draw/submit' };
const QUERY: Endpoint = { method: 'POST', path: '/ai/draw/query' };
const BALANCE: Endpoint = {
	method: 'GET',
	path: '/assistant/balance',
	host: 'https://api.jumdata.com',
};

/** Jumdata's endpoints (source: the vendor's pages on AI绘画 and 余额查询). */
export class Client {
	constructor(
		private readonly send: Send,
		private readonly nowMs: () => number,
	) {}

	/** Asks for a task, which is billed. Nothing but `timeoutMs` cuts it off, so that its answer is not missed. */
	async submit({ text, style, resolution, num }: Prompt, timeoutMs: number): Promise<Reply> {
		const fields = { text, resolution, style, num: String(num) };
		return this.read(await this.send(SUBMIT, fields, { timeoutMs }));
	}

	/** Asks how a task is doing, which is free. */
	async query(taskId: string, timeoutMs: number, signal: AbortSignal): Promise<Reply> {
		return this.read(await this.send(QUERY, { taskId }, { timeoutMs, signal }));
	}

	/** Asks how much money the account has left, which is free. */
	async balance(timeoutMs: number, signal: AbortSignal): Promise<Reply> {
		return this.read(await this.send(BALANCE, {}, { timeoutMs, signal }));
	}

	private read(raw: RawReply): Reply {
		return readReply(raw, this.nowMs());
	}
}
