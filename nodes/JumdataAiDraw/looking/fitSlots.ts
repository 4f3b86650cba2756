import { fitTimes, meanOf } from './fitTimes';
import type { Durations } from './readings';

/** How long a task has been drawn, if the service has so many slots; undefined where it cannot have begun. */
export type DrawnMs<Task> = (task: Task, slots: number) => number | undefined;

/** What was seen of a queue: tasks that are done, and tasks that were looked at and are not. */
export interface Seen<Task> {
	done: readonly Task[];
	notDone: readonly Task[];
	drawnMs: DrawnMs<Task>;
}

/** A number of slots and what follows from it for the time that drawing takes. */
export interface SlotFit {
	slots: number;
	times: Durations;
}

/** Of explanations that are nearly as likely, the one with the most slots is taken: it overlooks no task. */
const NEARLY = 1;
/** The fewer tasks are done, the more this is so. */
const EARLY = 6;
/** What one task that took an unlikely time counts at most. */
const OUTLIER = 8;
/** A wider spread than this is thought unlikely. */
const WIDEST_SPREAD = 0.4;
const TOO_WIDE = 5;

/** The number of slots, up to `mostSlots`, under which what was seen is likeliest; at least one task must be done. */
export function fitSlots<Task>(seen: Seen<Task>, mostSlots: number): SlotFit {
	// Likelihoods compare only by one unit of time; with the most slots every task has begun.
	const unitMs = Math.max(1, meanOf(begunMs(seen.done, mostSlots, seen.drawnMs)));
	let best = explain(seen, 1, unitMs);
	let chosen: SlotFit = best;
	const nearly = NEARLY + EARLY / (1 + seen.done.length);
	for (const slots of candidates(mostSlots)) {
		const fit = explain(seen, slots, unitMs);
		if (fit.likelihood >= best.likelihood - nearly) chosen = fit;
		if (fit.likelihood > best.likelihood) best = fit;
	}
	return { slots: chosen.slots, times: chosen.times };
}

/** 2, 3, 4 … 16, then in steps of an eighth. */
function* candidates(mostSlots: number): Generator<number> {
	for (let slots = 2; slots < mostSlots; slots = Math.max(slots + 1, Math.floor(slots * 1.125))) {
		yield slots;
	}
	if (mostSlots > 1) yield mostSlots;
}

/** The logarithm of how likely it is, with so many slots, to see what was seen. */
function explain<Task>(
	{ done, notDone, drawnMs }: Seen<Task>,
	slots: number,
	unitMs: number,
): SlotFit & { likelihood: number } {
	const doneMs = begunMs(done, slots, drawnMs);
	const notDoneMs = begunMs(notDone, slots, drawnMs);
	const times = fitTimes(doneMs, notDoneMs);
	const deviationMs = times.meanMs * times.spread;
	const impossible = (done.length - doneMs.length) * OUTLIER;
	const tooWide = doneMs.length * Math.max(0, times.spread - WIDEST_SPREAD) * TOO_WIDE;
	let likelihood = -impossible - tooWide - doneMs.length * Math.log(deviationMs / unitMs);
	for (const ms of doneMs) {
		likelihood -= Math.min(OUTLIER, ((ms - times.meanMs) / deviationMs) ** 2 / 2);
	}
	for (const ms of notDoneMs) {
		likelihood -= Math.log1p(Math.exp((1.7 * (ms - times.meanMs)) / deviationMs));
	}
	return { slots, times, likelihood };
}

function begunMs<Task>(tasks: readonly Task[], slots: number, drawnMs: DrawnMs<Task>): number[] {
	return tasks.map((task) => drawnMs(task, slots)).filter((ms) => ms !== undefined);
}
