/** How long tasks are drawn: the mean, and how far they differ from it (standard deviation ÷ mean). */
export interface Durations {
	meanMs: number;
	spread: number;
}

/** The first look comes so many standard deviations before the mean, the close looks end as many after it. */
const EDGE = 1.4;
/** Between two close looks, in standard deviations, and its limits as a share of the mean. */
const GAP = 0.53;
const LEAST_GAP = 0.02;
const MOST_GAP = 0.15;
/** Of a task that is late, the share of its lateness between two looks. */
const LATE_GAP = 0.25;
const SHORTEST_GAP_MS = 200;
const LONGEST_GAP_MS = 60_000;
/** A task that is done so soon is looked at without waiting. */
const AT_ONCE_MS = 50;
const JITTER = 0.2;

/** The time between two close looks, as it would be if looks cost no time. */
export function closeGapMs({ meanMs, spread }: Durations): number {
	return meanMs * Math.min(MOST_GAP, Math.max(LEAST_GAP, GAP * spread));
}

/** The age at which a task may first be done. */
export function earliestMs({ meanMs, spread }: Durations): number {
	return Math.max(0, meanMs * (1 - EDGE * spread));
}

/** The age at which nearly every task is done. */
export function latestMs({ meanMs, spread }: Durations): number {
	return meanMs * (1 + EDGE * spread);
}

/**
 * At which age to look at a task next that was last looked at when it was `lastAgeMs` old (never:
 * undefined): first when it may be done, then closely, then less and less. `random` (0 to 1) spreads
 * the looks of many tasks over ± 10 % of a gap.
 */
export function nextLookAgeMs(
	lastAgeMs: number | undefined,
	times: Durations,
	random: number,
): number {
	const closeMs = closeGapMs(times);
	const firstMs = earliestMs(times) + closeMs * (0.5 + JITTER * (random - 0.5));
	if (lastAgeMs === undefined) return firstMs < AT_ONCE_MS ? 0 : firstMs;
	const lateMs = Math.max(0, lastAgeMs - latestMs(times));
	const gapMs = Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, closeMs, lateMs * LATE_GAP));
	return Math.max(firstMs, lastAgeMs + gapMs * (1 + JITTER * (random - 0.5)));
}
