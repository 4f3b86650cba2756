/** How long tasks take: the mean, and how far they differ from it (standard deviation ÷ mean). */
export interface Durations {
	meanMs: number;
	spread: number;
}

/** From so many standard deviations before the mean to as many after it, checks are close. Twice: many checks in vain; half: quick tasks wait. */
const EDGE = 1.4;
/** Between two close checks, in standard deviations. Twice: half the checks, and twice the delay; half: the other way round. */
const GAP = 0.5;
/** The most between two close checks, as a share of the mean. Twice: where times vary much, a task that is done waits; half: more checks there. */
const MOST_GAP = 0.15;
/** Of a task that is late, the share of its lateness between two checks. Twice: it waits when it is done; half: more checks of tasks that are stuck. */
const LATE_GAP = 0.25;
/** The least between two checks of a task. Twice: quick tasks wait; half: twice the checks of them. */
const SHORTEST_GAP_MS = 200;
/** The most. Twice: a task that was stuck for long waits when it is done; half: it is checked in vain more often. */
const LONGEST_GAP_MS = 60_000;

/** The age at which nearly every task is done. */
export function latestMs({ meanMs, spread }: Durations): number {
	return meanMs * (1 + EDGE * spread);
}

/** The time between two close checks, if checks cost nothing. */
export function closeGapMs({ meanMs, spread }: Durations): number {
	return meanMs * Math.min(MOST_GAP, GAP * spread);
}

/**
 * At which age to check a task next that was last checked when it was `lastAgeMs` old (never:
 * undefined): first when it may be done, then closely, then less and less; never closer than
 * `leastGapMs`.
 */
export function nextCheckAgeMs(
	lastAgeMs: number | undefined,
	times: Durations,
	leastGapMs: number,
): number {
	const closeMs = Math.max(closeGapMs(times), leastGapMs);
	const earliestMs = Math.max(0, times.meanMs * (1 - EDGE * times.spread));
	const firstMs = Math.min(latestMs(times), earliestMs + closeMs / 2);
	if (lastAgeMs === undefined) return firstMs;
	const lateGapMs = LATE_GAP * Math.max(0, lastAgeMs - latestMs(times));
	const gapMs = Math.max(SHORTEST_GAP_MS, closeMs, lateGapMs);
	return Math.max(firstMs, lastAgeMs + Math.min(LONGEST_GAP_MS, gapMs));
}
