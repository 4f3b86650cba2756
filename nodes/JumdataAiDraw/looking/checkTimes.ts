/** How long tasks take: the mean, and how far they differ from it (standard deviation ÷ mean). */
export interface Durations {
	meanMs: number;
	spread: number;
}

/** From so many standard deviations before the mean to as many after it, checks are close. Twice: many checks in vain; half: quick tasks wait. */
const EDGE = 1.4;
/** Between two close checks, in standard deviations. Twice: half the checks, and twice the delay; half: the other way round. */
const GAP = 0.5;
/** Of a task that is late, the share of its lateness between two checks. Twice: it waits when it is done; half: more checks of tasks that are stuck. */
const LATE_GAP = 0.25;
/** The least between two checks of a task, and of any while nothing is known. Twice: quick tasks wait; half: twice the checks of them. */
export const SHORTEST_GAP_MS = 200;
/** The most. Twice: a task that was stuck for long waits when it is done; half: it is checked in vain more often. */
const LONGEST_GAP_MS = 60_000;

/** The age at which nearly every task is done. */
export function latestMs({ meanMs, spread }: Durations): number {
	return meanMs * (1 + EDGE * spread);
}

/** The time between two close checks. */
export function closeGapMs({ meanMs, spread }: Durations): number {
	return GAP * spread * meanMs;
}

/**
 * At which age to check a task next that was last checked when it was `lastAgeMs` old (never:
 * undefined): first when it may be done, then closely, then less and less.
 */
export function nextCheckAgeMs(lastAgeMs: number | undefined, times: Durations): number {
	const firstMs = times.meanMs * Math.max(0, 1 - EDGE * times.spread) + closeGapMs(times) / 2;
	if (lastAgeMs === undefined) return firstMs;
	const lateGapMs = LATE_GAP * (lastAgeMs - latestMs(times));
	const gapMs = Math.max(SHORTEST_GAP_MS, closeGapMs(times), lateGapMs);
	return Math.max(firstMs, lastAgeMs + Math.min(LONGEST_GAP_MS, gapMs));
}
