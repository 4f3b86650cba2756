import { posix } from 'node:path';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import type { PromptRow } from '../input/readPrompts.cts';

/** What came out for a row, one for each image; a row that failed has one too. */
export interface Result {
	/** The row's number below the header, from 1, as the node's own errors give it. */
	row: number;
	/** The line of the spreadsheet's file in which the row begins. */
	line: number;
	text: string;
	style: string;
	resolution: string;
	num: string;
	taskId: string;
	status: 'drawn' | 'drawing' | 'failed';
	/** The picture's place in the demo's folder, with slashes. */
	file: string;
	imageUrl: string;
	expiresAt: string;
	error: string;
}

/** A result, and its picture in n8n's storage if it has one. */
export interface Output {
	result: Result;
	picture?: IBinaryData;
}

/** Why a row has no picture, without its number. */
export function reasonOf({ error }: Result): string {
	return error.replace(/^Row \d+: /, '');
}

/** A row as a person finds it in the spreadsheet. */
export function rowName({ row, line }: Pick<Result, 'row' | 'line'>): string {
	return `Row ${row} (line ${line})`;
}

/** The folder of the pictures, inside the demo's. */
const PICTURES = 'pictures';

/** The node's items as results, in their order; `rows` is what they were made from. */
export function outputsOf(items: readonly INodeExecutionData[], rows: PromptRow[]): Output[] {
	return items.map((item) => outputOf(item, rows));
}

/** What an item may say: a done task at its top, a failed row below `error`. */
interface ItemJson extends Partial<Omit<Result, 'error' | 'status'>> {
	done?: boolean;
	imageUrls?: string[];
	error?: { message?: string };
}

function outputOf({ json, binary, pairedItem }: INodeExecutionData, rows: PromptRow[]): Output {
	const rowIndex = (pairedItem as { item: number }).item;
	const said: ItemJson = { ...json, ...(json.error as object | undefined) };
	const { taskId = '', imageUrl, imageUrls = [], expiresAt = '', done } = said;
	const { text, style, resolution, num } = { ...rows[rowIndex], ...asked(said) };
	const picture = binary?.data;
	const error = (json as ItemJson).error?.message ?? '';
	return {
		result: {
			row: rowIndex + 1,
			line: rows[rowIndex].line,
			...{ text, style, resolution, num: String(num), taskId },
			status: error ? 'failed' : done ? 'drawn' : 'drawing',
			file: picture?.fileName ? posix.join(PICTURES, posix.basename(picture.fileName)) : '',
			imageUrl: imageUrl ?? imageUrls.join(' '),
			expiresAt,
			error,
		},
		picture,
	};
}

/** What the node asked the service for, in the service's own spelling, as far as the item says. */
function asked({ text, style, resolution, num }: ItemJson): Partial<PromptRow> {
	const known = Object.entries({ text, style, resolution, num }).filter(
		([, value]) => value !== undefined,
	);
	return Object.fromEntries(known) as Partial<PromptRow>;
}
