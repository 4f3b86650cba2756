const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before attempt `attempt + 1` where many wait for the same: anything up to a ceiling
 * that doubles and is capped, so that they do not come back together. `attempt` counts from 1;
 * `random` is 0 to 1. A wait that the service asked for (`retryAfterMs`) is the least.
 */
export function fullJitterMs(attempt: number, random: number, retryAfterMs = 0): number {
	const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 30));
	return Math.max(retryAfterMs, 1, Math.round(ceilingMs * random));
}
