import { stringify } from 'csv-stringify/sync';
import type { Result } from './results.cts';

const COLUMNS = [
	'row',
	'line',
	'text',
	'style',
	'resolution',
	'num',
	'taskId',
	'status',
	'file',
	'imageUrl',
	'expiresAt',
	'error',
] as const satisfies ReadonlyArray<keyof Result>;

/** The results as a spreadsheet; the byte order mark lets Excel read the Chinese. */
export function resultsCsv(results: readonly Result[]): string {
	return stringify([...results], { header: true, columns: [...COLUMNS], bom: true });
}
