import type { Durations } from './readings';

const USUAL_SPREAD = 0.2;
/** The usual spread counts as much as so many tasks that were seen. */
const USUAL_WEIGHT = 2;
const LEAST_SPREAD = 0.01;
const ROUNDS = 2;
const FARTHEST = 4;

/**
 * How long drawing takes, from how long tasks took that are done, and how long others have taken that
 * are not. Those count with the time they are likely to take: else the quick ones, which are done
 * first, would make all seem quick.
 */
export function fitTimes(doneMs: readonly number[], notDoneMs: readonly number[]): Durations {
	let times = timesAround(Math.max(1, meanOf(doneMs)), doneMs);
	for (let round = 0; round < ROUNDS && notDoneMs.length > 0; round++) {
		const likelyMs = notDoneMs.map((ms) => likelyEndMs(ms, times));
		times = timesAround(Math.max(1, meanOf([...doneMs, ...likelyMs])), doneMs);
	}
	return times;
}

/** When a task ends, on average, that is not done after `ms`; close to what a normal distribution says. */
function likelyEndMs(ms: number, { meanMs, spread }: Durations): number {
	const deviationMs = spread * meanMs;
	const late = Math.min(FARTHEST, (ms - meanMs) / deviationMs);
	return meanMs + deviationMs * Math.log1p(Math.exp(1.2 * late));
}

function timesAround(meanMs: number, doneMs: readonly number[]): Durations {
	const seen = doneMs.reduce((sum, ms) => sum + (ms / meanMs - 1) ** 2, 0);
	const usual = USUAL_WEIGHT * USUAL_SPREAD ** 2;
	const spread = Math.sqrt((seen + usual) / (doneMs.length + USUAL_WEIGHT));
	return { meanMs, spread: Math.max(LEAST_SPREAD, spread) };
}

/** The mean; 0 of none. */
export function meanOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
