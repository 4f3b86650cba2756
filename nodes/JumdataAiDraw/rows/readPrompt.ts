import type { Prompt } from '../jumdata/values';
import { readNum } from './readNum';
import { readResolution } from './readResolution';
import { readStyle } from './readStyle';
import { type LongText, readText } from './readText';

/** What a row says of a prompt, before anybody looked into it: spreadsheet cells of any type. */
export type PromptCells = Record<keyof Prompt, unknown>;

/** The prompt that `cells` stand for, in Jumdata's own values. Throws a `Failure` that names the value and what is allowed. */
export function readPrompt(cells: PromptCells, longText: LongText): Prompt {
	return {
		text: readText(cells.text, longText),
		style: readStyle(cells.style),
		resolution: readResolution(cells.resolution),
		num: readNum(cells.num),
	};
}
