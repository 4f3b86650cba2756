import { whenAborted } from '../async/whenAborted';
import { type FailedRow, Failure } from '../failure';

/** Number of requests in a row that may have been billed after which nothing more is sent: each is money. */
const MOST_UNCLEAR = 3;

const FETCH_LATER = 'If the row has a task ID, fetch its images with Query; that is free.';

/**
 * How a run ends before its time, as three signals: `stopped` fires at Stop; `quit` also at the first
 * failure of a run that does not continue; `halted` also when every further request would be refused, and
 * from then on no request goes to the API.
 */
export class Ending {
	readonly stopped: AbortSignal;

	readonly quit: AbortSignal;

	readonly halted: AbortSignal;

	/** The first failure that was a row's own. */
	firstFailure?: FailedRow;

	/** Why nothing more may be sent to the API. */
	haltedFor?: Failure;

	wasStopped = false;

	/** The run is over: Stop is of no concern any more. */
	readonly close: () => void;

	/** An earlier run of the execution has, which says nothing against what this one only fetches. */
	private readonly hadGivenUp: boolean;

	private readonly quitting = new AbortController();

	private readonly halting = new AbortController();

	/** When the last unclear answer that counted was there. */
	private unclearAtMs = -Infinity;

	constructor(
		/** One failed row (or image) costs that alone; otherwise the first failure ends the run. */
		readonly continuesOnFail: boolean,
		stop?: AbortSignal,
		/** Number of requests in a row that may have been billed, earlier runs of the execution included. */
		public unclearInARow = 0,
	) {
		this.hadGivenUp = this.hasGivenUp;
		this.stopped = stop ?? new AbortController().signal;
		this.quit = this.quitting.signal;
		this.halted = this.halting.signal;
		this.close = whenAborted(this.stopped, () => this.stop());
	}

	/** Whether so many requests in a row may have been billed that nothing more may be sent. */
	get hasGivenUp(): boolean {
		return this.unclearInARow >= MOST_UNCLEAR;
	}

	/** A row failed: decides whether that ends the others, too. */
	meet(row: FailedRow): void {
		const { failure } = row;
		if (failure.kind === 'ended') return;
		this.firstFailure ??= row;
		if (failure.kind === 'run') this.haltFor(failure);
		const givesUp = this.hasGivenUp && !this.hadGivenUp;
		if (failure.kind === 'unclear' && givesUp) this.haltFor(tooManyUnclear(failure));
		if (!this.continuesOnFail) this.end();
	}

	/** Every further request would be refused. */
	haltFor(failure: Failure): void {
		this.haltedFor ??= failure;
		this.halting.abort();
	}

	/** A request was accepted; one that was still on the wire when the run gave up changes nothing. */
	accepted(): void {
		if (!this.hasGivenUp) this.unclearInARow = 0;
	}

	/** A request that left at `sentAtMs` may have been billed; those that were on the wire together count as one. */
	unclear(sentAtMs: number, nowMs: number): void {
		if (sentAtMs < this.unclearAtMs) return;
		this.unclearAtMs = nowMs;
		this.unclearInARow++;
	}

	/** Throws where the run has ended: called before every request, so that none follows the end. */
	assertRunning(): void {
		if (this.halted.aborted) throw this.failure();
	}

	/** The failure of a row that only ended because the run did. */
	failure(): Failure {
		if (this.wasStopped) return ended('the execution was stopped', FETCH_LATER);
		if (!this.haltedFor) return ended('not finished, since another row failed', FETCH_LATER);
		const { message, advice, facts } = this.haltedFor;
		const { code, httpStatus } = facts;
		const failure = ended(`not finished: ${message}`, advice);
		return failure.with({ code, httpStatus }, FETCH_LATER);
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

function ended(message: string, advice: string): Failure {
	return new Failure(message, advice, {}, 'ended');
}

function tooManyUnclear({ advice }: Failure): Failure {
	return new Failure(
		`${MOST_UNCLEAR} requests in a row may have been billed and no task ID came back, so nothing more is sent in this execution`,
		advice,
	);
}
