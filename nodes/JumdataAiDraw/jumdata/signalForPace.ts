import { type Reply, retryAfterMsOf } from './answers';
import { meaningOf } from './codes';
import { TOO_MANY_REQUESTS } from './httpStatus';

/** Too much for now, whatever the limits are. */
const MAINTENANCE = 500;

/** What the reply says to whoever sets the pace: granted, too much, or nothing of that kind. */
export function signalForPace(reply: Reply): {
	answer: 'granted' | 'refused' | 'other';
	refusedAs?: 'tooFast' | 'tooMany';
	retryAfterMs?: number;
} {
	const retryAfterMs = retryAfterMsOf(reply);
	const refusedAs = reply.kind === 'answer' ? meaningOf(reply.code).exceeded : undefined;
	if (refusedAs || (reply.kind === 'answer' && reply.code === MAINTENANCE))
		return { answer: 'refused', refusedAs, retryAfterMs };
	if ('httpStatus' in reply && reply.httpStatus === TOO_MANY_REQUESTS)
		return { answer: 'refused', refusedAs: 'tooFast', retryAfterMs };
	return { answer: reply.kind === 'answer' ? 'granted' : 'other' };
}
