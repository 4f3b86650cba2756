import type { DrawingTimes } from './readings';

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
	times: DrawingTimes;
}

const USUAL_SPREAD = 0.2;
const USUAL_WEIGHT = 2;
const LEAST_SPREAD = 0.01;
/** Of explanations that are nearly as likely, the one with the most slots is taken: it overlooks no task. */
const NEARLY = 1;
/** The fewer tasks are done, the more this is so. */
const EARLY = 6;
const OUTLIER = 16;
/** A wider spread than this is thought unlikely. */
const WIDEST_SPREAD = 0.4;
const TOO_WIDE = 5;
const IMPOSSIBLE = -OUTLIER / 2;

/** The number of slots, up to `mostSlots`, under which what was seen is likeliest; at least one task must be done. */
export function fitSlots<Task>(seen: Seen<Task>, mostSlots: number): SlotFit {
	let best: SlotFit & { likelihood: number } = explain(seen, 1);
	let chosen: SlotFit = best;
	const nearly = NEARLY + EARLY / (1 + seen.done.length);
	for (const slots of candidates(mostSlots)) {
		const fit = explain(seen, slots);
		if (fit.likelihood >= best.likelihood - nearly) chosen = fit;
		if (fit.likelihood > best.likelihood) best = fit;
	}
	return chosen;
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
): SlotFit & { likelihood: number } {
	const drawn: number[] = [];
	for (const task of done) {
		const ms = drawnMs(task, slots);
		if (ms !== undefined) drawn.push(ms);
	}
	const meanMs = Math.max(1, sum(drawn) / Math.max(1, drawn.length));
	const usual = USUAL_WEIGHT * (USUAL_SPREAD * meanMs) ** 2;
	const squares = drawn.map((ms) => (ms - meanMs) ** 2);
	const variance = (sum(squares) + usual) / (drawn.length + USUAL_WEIGHT);
	const deviationMs = Math.max(LEAST_SPREAD * meanMs, Math.sqrt(variance));
	let likelihood = (done.length - drawn.length) * IMPOSSIBLE - drawn.length * Math.log(deviationMs);
	for (const square of squares) likelihood -= Math.min(OUTLIER, square / variance) / 2;
	likelihood -= drawn.length * Math.max(0, deviationMs / meanMs - WIDEST_SPREAD) * TOO_WIDE;
	const doubtMs = deviationMs * Math.sqrt(1 + 2 / Math.max(1, drawn.length));
	for (const task of notDone) {
		const ms = drawnMs(task, slots);
		if (ms !== undefined) likelihood -= Math.log1p(Math.exp((1.7 * (ms - meanMs)) / doubtMs));
	}
	return { slots, times: { meanMs, spread: deviationMs / meanMs }, likelihood };
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
