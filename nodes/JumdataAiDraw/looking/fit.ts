/** How long a task took: longer than `overMs`, not longer than `withinMs`, which is infinite as long as it is not done. */
interface Taken {
	overMs: number;
	withinMs: number;
}

/** How many tasks a service works on at once, and how long each takes on average. */
export interface Fit {
	slots: number;
	meanMs: number;
}

/** Of explanations that are nearly as likely, the one with the most slots is taken, since it overlooks no task; the fewer tasks are done, the more this is so. Twice: more checks in vain; half: tasks are overlooked at first. */
const CAUTION = 16;
/** How far times differ from their mean, as a share of it (the scale of a logistic distribution, which is bell-shaped and plain to compute). Twice: of many that are drawn at once, the late ones are overlooked; half: all are found a little later. */
const SCALE = 0.11;

/** The number of slots, up to about `mostSlots`, under which what was seen is likeliest; at least one task must be done. */
export function fit(takenWith: (slots: number) => Taken[], mostSlots: number): Fit {
	let most = -Infinity;
	let chosen: Fit = { slots: 1, meanMs: 1 };
	for (let slots = 1; slots < mostSlots * 1.125; slots = Math.ceil(slots * 1.125)) {
		const taken = takenWith(slots);
		const done = taken.filter(({ withinMs }) => withinMs < Infinity);
		// The median, since a check that came late tells little.
		const middles = done.map(({ overMs, withinMs }) => (overMs + withinMs) / 2);
		const middleMs = middles.sort((one, other) => one - other)[(done.length - 1) >> 1];
		const meanMs = mean(taken.map((it) => likelyMs(it, Math.max(1, middleMs))));
		const likelihood = taken.reduce((sum, it) => sum + Math.log(shareOf(it, meanMs)), 0);
		if (likelihood >= most - CAUTION / (1 + done.length)) chosen = { slots, meanMs };
		most = Math.max(most, likelihood);
	}
	return chosen;
}

/** How long a task took probably, if all take `meanMs` on average. */
function likelyMs(taken: Taken, meanMs: number): number {
	/** What the tasks that take longer than `ms` add to the mean. */
	const beyond = (ms: number) => {
		const share = doneShare(ms, meanMs);
		return share === 1 ? 0 : ms * (1 - share) - SCALE * meanMs * Math.log(share);
	};
	const { overMs, withinMs } = taken;
	const expectedMs = (beyond(overMs) - beyond(withinMs)) / shareOf(taken, meanMs);
	return Math.min(withinMs, Math.max(overMs, expectedMs));
}

/** The share of tasks that take so long, if all take `meanMs` on average; never nothing at all. */
function shareOf({ overMs, withinMs }: Taken, meanMs: number): number {
	return Number.EPSILON + doneShare(withinMs, meanMs) - doneShare(overMs, meanMs);
}

/** The share of tasks that are done after `ms`. */
function doneShare(ms: number, meanMs: number): number {
	return 1 / (1 + Math.exp((meanMs - ms) / (SCALE * meanMs)));
}

function mean(numbers: number[]): number {
	return Math.max(1, numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}
