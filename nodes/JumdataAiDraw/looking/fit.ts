import type { Durations } from './checkTimes';

/** How long a task took, if the service has so many slots: longer than `overMs`, not longer than `withinMs`. */
export interface Taken {
	overMs: number;
	/** Infinite as long as it is not done. */
	withinMs: number;
	/** How long it took probably; unknown as long as it is not done. */
	ms?: number;
}

/** A number of slots and what follows from it for the time that tasks take. */
export interface Fit {
	slots: number;
	times: Durations;
}

/** Of explanations that are nearly as likely, the one with the most slots is taken, since it overlooks no task; the fewer tasks are done, the more this is so. Twice: more checks in vain; half: tasks are overlooked at first. */
const CAUTION = 16;
/** How far tasks usually differ. Twice: checks begin too soon for the first tasks; half: too late. */
const USUAL_SPREAD = 0.2;
/** As how many tasks that were seen this counts. Twice: what is seen is believed later; half: two alike by chance are believed. */
const USUAL_WEIGHT = 2;

/** The number of slots, up to `mostSlots`, under which what was seen is likeliest; at least one task must be done. */
export function fit(takenWith: (slots: number) => Taken[], mostSlots: number): Fit {
	const oneByOne = takenWith(1);
	const doneCount = oneByOne.filter(({ withinMs }) => withinMs < Infinity).length;
	const nearly = CAUTION / (1 + doneCount);
	let most = -Infinity;
	let chosen: Fit = { slots: 1, times: timesOf(oneByOne) };
	for (let next = 1; next < mostSlots * 1.125; next = Math.ceil(next * 1.125)) {
		const slots = Math.min(next, mostSlots);
		const taken = takenWith(slots);
		const times = timesOf(taken);
		const likelihood = likelihoodOf(taken, times);
		if (likelihood >= most - nearly) chosen = { slots, times };
		most = Math.max(most, likelihood);
	}
	return chosen;
}

function timesOf(taken: Taken[]): Durations {
	const doneMs = taken.flatMap(({ ms }) => ms ?? []);
	const times = around(mean(doneMs), doneMs);
	const allMs = taken.map(({ ms, overMs }) => ms ?? likelyEndMs(overMs, times));
	return around(mean(allMs), doneMs);
}

function around(meanMs: number, doneMs: number[]): Durations {
	const seen = doneMs.reduce((sum, ms) => sum + (ms / meanMs - 1) ** 2, 0);
	const usual = USUAL_WEIGHT * USUAL_SPREAD ** 2;
	const spread = Math.sqrt((seen + usual) / (doneMs.length + USUAL_WEIGHT));
	return { meanMs, spread };
}

// Times are taken as logistic, which is bell-shaped like the normal distribution but plain to compute.

/** When a task ends, on average, that is not done after `ms`. */
function likelyEndMs(ms: number, times: Durations): number {
	const share = Math.min(1 - 1e-9, doneShare(ms, times));
	return ms - (scaleMs(times) * Math.log(share)) / (1 - share);
}

/** The logarithm of how likely it is that tasks take so long. */
function likelihoodOf(taken: Taken[], times: Durations): number {
	return taken.reduce((sum, { overMs, withinMs }) => {
		const share = doneShare(withinMs, times) - doneShare(overMs, times);
		return sum + Math.log(Number.EPSILON + share);
	}, 0);
}

/** The share of tasks that are done after `ms`. */
function doneShare(ms: number, times: Durations): number {
	return 1 / (1 + Math.exp((times.meanMs - ms) / scaleMs(times)));
}

function scaleMs({ meanMs, spread }: Durations): number {
	return (Math.sqrt(3) / Math.PI) * meanMs * spread;
}

function mean(numbers: number[]): number {
	const sum = numbers.reduce((all, number) => all + number, 0);
	return Math.max(1, sum / Math.max(1, numbers.length));
}
