import type { FailedRow } from '../failure';
import { FileNames } from '../images/fileNames';
import { MAX_NUM } from '../jumdata/values';
import type { FetchingRow, Row } from '../rows/row';

/** What the files of a row are called; equal names are told apart in the order of `rows`, before anything is fetched. */
export function fileNamesOf(rows: ReadonlyArray<Row | FailedRow>): (row: FetchingRow) => string {
	const names = new FileNames();
	const nameOf = (row: FetchingRow) => names.of(namingOf(row));
	for (const row of rows) if ('downloadImages' in row && row.downloadImages) nameOf(row);
	return nameOf;
}

function namingOf(row: FetchingRow) {
	const { itemIndex, fileName } = row;
	return row.operation === 'query'
		? { itemIndex, fileName, title: `task ${row.taskId}`, mostImages: MAX_NUM }
		: { itemIndex, fileName, title: row.prompt.text, mostImages: row.prompt.num };
}
