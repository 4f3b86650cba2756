import { readFile } from 'node:fs/promises';
import { CsvError, parse, type Options } from 'csv-parse/sync';
import { Problem, reasonOf } from '../problem.cts';

/** One row of the spreadsheet, cells as they were written, gaps filled with the defaults. */
export interface PromptRow {
	text: string;
	style: string;
	resolution: string;
	num: string;
}

const DEFAULTS = { style: '探索无限', resolution: '1024*1024', num: '1' };

const DELIMITERS = [',', ';', '\t'];

/** Reads a spreadsheet of prompts. Throws a `Problem` where that is not possible. */
export async function readPrompts(path: string): Promise<PromptRow[]> {
	const bytes = await readFile(path).catch((error: unknown) => {
		throw new Problem(`${path} cannot be read: ${reasonOf(error)}`);
	});
	return parsePrompts(bytes, path);
}

/** The rows of a spreadsheet; `path` names it in a `Problem`. */
export function parsePrompts(bytes: Uint8Array, path: string): PromptRow[] {
	const content = decoded(bytes, path);
	if (content.trim() === '') throw new Problem(`${path} is empty`);
	const { delimiter, columns } = header(content, path);
	if (!columns.includes('text')) {
		throw new Problem(`${path} has no column "text"; its columns are: ${columns.join(', ')}`);
	}
	const records = parsed<Record<string, string>>(content, path, { delimiter, columns, from: 2 });
	if (records.length === 0) throw new Problem(`${path} has no rows below its header`);
	return records.map(promptOf);
}

function promptOf(record: Record<string, string>): PromptRow {
	const cell = (name: keyof typeof DEFAULTS) => record[name]?.trim() || DEFAULTS[name];
	const text = record.text ?? '';
	return { text, style: cell('style'), resolution: cell('resolution'), num: cell('num') };
}

/** Refuses other encodings, since a garbled prompt would be drawn, and paid, all the same. */
function decoded(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Problem(`${path} is not UTF-8; save it as "CSV UTF-8"`);
	}
}

/** The header under the delimiter that makes the most of it: prompts may contain any of them. */
function header(content: string, path: string): { delimiter: string; columns: string[] } {
	const readings = DELIMITERS.map((delimiter) => {
		const [names = []] = parsed<string[]>(content, path, { delimiter, to: 1, relax_quotes: true });
		return { delimiter, columns: names.map((name) => name.trim().toLowerCase()) };
	});
	return readings.reduce((best, reading) =>
		reading.columns.length > best.columns.length ? reading : best,
	);
}

function parsed<T>(content: string, path: string, options: Options): T[] {
	try {
		return parse(content, {
			skip_empty_lines: true,
			skip_records_with_empty_values: true,
			relax_column_count_less: true,
			...options,
		}) as T[];
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new Problem(`${path} is no proper CSV: ${error.message}`);
	}
}
