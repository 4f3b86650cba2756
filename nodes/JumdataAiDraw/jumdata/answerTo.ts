import { type Reply, retryAfterMsOf } from './answers';

/** The codes by which Jumdata says that this is too much for it now (source: the vendor's page, 返回码说明). */
const BUSY_CODES = new Set([500, 606, 609]);
const TOO_MANY_REQUESTS = 429;

/** What the reply says to whoever sets the pace: granted, too much, or nothing of that kind. */
export function answerTo(reply: Reply): {
	answer: 'granted' | 'refused' | 'other';
	retryAfterMs?: number;
} {
	if (isBusy(reply)) return { answer: 'refused', retryAfterMs: retryAfterMsOf(reply) };
	return { answer: reply.kind === 'answer' ? 'granted' : 'other' };
}

/** Whether the service, or the account, had no room for the request just then. */
function isBusy(reply: Reply): boolean {
	if ('httpStatus' in reply && reply.httpStatus === TOO_MANY_REQUESTS) return true;
	return reply.kind === 'answer' && BUSY_CODES.has(reply.code);
}
