import type { Durations } from './checkTimes';

/** How long a task took, and for how long nobody had looked when it was found done. */
export interface Taken {
	ms: number;
	unseenMs: number;
}

/** What was seen of tasks, if the service has so many slots. */
export interface Ages {
	done: Taken[];
	/** Of tasks that are not done: how long they have been at work. */
	notDoneMs: number[];
	/** How many tasks are done that could not have begun. */
	impossible: number;
}

/** A number of slots and what follows from it for the time that tasks take. */
export interface Fit {
	slots: number;
	times: Durations;
}

/** Of explanations that are nearly as likely, the one with the most slots is taken: it overlooks no task. Twice: more checks in vain; half: a task is overlooked by chance. */
const NEARLY = 1;
/** The fewer tasks are done, the more this is so. Twice and half: the same for the first few tasks. */
const EARLY = 6;
/** What one task that took an unlikely time counts at most. Twice: it spoils the fit; half: a wrong number of slots is found out later. */
const OUTLIER = 8;
/** How far tasks usually differ. Twice: checks begin too soon for the first tasks; half: too late. */
const USUAL_SPREAD = 0.2;
/** As how many tasks that were seen this counts. Twice: what is seen is believed later; half: two alike by chance are believed. */
const USUAL_WEIGHT = 2;
/** How unsure it is when a task was done, as a share of the time in which nobody looked. Twice: the fit tells little; half: it trusts times that are guesses. */
const BLUR = 0.3;

/** The number of slots, up to `mostSlots`, under which what was seen is likeliest; at least one task must be done. */
export function fit(agesWith: (slots: number) => Ages, mostSlots: number): Fit {
	let most = -Infinity;
	let chosen: Fit = { slots: 1, times: timesOf(agesWith(1)) };
	for (let slots = 1; slots <= mostSlots; slots = Math.max(slots + 1, Math.floor(slots * 1.125))) {
		const ages = agesWith(slots);
		const times = timesOf(ages);
		const likelihood = likelihoodOf(ages, times);
		const nearly = NEARLY + EARLY / (1 + ages.done.length);
		if (likelihood >= most - nearly) chosen = { slots, times };
		most = Math.max(most, likelihood);
	}
	return chosen;
}

function timesOf({ done, notDoneMs }: Ages): Durations {
	const doneMs = done.map(({ ms }) => ms);
	let times = around(mean(doneMs), doneMs);
	if (notDoneMs.length > 0)
		times = around(mean([...doneMs, ...notDoneMs.map((ms) => likelyEndMs(ms, times))]), doneMs);
	return times;
}

/** When a task ends, on average, that is not done after `ms`; close to what a normal distribution says. */
function likelyEndMs(ms: number, { meanMs, spread }: Durations): number {
	const deviationMs = spread * meanMs;
	const late = Math.min(4, (ms - meanMs) / deviationMs);
	return meanMs + deviationMs * Math.log1p(Math.exp(1.2 * late));
}

function around(meanMs: number, doneMs: number[]): Durations {
	const seen = doneMs.reduce((sum, ms) => sum + (ms / meanMs - 1) ** 2, 0);
	const usual = USUAL_WEIGHT * USUAL_SPREAD ** 2;
	const spread = Math.sqrt((seen + usual) / (doneMs.length + USUAL_WEIGHT));
	return { meanMs, spread };
}

/** The logarithm of how likely it is to see these ages. */
function likelihoodOf(
	{ done, notDoneMs, impossible }: Ages,
	{ meanMs, spread }: Durations,
): number {
	const deviationMs = meanMs * spread;
	let likelihood = -impossible * (OUTLIER + Math.log(deviationMs));
	for (const { ms, unseenMs } of done) {
		const unsureMs = Math.hypot(deviationMs, BLUR * unseenMs);
		likelihood -= Math.min(OUTLIER, ((ms - meanMs) / unsureMs) ** 2 / 2) + Math.log(unsureMs);
	}
	for (const ms of notDoneMs)
		likelihood -= Math.log1p(Math.exp((1.7 * (ms - meanMs)) / deviationMs));
	return likelihood;
}

function mean(numbers: number[]): number {
	return Math.max(
		1,
		numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length),
	);
}
