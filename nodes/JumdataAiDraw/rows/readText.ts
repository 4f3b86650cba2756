import { Failure } from '../failure';
import { MAX_TEXT_LENGTH } from '../jumdata/values';
import { shown, UNSEEN } from '../words';
import { textOf } from './cell';
import { unusable } from './unusable';

/** What to do with a text over Jumdata's limit. */
export type LongText = 'error' | 'truncate';

/**
 * The text that a cell asks to draw, unchanged except for its length. Throws a `Failure` for what is no
 * text: drawing it would be paid all the same.
 */
export function readText(cell: unknown, longText: LongText): string {
	const text = textOf(cell);
	const seen = text.replace(UNSEEN, '');
	const mishap = MISHAPS.find(({ pattern }) => pattern.test(seen));
	if (mishap) throw unusable('text', cell, mishap.advice);
	const wanted = longText === 'truncate' ? cut(text) : text;
	if (isBlank(wanted)) throw unusable('text', cell, `Allowed: 1 to ${MAX_TEXT_LENGTH} characters.`);
	const length = Array.from(wanted).length;
	if (length <= MAX_TEXT_LENGTH) return wanted;
	throw new Failure(
		`the text has ${length} characters, and Jumdata takes at most ${MAX_TEXT_LENGTH}: ${shown(text)}`,
		`Shorten it to at most ${MAX_TEXT_LENGTH} characters, or set the option "If Text Is Too Long" to "Cut It at 100 Characters".`,
	);
}

/** What cells hold where something went wrong before. */
const MISHAPS = [
	{
		// Excel, Google Sheets and LibreOffice.
		pattern:
			/#(N\/A|DIV\/0!|NAME\?|GETTING_DATA|(REF|VALUE|NUM|NULL|SPILL|CALC|ERROR|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|EXTERNAL|PYTHON|TIMEOUT)!)/,
		advice: 'It contains the error of a spreadsheet. Correct the formula in the spreadsheet.',
	},
	{
		pattern: /\[object Object\]/,
		advice: 'It contains a whole object. Use one of its fields in the expression.',
	},
	{
		pattern: /^\s*(undefined|null|NaN)\s*$/,
		advice: 'An expression found no value. Check that the name of the column is right.',
	},
	{
		pattern: /\p{Surrogate}/u,
		advice:
			'It contains half a character. Whatever cuts the text before this node cuts through an emoji or a rare character.',
	},
];

/** Nothing but spaces and unseen characters. Unicode calls the blank of Braille a symbol. */
function isBlank(text: string): boolean {
	return text.replace(UNSEEN, '').replaceAll('\u2800', '').trim() === '';
}

function cut(text: string): string {
	return Array.from(text).slice(0, MAX_TEXT_LENGTH).join('');
}
