import { connectionProblem } from '../n8n/connectionProblem';
import type { Clock } from '../async/clock';
import { unlessAborted } from '../async/unlessAborted';
import { whenAborted } from '../async/whenAborted';
import type { OpenedImage, OpenImage } from './openImage';

const LARGEST_BYTES = 64 * 1024 * 1024;
const TOO_LARGE = 'it is larger than 64 MB';
const LONGEST_STALLS = 20;

/** Something is the matter with the image itself, not with the connection. */
export class ImageProblem extends Error {
	constructor(
		message: string,
		readonly passing: boolean,
	) {
		super(message);
	}
}

/** How long an image's host may be silent, and what ends the download. */
interface Limits {
	/** Longest time without a byte. */
	stallMs: number;
	signal: AbortSignal;
}

/** Counts an image's bytes and cuts it off when none come for too long, or when it takes forever. */
export class Watch {
	private reason?: string;

	private readonly cutting = new AbortController();

	private readonly ending = new AbortController();

	private lastByteMs: number;

	private readonly callOff: () => void;

	private readonly stopped: AbortSignal;

	constructor(
		{ stallMs, signal }: Limits,
		private readonly clock: Clock,
	) {
		this.stopped = signal;
		this.lastByteMs = clock.now();
		this.callOff = whenAborted(signal, () => this.cut('it was stopped'));
		void this.guard(stallMs);
	}

	end(): void {
		this.callOff();
		this.ending.abort();
	}

	/** Opens the image at `url`. Throws an `ImageProblem` where no connection comes about. */
	async open(url: string, open: OpenImage): Promise<OpenedImage> {
		return await this.attempt(open(url, this.cutting.signal));
	}

	/** What `storing` gives back; however long that takes, Stop ends the wait. Throws an `ImageProblem` then. */
	async untilStored<T extends object>(storing: Promise<T>): Promise<T> {
		const stored = await unlessAborted(storing, this.stopped);
		if (!stored) throw this.problemOf(undefined);
		return stored;
	}

	/** The image's chunks. Throws an `ImageProblem` where they are too many or too few. */
	async *over({ chunks, expectedBytes = 0 }: OpenedImage): AsyncGenerator<Buffer> {
		if (expectedBytes > LARGEST_BYTES) throw new ImageProblem(TOO_LARGE, false);
		let bytes = 0;
		const iterator = chunks[Symbol.asyncIterator]();
		for (let next = await this.next(iterator); !next.done; next = await this.next(iterator)) {
			this.lastByteMs = this.clock.now();
			bytes += next.value.length;
			if (bytes > LARGEST_BYTES) throw new ImageProblem(TOO_LARGE, false);
			yield next.value;
		}
		if (bytes < expectedBytes) {
			throw new ImageProblem(`it broke off after ${bytes} of ${expectedBytes} bytes`, true);
		}
	}

	private async next(iterator: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
		const next = await unlessAborted(this.attempt(iterator.next()), this.cutting.signal);
		if (!next) throw this.problemOf(undefined);
		return next;
	}

	/** Throws an `ImageProblem` where `step` rejects. */
	private async attempt<T>(step: Promise<T>): Promise<T> {
		try {
			return await step;
		} catch (error) {
			throw this.problemOf(error);
		}
	}

	private problemOf(error: unknown): ImageProblem {
		const problem = connectionProblem(error, this.reason);
		return new ImageProblem(problem.reason, problem.kind === 'lost' || problem.passing);
	}

	private async guard(stallMs: number): Promise<void> {
		const latestMs = this.clock.now() + LONGEST_STALLS * stallMs;
		while (!this.ending.signal.aborted) {
			const dueMs = Math.min(this.lastByteMs + stallMs, latestMs);
			const leftMs = dueMs - this.clock.now();
			if (leftMs > 0) await this.clock.sleep(leftMs, this.ending.signal);
			else return this.cut(`it came too slowly (Request Timeout is ${stallMs / 1000} seconds)`);
		}
	}

	private cut(reason: string): void {
		this.reason = reason;
		this.cutting.abort();
	}
}
