import { CsvError, parse, type Options } from 'csv-parse/sync';
import { counted } from '../../nodes/JumdataAiDraw/words';
import { Problem } from '../problem.cts';

/** A spreadsheet: its header, and the rows below it that are not empty. */
export interface Table {
	columns: string[];
	rows: TableRow[];
}

/** The cells of a row, as many as it has, and the line of the file in which it begins, from 1. */
export interface TableRow {
	cells: string[];
	line: number;
}

const DELIMITERS = [',', ';', '\t'];

/** The line that Excel puts before the header to name the delimiter. */
const EXCEL_LINE = /^sep=(.)(\r?\n)/i;

const IN_QUOTES =
	'a text with double quotes (") in it needs quotes around it, and each of its own twice';

const REASONS: Record<string, string> = {
	CSV_QUOTE_NOT_CLOSED: 'a double quote (") is opened here and never closed',
	INVALID_OPENING_QUOTE: IN_QUOTES,
	CSV_INVALID_CLOSING_QUOTE: IN_QUOTES,
};

/** Reads the content of a CSV file; `path` names it in the `Problem` that it throws where that is not possible. */
export function tableOf(content: string, path: string): Table {
	const [, named] = EXCEL_LINE.exec(content) ?? [];
	// An empty line is skipped, and the others keep their numbers.
	const below = content.replace(EXCEL_LINE, '$2');
	const delimiter = named ?? likeliestDelimiter(below, path);
	const [header, ...rows] = recordsOf(below, path, { delimiter });
	const columns = header.cells.map((name) => name.trim());
	const broad = rows.find(({ cells }) => cells.slice(columns.length).some((cell) => cell !== ''));
	if (broad) throw new Problem(`${path}, line ${broad.line}: ${tooManyCells(broad, columns)}`);
	return { columns, rows };
}

function tooManyCells({ cells }: TableRow, columns: string[]): string {
	return `the row has ${counted(cells.length, 'cell')}, and the header ${counted(columns.length, 'column')}. Put a text that contains the delimiter into double quotes`;
}

/** The delimiter that makes the most of the header: texts may contain any of them. */
function likeliestDelimiter(content: string, path: string): string {
	const columnCount = (delimiter: string) =>
		recordsOf(content, path, { delimiter, to: 1, relax_quotes: true })[0].cells.length;
	return DELIMITERS.reduce((best, each) => (columnCount(each) > columnCount(best) ? each : best));
}

function recordsOf(content: string, path: string, options: Options): TableRow[] {
	const records: TableRow[] = [];
	let linesRead = 0;
	try {
		parse(content, {
			skip_empty_lines: true,
			skip_records_with_empty_values: true,
			relax_column_count: true,
			...options,
			on_record: (cells: string[], { lines }) => {
				const breaks = cells.join('').match(/\r\n|\r|\n/g) ?? [];
				records.push({ cells, line: lines - breaks.length });
				linesRead = lines;
				return null;
			},
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const reason = REASONS[error.code] ?? error.message;
		throw new Problem(`${path}, line ${linesRead + 1}: ${reason}`);
	}
	return records;
}
