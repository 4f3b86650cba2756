import type { Result } from './output/results.cts';
import type { RunProgress } from './progress/runProgress.cts';

/** A run in numbers. */
export interface Totals {
	rows: number;
	imagesDrawn: number;
	imagesBilled: number;
	rowsFailed: number;
}

/** What the node last reported; a run that was refused as a whole reports nothing, and draws nothing. */
export function totalsOf({ rows, last }: RunProgress, results: readonly Result[]): Totals {
	const failed = new Set(results.filter(({ error }) => error !== '').map(({ row }) => row));
	const { imagesDrawn = 0, imagesBilled = 0, rowsFailed = failed.size } = last;
	return { rows, imagesDrawn, imagesBilled, rowsFailed };
}
