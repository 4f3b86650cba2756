import { type Reply, retryAfterMsOf } from './answers';

type Refusal = 'tooFast' | 'tooMany';

/**
 * The codes by which Jumdata says that this is too much for it now, and what each says it is about
 * (source: the vendor's page, 返回码说明); maintenance is about neither.
 */
const BUSY_CODES = new Map<number, Refusal | undefined>([
	[500, undefined],
	[606, 'tooMany'],
	[609, 'tooFast'],
]);
const TOO_MANY_REQUESTS = 429;

/** What the reply says to whoever sets the pace: granted, too much, or nothing of that kind. */
export function answerTo(reply: Reply): {
	answer: 'granted' | 'refused' | 'other';
	refusedAs?: Refusal;
	retryAfterMs?: number;
} {
	const retryAfterMs = retryAfterMsOf(reply);
	if (reply.kind === 'answer' && BUSY_CODES.has(reply.code))
		return { answer: 'refused', refusedAs: BUSY_CODES.get(reply.code), retryAfterMs };
	if ('httpStatus' in reply && reply.httpStatus === TOO_MANY_REQUESTS)
		return { answer: 'refused', refusedAs: 'tooFast', retryAfterMs };
	return { answer: reply.kind === 'answer' ? 'granted' : 'other' };
}
