import { type RawReply, readReply, type Reply } from './answers';
import type { Prompt } from './values';

/** Sends one signed POST and tells what came back; it never rejects. `signal` cuts it off. */
export type Send = (
	path: string,
	fields: Record<string, string>,
	options: { timeoutMs: number; signal?: AbortSignal },
) => Promise<RawReply>;

/** Jumdata's two drawing endpoints (source: the vendor's page). */
export class Client {
	constructor(
		private readonly send: Send,
		private readonly nowMs: () => number,
	) {}

	/** Asks for a task, which is billed. Nothing but `timeoutMs` cuts it off, so that its answer is not missed. */
	async submit({ text, style, resolution, num }: Prompt, timeoutMs: number): Promise<Reply> {
		const fields = { text, resolution, style, num: String(num) };
		return this.read(await this.send('/ai/draw/submit', fields, { timeoutMs }));
	}

	/** Asks how a task is doing, which is free. */
	async query(taskId: string, timeoutMs: number, signal: AbortSignal): Promise<Reply> {
		return this.read(await this.send('/ai/draw/query', { taskId }, { timeoutMs, signal }));
	}

	private read(raw: RawReply): Reply {
		return readReply(raw, this.nowMs());
	}
}
