import type { Conclusion, TaskEnd, TaskOptions } from './options/tasks.cts';

/** How a task ends, settled when it is accepted: with what the review says of each image that comes. */
export interface Fate {
	end: TaskEnd;
	conclusions: Conclusion[];
}

/** Settles the end of a task of `num` images. Chance is asked only where an option leaves something to it. */
export function fateOf(num: number, options: TaskOptions, random: () => number): Fate {
	const strikes = (chance: number) => chance > 0 && random() < chance;
	const conclusionOf = (index: number): Conclusion => {
		const conclusion = options.conclusions[index] ?? 'pass';
		return conclusion === 'pass' && strikes(options.blockChance) ? 'block' : conclusion;
	};
	const length = Math.max(0, num - options.missingImages);
	return {
		end: strikes(options.failChance) ? 'failed' : options.taskEnd,
		conclusions: Array.from({ length }, (_, index) => conclusionOf(index)),
	};
}
