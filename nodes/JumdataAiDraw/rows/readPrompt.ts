import type { Prompt } from '../jumdata/values';
import { readNum } from './readNum';
import { readResolution } from './readResolution';
import { readStyle } from './readStyle';
import { type LongText, readText } from './readText';

/** The prompt that `cells` of any type stand for, in Jumdata's own values. Throws a `Failure` that names the value and what is allowed. */
export function readPrompt(cells: Record<keyof Prompt, unknown>, longText: LongText): Prompt {
	return {
		text: readText(cells.text, longText),
		style: readStyle(cells.style),
		resolution: readResolution(cells.resolution),
		num: readNum(cells.num),
	};
}
