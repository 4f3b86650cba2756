import { readFile } from 'node:fs/promises';
import { Problem, reasonOf } from '../problem.cts';
import { type TableRow, tableOf } from './csvTable.cts';

/** One row of the spreadsheet, cells as they were written, gaps filled with the defaults. */
export interface PromptRow {
	text: string;
	style: string;
	resolution: string;
	num: string;
	/** The line of the file in which the row begins. */
	line: number;
}

/** What a spreadsheet of prompts says. */
export interface Prompts {
	rows: PromptRow[];
	/** The columns that nothing is read from. */
	ignored: string[];
}

type Field = Exclude<keyof PromptRow, 'line'>;

/** What a field's column may be called; of several that are there, the first in this list counts. */
const NAMES: Record<Field, string[]> = {
	text: ['text', 'prompt', '文本', '提示词'],
	style: ['style', '风格'],
	resolution: ['resolution', 'size', '分辨率', '尺寸'],
	num: ['num', 'number of images', 'number', 'images', '数量'],
};

const DEFAULTS = { style: '探索无限', resolution: '1024*1024', num: '1' };

/** Reads a spreadsheet of prompts. Throws a `Problem` where that is not possible. */
export async function readPrompts(path: string): Promise<Prompts> {
	const bytes = await readFile(path).catch((error: unknown) => {
		throw new Problem(`${path} cannot be read: ${reasonOf(error)}`);
	});
	return parsePrompts(bytes, path);
}

/** What a spreadsheet says; `path` names it in a `Problem`. */
export function parsePrompts(bytes: Uint8Array, path: string): Prompts {
	const content = decoded(bytes, path);
	if (content.trim() === '') throw new Problem(`${path} is empty`);
	const { columns, rows } = tableOf(content, path);
	const place = placesOf(columns);
	if (place.text < 0) {
		throw new Problem(`${path} has no column "text"; its columns are: ${columns.join(', ')}`);
	}
	if (rows.length === 0) throw new Problem(`${path} has no rows below its header`);
	return {
		rows: rows.map((row) => promptOf(row, place)),
		ignored: columns.filter((name, index) => name !== '' && !Object.values(place).includes(index)),
	};
}

type Places = Record<Field, number>;

/** Which column each field is in; -1 where there is none. */
function placesOf(columns: string[]): Places {
	const written = columns.map((name) => name.toLowerCase().replace(/[\s_-]+/g, ' '));
	const placeOf = (field: Field) =>
		NAMES[field].map((name) => written.indexOf(name)).find((index) => index >= 0) ?? -1;
	return {
		text: placeOf('text'),
		style: placeOf('style'),
		resolution: placeOf('resolution'),
		num: placeOf('num'),
	};
}

function promptOf({ cells, line }: TableRow, place: Places): PromptRow {
	const cell = (field: keyof typeof DEFAULTS) => cells[place[field]]?.trim() || DEFAULTS[field];
	const text = cells[place.text] ?? '';
	return { text, style: cell('style'), resolution: cell('resolution'), num: cell('num'), line };
}

/** Refuses other encodings, since a garbled prompt would be drawn, and paid, all the same. */
function decoded(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Problem(`${path} is not UTF-8; save it as "CSV UTF-8"`);
	}
}
