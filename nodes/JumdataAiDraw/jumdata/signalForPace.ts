import { type Reply, retryAfterMsOf } from './answers';
import { meaningOf } from './codes';
import { TOO_MANY_REQUESTS } from './httpStatus';

/** Too much for now, whatever the limits are. */
const MAINTENANCE = 500;

/** What the reply says to whoever sets the pace. */
export function signalForPace(reply: Reply): {
	answer: 'granted' | 'tooFast' | 'tooMany' | 'busy' | 'other';
	retryAfterMs?: number;
} {
	const retryAfterMs = retryAfterMsOf(reply);
	const { exceeded } = reply.kind === 'answer' ? meaningOf(reply.code) : {};
	if (exceeded) return { answer: exceeded, retryAfterMs };
	if (reply.kind === 'answer' && reply.code === MAINTENANCE)
		return { answer: 'busy', retryAfterMs };
	if ('httpStatus' in reply && reply.httpStatus === TOO_MANY_REQUESTS)
		return { answer: 'tooFast', retryAfterMs };
	return { answer: reply.kind === 'answer' ? 'granted' : 'other' };
}
