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
const HOST_OF_BALANCES = 'https://api.jumdata.com';
const BALANCE: Endpoint = { method: 'GET', path: '/assistant/balance', host: HOST_OF_BALANCES };
const PRODUCT_BALANCE: Endpoint = {
	method: 'GET',
	path: '/assistant/product-balance',
	host: HOST_OF_BALANCES,
};

/** Jumdata's endpoints (source: the vendor's pages on AI绘画, 余额查询 and 接口余量查询). */
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

	/** Asks how many calls of one product the account has left, which is free. */
	async productBalance(
		productCode: string,
		timeoutMs: number,
		signal: AbortSignal,
	): Promise<Reply> {
		return this.read(await this.send(PRODUCT_BALANCE, { productCode }, { timeoutMs, signal }));
	}

	private read(raw: RawReply): Reply {
		return readReply(raw, this.nowMs());
	}
}
