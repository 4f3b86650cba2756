const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;
const SHARE_OF_AGE = 0.15;

/**
 * How long to wait before the next look at a task that has been drawing for `ageMs`: a fixed share of
 * its age, so that a quick task is noticed quickly and a slow one is not asked about too often.
 * `random` (0 to 1) spreads the looks of many tasks over ± 10 %.
 */
export function nextLookMs(ageMs: number, random: number): number {
	const waitMs = Math.min(LONGEST_MS, Math.max(FIRST_MS, ageMs * SHARE_OF_AGE));
	return Math.round(waitMs * (0.9 + random * 0.2));
}
