import type { FailedRow } from '../failure';
import { fileNames } from '../images/fileNames';
import { MAX_NUM } from '../jumdata/values';
import type { Row } from '../rows/row';

/** A name for the files of each row, by item index; none for rows that download nothing. */
export function fileNamesOf(rows: ReadonlyArray<Row | FailedRow>): ReadonlyMap<number, string> {
	return fileNames(rows.flatMap((row) => namingOf(row) ?? []));
}

function namingOf(row: Row | FailedRow) {
	if (!('downloadImages' in row && row.downloadImages)) return undefined;
	const { itemIndex, fileName } = row;
	return row.operation === 'query'
		? { itemIndex, fileName, title: `task ${row.taskId}`, mostImages: MAX_NUM }
		: { itemIndex, fileName, title: row.prompt.text, mostImages: row.prompt.num };
}
