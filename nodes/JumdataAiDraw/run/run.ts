import type { Client } from '../jumdata/client';
import type { Failure } from '../failure';
import type { Clock } from '../async/clock';
import type { Deadline } from '../async/deadline';
import type { Checker } from '../looking/checker';
import type { Pace } from '../pacing/pace';
import type { FetchRow, Row } from '../n8n/parameters';
import type { Progress } from './progress';
import type { Purchase, Purchases } from './purchases';

/** A picture in n8n's binary storage; only n8n looks inside. */
export type Picture = object;

/** What one row gives: an item for the next node, or a part that failed while the rest of the row did not. */
export type Output =
	| { json: Record<string, unknown>; pictures?: Record<string, Picture> }
	| { failure: Failure };

/** What all rows of a batch share. */
export interface Run {
	client: Client;
	clock: Clock;
	purchases: Purchases;
	/** What earlier tries of this execution bought, by item index. */
	remembered: ReadonlyMap<number, Purchase>;
	/** How much the service allows: all requests of the batch keep to it. */
	pace: Pace;
	/** When to look at which task. */
	checker: Checker;
	progress: Progress;
	log: Log;
	/** One failed row (or image) costs that alone; otherwise the first failure ends the run. */
	continuesOnFail: boolean;
	/** Fires at Stop. */
	stopped: AbortSignal;
	/** Fires when the run's result no longer matters: at Stop, and at the first failure of a run that does not continue. */
	quit: AbortSignal;
	/** Fires when no further request may go to the API: at `quit`, and when the account itself refuses. */
	halted: AbortSignal;
	/**
	 * Works on a row when its turn comes, as many at once as the batch allows. The job begins the row's
	 * time with its first request. Where it fails, the batch knows before the next row has its turn.
	 */
	inTurn<T>(row: Row, job: (deadline: Deadline) => Promise<T>): Promise<T>;
	/** Fetches a picture when its turn comes, some at once. Where that fails, the batch knows before the next one begins. */
	inDownloadTurn<T>(row: Row, job: () => Promise<T>): Promise<T>;
	/** Tells the batch of a row's failure at once, before a place or a turn comes free for another. Gives the failure back. */
	fails(row: Row, failure: Failure): Failure;
	/** Makes sure that requests can be signed. Throws where they cannot. */
	assertCredential(): Promise<void>;
	/** The failure of a row that only ended because the run did. */
	endedFailure(): Failure;
	/** Fetches one image into n8n's storage. Throws a `Failure` where that is not possible. */
	fetchImage(url: string, row: FetchRow, fileName: (extension: string) => string): Promise<Picture>;
}

/** n8n's log. */
export interface Log {
	info(message: string): void;
	warn(message: string): void;
}

/** Throws where the run has ended: called before every request, so that none follows the end. */
export function assertRunning(run: Run): void {
	if (run.halted.aborted) throw run.endedFailure();
}
