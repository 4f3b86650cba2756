import { Failure } from '../failure';
import { whenAborted } from '../async/whenAborted';
import type { FailedRow } from '../n8n/nodeErrors';

/**
 * How a run ends before its time, as three signals: `stopped` fires at Stop; `quit` also at the first
 * failure of a run that does not continue; `halted` also when the account itself is refused, and from
 * then on no request goes to the API.
 */
export class Ending {
	readonly stopped: AbortSignal;

	readonly quit: AbortSignal;

	readonly halted: AbortSignal;

	/** The first failure that was a row's own. */
	firstFailure?: FailedRow;

	wasStopped = false;

	/** The run is over: Stop is of no concern any more. */
	readonly close: () => void;

	private refusal?: Failure;

	private readonly quitting = new AbortController();

	private readonly halting = new AbortController();

	constructor(
		readonly continuesOnFail: boolean,
		stop?: AbortSignal,
	) {
		this.stopped = stop ?? new AbortController().signal;
		this.quit = this.quitting.signal;
		this.halted = this.halting.signal;
		this.close = whenAborted(this.stopped, () => this.stop());
	}

	/** A row failed: decides whether that ends the others too, and gives the row back. */
	meet(row: FailedRow): FailedRow {
		const { scope } = row.failure;
		if (scope === 'ended') return row;
		this.firstFailure ??= row;
		if (scope === 'run') {
			this.refusal ??= row.failure;
			this.halting.abort();
		}
		if (!this.continuesOnFail) this.end();
		return row;
	}

	/** The failure of a row that only ended because the run did. */
	failure(): Failure {
		if (this.wasStopped) return ended('the execution was stopped', FETCH_LATER);
		if (this.refusal) {
			const { message, advice, facts } = this.refusal;
			const { code, httpStatus } = facts;
			const failure = ended(
				`not finished, since Jumdata refuses every request: ${message}`,
				advice,
			);
			return failure.with({ code, httpStatus }, FETCH_LATER);
		}
		return ended('not finished, since another row failed', FETCH_LATER);
	}

	private stop(): void {
		this.wasStopped = true;
		this.end();
	}

	private end(): void {
		this.quitting.abort();
		this.halting.abort();
	}
}

const FETCH_LATER = 'What is bought can be had with Query and its task ID, which costs nothing.';

function ended(message: string, advice: string): Failure {
	return new Failure(message, advice, {}, 'ended');
}
