import type { ProgressReport } from '../../nodes/JumdataAiDraw/run/progress';
import { counted } from '../../nodes/JumdataAiDraw/words';

/** How far a run is, as the node itself last reported it, and what follows for the time that is left. */
export class RunProgress {
	private report: Partial<ProgressReport> = {};

	private endsAtMs?: number;

	/** `rows` are in the run, which begins at `startMs`. */
	constructor(
		readonly rows: number,
		private readonly startMs: number,
	) {}

	/** The last report. */
	get last(): Partial<ProgressReport> {
		return this.report;
	}

	get rowsDone(): number {
		return this.report.rowsDone ?? 0;
	}

	/** Takes in a message that a node sent to the browser's console; false if it is no report. */
	hear(message: unknown, nowMs: number): boolean {
		if (!isReport(message)) return false;
		const isFurther = message.rowsDone > this.rowsDone;
		this.report = message;
		if (isFurther) this.endsAtMs = this.expectedEndMs(message, nowMs);
		return true;
	}

	/** The run in one line. */
	line(nowMs: number): string {
		const { rowsInFlight = 0, imagesDrawn = 0 } = this.report;
		return [
			`${this.rowsDone}/${this.rows} rows`,
			`${rowsInFlight} in flight`,
			counted(imagesDrawn, 'image'),
			`${minutesOf(nowMs - this.startMs)} elapsed`,
			`${this.endsAtMs === undefined ? '-:--' : minutesOf(this.endsAtMs - nowMs)} left`,
		].join(', ');
	}

	/** The rows that failed took next to no time, so they say nothing about the others. */
	private expectedEndMs(report: ProgressReport, nowMs: number): number | undefined {
		const { rows, rowsDone, rowsFailed } = report;
		const drawn = rowsDone - rowsFailed;
		if (drawn === 0) return undefined;
		return nowMs + ((nowMs - this.startMs) / drawn) * (rows - rowsDone);
	}
}

function isReport(message: unknown): message is ProgressReport {
	return typeof message === 'object' && message !== null && 'rowsDone' in message;
}

function minutesOf(durationMs: number): string {
	const seconds = Math.max(0, Math.round(durationMs / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
