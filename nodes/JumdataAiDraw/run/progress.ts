import type { Clock } from '../async/clock';
import { counted } from '../words';
import type { Purchase } from './purchase';

/** How far a batch is, as shown in the browser's console while a person watches, and summed up at its end. */
export interface ProgressReport {
	rows: number;
	/** Rows that have ended, failed ones included. */
	rowsDone: number;
	rowsFailed: number;
	/** Rows begun and not ended. */
	rowsInFlight: number;
	/** Images put out. */
	imagesDrawn: number;
	/** Images that are paid for and could not be fetched. */
	imagesLost: number;
	/** Images bought by this run; those that an earlier try bought are not counted again. */
	imagesBilled: number;
	/** Tasks that are paid for and not done. */
	tasksPending: number;
}

const SHORTEST_PAUSE_MS = 250;

/** Counts what happens in a batch and reports it, at most four times a second and at the end. */
export class Progress {
	private readonly counts: ProgressReport;

	private readonly begun = new Set<number>();

	private readonly pending = new Set<string>();

	private lastReportMs = -Infinity;

	/** Something has happened that is not reported yet, and will be. */
	private isDue = false;

	constructor(
		rows: number,
		private readonly clock: Clock,
		private readonly send: (report: ProgressReport) => void,
	) {
		this.counts = {
			rows,
			rowsDone: 0,
			rowsFailed: 0,
			rowsInFlight: 0,
			imagesDrawn: 0,
			imagesLost: 0,
			imagesBilled: 0,
			tasksPending: 0,
		};
	}

	/** The counts as they stand. */
	get report(): ProgressReport {
		return { ...this.counts };
	}

	rowBegins(itemIndex: number): void {
		this.begun.add(itemIndex);
		this.counts.rowsInFlight = this.begun.size;
		this.tell();
	}

	rowEnds(itemIndex: number, hasFailed: boolean): void {
		this.begun.delete(itemIndex);
		this.counts.rowsInFlight = this.begun.size;
		this.counts.rowsDone++;
		if (hasFailed) this.counts.rowsFailed++;
		this.tell();
	}

	paid({ prompt, charged }: Purchase): void {
		if (charged !== false) this.counts.imagesBilled += prompt.num;
		this.tell();
	}

	drawn(): void {
		this.counts.imagesDrawn++;
		this.tell();
	}

	lost(): void {
		this.counts.imagesLost++;
		this.tell();
	}

	/** A task is known to be drawing, or to be done. */
	taskTold(taskId: string, isDone: boolean): void {
		if (isDone) this.pending.delete(taskId);
		else this.pending.add(taskId);
		this.counts.tasksPending = this.pending.size;
		this.tell();
	}

	private tell(): void {
		const isLast = this.counts.rowsDone === this.counts.rows;
		const leftMs = this.lastReportMs + SHORTEST_PAUSE_MS - this.clock.now();
		if (isLast || leftMs <= 0) this.tellNow();
		else if (!this.isDue) void this.tellLater(leftMs);
	}

	private async tellLater(leftMs: number): Promise<void> {
		this.isDue = true;
		await this.clock.sleep(leftMs);
		if (this.isDue) this.tellNow();
	}

	private tellNow(): void {
		this.isDue = false;
		this.lastReportMs = this.clock.now();
		this.send(this.report);
	}
}

/** A finished batch in one sentence. */
export function summaryOf(report: ProgressReport): string {
	return [
		`${counted(report.imagesDrawn, 'image')} drawn`,
		...(report.imagesLost > 0
			? [`${counted(report.imagesLost, 'image')} could not be fetched`]
			: []),
		`${counted(report.imagesBilled, 'image')} billed`,
		`${counted(report.rowsFailed, 'row')} failed`,
		`${counted(report.tasksPending, 'task')} still drawing`,
	].join(', ');
}
