/** From so much before the mean time to as much after it, as a share of it, checks are close. Twice: many checks in vain; half: quick tasks wait. */
const EDGE = 0.26;
/** Between two close checks, as a share of the mean time. Twice: half the checks, and twice the delay; half: the other way round. */
const GAP = 0.1;
/** Of a task that is late, the share of its lateness between two checks. Twice: it waits when it is done; half: more checks of tasks that are stuck. */
const LATE_GAP = 0.25;
/** The least between two checks of a task, and of any while nothing is known. Twice: quick tasks wait; half: twice the checks of them. */
export const SHORTEST_GAP_MS = 200;
/** The most. Twice: a task that was stuck for long waits when it is done; half: it is checked in vain more often. */
const LONGEST_GAP_MS = 60_000;

/**
 * At which age to check a task next that was last checked when it was `lastAgeMs` old (negative: not
 * since it began), where tasks take `meanMs`: first when it may be done, then closely, then less and less.
 */
export function nextCheckAgeMs(lastAgeMs: number, meanMs: number): number {
	const firstMs = meanMs * (1 - EDGE + GAP / 2);
	const lateGapMs = LATE_GAP * (lastAgeMs - meanMs * (1 + EDGE));
	const gapMs = Math.max(SHORTEST_GAP_MS, GAP * meanMs, lateGapMs);
	return Math.max(firstMs, lastAgeMs + Math.min(LONGEST_GAP_MS, gapMs));
}
