import type { ApiReply, Endpoint } from './protocol.cts';

/**
 * One request: `code` is what its answer says (absent if the answer cannot be read), `fault` the scripted
 * fault that it met, `accepted` whether it bought a task.
 */
export interface RequestEntry {
	atMs: number;
	endpoint: Endpoint;
	text?: string;
	taskId?: string;
	httpStatus?: number;
	code?: number | string;
	fault?: string;
	accepted: boolean;
}

/** Requests per endpoint, and answers per code other than 200. */
export interface Counters {
	requests: Record<Endpoint, number>;
	refusals: Record<string, number>;
}

/** Writes down what the client gets to see of a reply, a late one when it comes; one that is lost shows nothing. */
export function noted(entry: RequestEntry, reply: ApiReply): ApiReply {
	noteReply(entry, reply);
	if (reply.transport?.kind !== 'delay') return reply;
	const { transport } = reply;
	const answer = () => noted(entry, transport.answer());
	return { ...reply, transport: { ...transport, answer } };
}

function noteReply(entry: RequestEntry, reply: ApiReply): void {
	const kind = reply.transport?.kind;
	if (kind === 'delay' || kind === 'reset' || kind === 'refuse') return;
	entry.httpStatus = reply.httpStatus;
	if (kind === undefined || kind === 'trickle') entry.code = codeOf(reply.body);
}

function codeOf(body: string): number | string | undefined {
	if (!body.startsWith('{')) return undefined;
	try {
		return (JSON.parse(body) as { code?: number | string }).code;
	} catch {
		return undefined;
	}
}

/** Adds up a log. */
export function countRequests(log: readonly RequestEntry[]): Counters {
	const requests: Counters['requests'] = {
		submit: 0,
		query: 0,
		balance: 0,
		productBalance: 0,
		echo: 0,
		image: 0,
		unknown: 0,
	};
	const refusals: Record<string, number> = {};
	for (const { endpoint, code } of log) {
		requests[endpoint] += 1;
		if (code === undefined || Number(code) === 200) continue;
		refusals[code] = (refusals[code] ?? 0) + 1;
	}
	return { requests, refusals };
}
