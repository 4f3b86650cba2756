/** The longest first wait. Twice: a refusal that passes costs a second; half: a service in trouble is asked twice as often. */
const FIRST_MS = 500;
/** The longest wait. Twice: it is late that trouble is seen to be over; half: more requests in vain in long trouble. */
const LONGEST_MS = 20_000;

/**
 * How long to wait before attempt `attempt + 1`: doubling, capped, with jitter over its upper half,
 * so that many callers do not come back together. `attempt` counts from 1; `random` is 0 to 1.
 * A wait that the service asked for (`retryAfterMs`) is the least.
 */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
	const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 30));
	return Math.max(retryAfterMs, Math.round(ceilingMs * (0.5 + random / 2)));
}
