/** What is known about a row that failed. All of it may be shown: there are no secrets in it. */
interface FailureFacts {
	/** The body's code. */
	code?: number;
	httpStatus?: number;
	taskId?: string;
	taskNo?: string;
	charged?: boolean;
	/** Addresses of images that are paid and could not be fetched. */
	imageUrls?: string[];
	/** Which image of the task it is, from 1, where it has no address. */
	imageIndex?: number;
	/** The text of a request that may have been billed. */
	text?: string;
}

/**
 * What a failure means for the others, and for a retry. `row`: it concerns this row, and for good;
 * `later`: this row, whose paid images may still come; `unclear`: this row, whose request may have
 * been billed and is never sent again; `run`: the next row would meet it, too; `ended`: the row only
 * stopped because something else ended the run.
 */
type FailureKind = 'row' | 'later' | 'unclear' | 'run' | 'ended';

/** A row that failed: what happened (`message`, no row number in it), what to do (`advice`), and the facts. */
export class Failure extends Error {
	constructor(
		message: string,
		readonly advice: string,
		readonly facts: FailureFacts = {},
		readonly kind: FailureKind = 'row',
	) {
		super(message);
	}

	/** `error` itself if it is a failure; otherwise one with its message, for what nobody foresaw. */
	static from(error: unknown): Failure {
		if (error instanceof Failure) return error;
		return new Failure(error instanceof Error ? error.message : String(error), '');
	}

	/** The same failure with other facts beside or in place of its own (undefined takes one away), and with more to do. */
	with(facts: FailureFacts, furtherAdvice = ''): Failure {
		const known = Object.entries({ ...this.facts, ...facts }).filter(
			([, fact]) => fact !== undefined,
		);
		const advice = `${this.advice} ${furtherAdvice}`.trim();
		return new Failure(this.message, advice, Object.fromEntries(known), this.kind);
	}
}

/** A row that failed. */
export interface FailedRow {
	itemIndex: number;
	failure: Failure;
}

/** Whether this is a row that failed. */
export function isFailed(row: object): row is FailedRow {
	return 'failure' in row;
}

/** What `read` gives, or why it failed. */
export function orFailure<T>(read: () => T): T | Failure {
	try {
		return read();
	} catch (error) {
		return Failure.from(error);
	}
}
