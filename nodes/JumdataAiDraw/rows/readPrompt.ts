import { Failure } from '../failure';
import { MAX_NUM, MAX_TEXT_LENGTH, type Prompt, RESOLUTIONS, STYLES } from '../jumdata/values';

/** What a row says of a prompt, before anybody looked into it: spreadsheet cells of any type. */
export type PromptCells = Record<keyof Prompt, unknown>;

/** What to do with a text over Jumdata's limit. */
export type LongText = 'error' | 'truncate';

/** The prompt that `cells` stand for, in Jumdata's own values. Throws a `Failure` that names the value and what is allowed. */
export function readPrompt(cells: PromptCells, longText: LongText): Prompt {
	return {
		text: readText(cells.text, longText),
		style: readStyle(cells.style),
		resolution: readResolution(cells.resolution),
		num: readNum(cells.num),
	};
}

/** A task id with every digit, from a string or an exact number. Throws a `Failure` for anything else. */
export function readTaskId(cell: unknown): string {
	const taskId = textOf(cell).trim();
	const isRounded = Number.isInteger(cell) && !Number.isSafeInteger(cell);
	if (isRounded || ROUNDED.test(taskId)) {
		throw new Failure(
			`the task ID ${taskId} is a number too large to be exact`,
			'Its last digits may be lost already. Give the task ID as text: format the column as text, or take the string that Submit put out.',
		);
	}
	if (taskId === '' || (typeof cell === 'number' && !Number.isInteger(cell)))
		throw refused('task ID', cell, 'Give the taskId that Submit put out.');
	return taskId;
}

/** What a spreadsheet makes of a long number: 3.46914E+18. */
const ROUNDED = /^\d+([.,]\d+)?e\+?\d+$/i;

function readText(cell: unknown, longText: LongText): string {
	const text = textOf(cell);
	if (text.trim() === '') {
		throw refused('text', cell, `Allowed: 1 to ${MAX_TEXT_LENGTH} characters.`);
	}
	const characters = Array.from(text);
	if (characters.length <= MAX_TEXT_LENGTH) return text;
	if (longText === 'truncate') return characters.slice(0, MAX_TEXT_LENGTH).join('');
	throw new Failure(
		`the text has ${characters.length} characters, and Jumdata takes at most ${MAX_TEXT_LENGTH}: ${shown(text)}`,
		`Shorten it to at most ${MAX_TEXT_LENGTH} characters, or set the option "If Text Is Too Long" to cut it.`,
	);
}

function readStyle(cell: unknown): string {
	const style = STYLE_OF.get(lookupKey(cell));
	if (style) return style;
	const allowed = STYLES.map(({ value, name }) => `${name} (${value})`).join(', ');
	throw refused('style', cell, `Allowed: ${allowed}.`);
}

function readResolution(cell: unknown): string {
	const key = lookupKey(cell).replace(/(?<=\d)[x×](?=\d)/g, '*');
	const resolution = RESOLUTION_OF.get(key);
	if (resolution) return resolution;
	const allowed = RESOLUTIONS.map(({ value, name }) => `${value} (${name})`).join(', ');
	throw refused('resolution', cell, `Allowed: ${allowed}.`);
}

function readNum(cell: unknown): number {
	const text = textOf(cell).trim();
	const num = /^\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
	if (num >= 1 && num <= MAX_NUM) return num;
	throw refused('number of images', cell, `Allowed: a whole number from 1 to ${MAX_NUM}.`);
}

/** Spellings that differ only in case, spaces, or the brackets of `Square (1024*1024)` are the same. */
function lookupKey(cell: unknown): string {
	return textOf(cell)
		.toLowerCase()
		.replace(/[\s()（）]/g, '');
}

const STYLE_OF = bySpelling(STYLES);
const RESOLUTION_OF = bySpelling(RESOLUTIONS);

/** Jumdata's values by everything that a cell may call them. */
function bySpelling(
	choices: ReadonlyArray<{ value: string; name: string }>,
): ReadonlyMap<string, string> {
	return new Map(
		choices.flatMap(({ value, name }) =>
			[value, name, name + value].map((spelling) => [lookupKey(spelling), value] as const),
		),
	);
}

/** A cell's text; empty where it holds neither text nor a number. */
function textOf(cell: unknown): string {
	return typeof cell === 'string' || Number.isFinite(cell) ? String(cell) : '';
}

function refused(what: string, cell: unknown, allowed: string): Failure {
	const isEmpty =
		cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
	return new Failure(
		isEmpty ? `the ${what} is empty` : `the ${what} ${shown(cell)} cannot be used`,
		allowed,
	);
}

const SHOWN_LENGTH = 60;

/** A value as an error shows it: quoted if it is text, and not too long. */
export function shown(cell: unknown): string {
	const isQuoted = typeof cell === 'string' || typeof cell === 'object';
	const text = isQuoted ? quoted(cell) : String(cell);
	const characters = Array.from(text);
	if (characters.length <= SHOWN_LENGTH) return text;
	return `${characters.slice(0, SHOWN_LENGTH).join('')}…${isQuoted ? text.at(-1) : ''}`;
}

function quoted(cell: unknown): string {
	try {
		return JSON.stringify(cell);
	} catch {
		return String(cell);
	}
}
