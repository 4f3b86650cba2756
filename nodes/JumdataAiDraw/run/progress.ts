import type { Clock } from '../async/clock';
import { counted, sentence } from '../words';
import type { Purchase } from './purchase';

/** How far a run is, as shown in the browser's console while a person watches, and summed up at its end. */
export interface ProgressReport {
	rows: number;
	/** Rows that have ended, failed ones included. */
	rowsDone: number;
	rowsFailed: number;
	/** Rows begun and not ended. */
	rowsInFlight: number;
	/** Images put out. */
	imagesDrawn: number;
	/** Images that are paid and could not be fetched. */
	imagesLost: number;
	/** Images that were asked for and that Jumdata did not give. */
	imagesMissing: number;
	/** Images paid by this run; those that an earlier try paid are not counted again. */
	imagesBilled: number;
	/** Requests that may have been billed. */
	requestsUnclear: number;
	/** Tasks that are paid and not done. */
	tasksPending: number;
}

/** Less often than this a console is quiet; more often nobody can read it. */
const REPORT_EVERY_MS = 250;
/** A log is read later: a line now and then is enough, and a short run needs none. */
const LOG_EVERY_MS = 10_000;

/** Where progress is told. */
export interface Listeners {
	/** At most four times a second, and at the end. */
	report(report: ProgressReport): void;
	/** At most once in ten seconds. */
	log(line: string): void;
}

/** Counts what happens in a run, and tells of it. */
export class Progress {
	private readonly counts: ProgressReport;

	private readonly begun = new Set<number>();

	private readonly pending = new Set<string>();

	private reportedAtMs = -Infinity;

	private loggedAtMs: number;

	constructor(
		rows: number,
		private readonly clock: Clock,
		private readonly listeners: Listeners,
	) {
		this.loggedAtMs = clock.now();
		this.counts = {
			rows,
			rowsDone: 0,
			rowsFailed: 0,
			rowsInFlight: 0,
			imagesDrawn: 0,
			imagesLost: 0,
			imagesMissing: 0,
			imagesBilled: 0,
			requestsUnclear: 0,
			tasksPending: 0,
		};
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
		const { rows, rowsDone } = this.counts;
		if (rowsDone === rows || nowMs >= this.reportedAtMs + REPORT_EVERY_MS) {
			this.reportedAtMs = nowMs;
			this.listeners.report(this.report);
		}
		if (rowsDone === rows || nowMs < this.loggedAtMs + LOG_EVERY_MS) return;
		this.loggedAtMs = nowMs;
		this.listeners.log(logLineOf(this.report));
	}
}

function logLineOf({ rows, rowsDone, rowsFailed, imagesDrawn }: ProgressReport): string {
	return `${rowsDone} of ${rows} rows are done, ${rowsFailed} failed, ${counted(imagesDrawn, 'image')}`;
}

/** What a person should know of a finished run, the worst first; undefined where there is nothing to tell. */
export function summaryOf(report: ProgressReport): string | undefined {
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
	const sentences = told.filter(([count]) => count > 0).map(([, text]) => sentence(text));
	return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** That fewer images came than were asked for. */
export function missingOf(missing: number, asked: number): string {
	return `${missing} of ${counted(asked, 'image')} ${missing === 1 ? 'is' : 'are'} missing`;
}
