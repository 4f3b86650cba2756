import type { Clock } from '../async/clock';
import { counted, sentence, words } from '../words';
import type { Purchase } from './purchase';

const NOTHING = {
	rows: 0,
	/** Rows that have ended, failed ones included. */
	rowsDone: 0,
	rowsFailed: 0,
	/** Rows begun and not ended. */
	rowsInFlight: 0,
	/** Images put out. */
	imagesDrawn: 0,
	/** Images that are paid and could not be fetched. */
	imagesLost: 0,
	/** Images that were asked for and that Jumdata did not give. */
	imagesMissing: 0,
	/** Images paid by this run; those that an earlier try paid are not counted again. */
	imagesBilled: 0,
	/** Requests that may have been billed. */
	requestsUnclear: 0,
	/** Tasks that are paid and not done. */
	tasksPending: 0,
};

/** How far a run is, as shown in the browser's console while a person watches, and summed up at its end. */
export type ProgressReport = typeof NOTHING;

/** Less often than this a console is quiet; more often nobody can read it. */
const REPORT_EVERY_MS = 250;
/** A log is read later: a line now and then is enough, and a short run needs none. */
const LOG_EVERY_MS = 10_000;

/** Counts what happens in a run, and tells of it. */
export class Progress {
	private readonly counts = { ...NOTHING };

	private readonly begun = new Set<number>();

	private readonly pending = new Set<string>();

	private reportedAtMs = -Infinity;

	private loggedAtMs: number;

	/** `show` is called at most four times a second, and at the end; `log` at most once in ten seconds. */
	constructor(
		rows: number,
		private readonly clock: Clock,
		private readonly show: (report: ProgressReport) => void,
		private readonly log: (line: string) => void,
	) {
		this.counts.rows = rows;
		this.loggedAtMs = clock.now();
	}

	/** The counts as they stand. */
	get report(): ProgressReport {
		return { ...this.counts, rowsInFlight: this.begun.size, tasksPending: this.pending.size };
	}

	rowBegins(itemIndex: number): void {
		this.begun.add(itemIndex);
		this.tell();
	}

	rowEnds(itemIndex: number, hasFailed: boolean): void {
		this.begun.delete(itemIndex);
		this.counts.rowsFailed += Number(hasFailed);
		this.add('rowsDone');
	}

	paid({ prompt, charged }: Purchase): void {
		this.add('imagesBilled', charged === false ? 0 : prompt.num);
	}

	/** Something of which there is one more, or `count` more. */
	add(
		what: Exclude<keyof ProgressReport, 'rows' | 'rowsInFlight' | 'tasksPending'>,
		count = 1,
	): void {
		this.counts[what] += count;
		this.tell();
	}

	/** A task is known to be drawing, or to be no longer. */
	taskTold(taskId: string, isOver: boolean): void {
		if (isOver) this.pending.delete(taskId);
		else this.pending.add(taskId);
		this.tell();
	}

	private tell(): void {
		const nowMs = this.clock.now();
		const { rows, rowsDone, rowsFailed, imagesDrawn } = this.counts;
		const isOver = rowsDone === rows;
		if (isOver || nowMs >= this.reportedAtMs + REPORT_EVERY_MS) {
			this.reportedAtMs = nowMs;
			this.show(this.report);
		}
		if (isOver || nowMs < this.loggedAtMs + LOG_EVERY_MS) return;
		this.loggedAtMs = nowMs;
		const images = counted(imagesDrawn, 'image');
		this.log(`${rowsDone} of ${rows} rows are done, ${rowsFailed} failed, ${images}`);
	}
}

/** What a person should know of a finished run, the worst first; empty where there is nothing to tell. */
export function summaryOf(report: ProgressReport): string {
	const { rowsFailed, requestsUnclear, imagesMissing, imagesLost } = report;
	const { imagesDrawn, imagesBilled, tasksPending } = report;
	const told: Array<[number, string]> = [
		[rowsFailed, `${counted(rowsFailed, 'row')} failed: see error in the table view`],
		[requestsUnclear, `${counted(requestsUnclear, 'request')} may have been billed`],
		[imagesMissing, missingOf(imagesMissing, imagesMissing + imagesDrawn + imagesLost)],
		[imagesLost, `${counted(imagesLost, 'paid image')} could not be fetched`],
		[
			tasksPending,
			`Jumdata is still drawing ${counted(tasksPending, 'task')}: fetch later with Query; that is free`,
		],
		[imagesDrawn, `${counted(imagesDrawn, 'image')} drawn`],
		[imagesBilled, `${counted(imagesBilled, 'image')} paid`],
	];
	return words(...told.map(([count, text]) => (count > 0 ? sentence(text) : '')));
}

/** That fewer images came than were asked for. */
export function missingOf(missing: number, asked: number): string {
	return `${missing} of ${counted(asked, 'image')} ${missing === 1 ? 'is' : 'are'} missing`;
}
