import { Failure } from '../api/failure';
import { connectionProblem } from '../api/connectionProblem';
import { backoffMs } from '../flow/backoff';
import type { Clock } from '../flow/clock';
import { unlessAborted } from '../flow/unlessAborted';
import { whenAborted } from '../flow/whenAborted';
import { IMAGE_TYPE_BYTES, imageTypeOf } from './imageType';
import type { Picture } from '../operations/run';

/** An image on its way. `chunks` can be read once. */
export interface OpenedImage {
	httpStatus: number;
	chunks: AsyncIterable<Buffer>;
	/** How many bytes the host announced. */
	expectedBytes?: number;
	close(): void;
	/** Writes `chunks` into n8n's binary storage as they come. Rejects where they break off. */
	store(chunks: AsyncIterable<Buffer>, fileName: string, mimeType: string): Promise<Picture>;
}

/** Opens an address without credentials. Rejects where no connection comes about. */
export type OpenImage = (url: string, signal: AbortSignal) => Promise<OpenedImage>;

/** Where an image is, what its file is called, and how long its host may be silent. */
export interface Download {
	url: string;
	fileName: (extension: string) => string;
	/** Longest time without a byte. */
	stallMs: number;
	/** Ends the download. */
	signal: AbortSignal;
}

const MOST_ATTEMPTS = 4;
const LARGEST_BYTES = 64 * 1024 * 1024;
const TOO_LARGE = 'it is larger than 64 MB';
const LONGEST_STALLS = 20;
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What came of one attempt to fetch an image. */
type Attempt = { picture: Picture } | { problem: string; passing: boolean };

/**
 * Fetches an image straight into n8n's storage, named and typed after its bytes; passing problems
 * are tried again, four times in all. Throws a `Failure` that says what the matter was.
 */
export async function downloadImage(
	download: Download,
	open: OpenImage,
	clock: Clock,
): Promise<Picture> {
	for (let attempt = 1; ; attempt++) {
		const result = await tryOnce(download, open, clock);
		if ('picture' in result) return result.picture;
		if (!result.passing || attempt === MOST_ATTEMPTS || download.signal.aborted) {
			throw new Failure(
				`the picture at ${download.url.slice(0, 500)} could not be fetched: ${result.problem}`,
				'It is paid for, and its address works for three months: fetch it with Query and its task ID, which costs nothing.',
			);
		}
		await clock.sleep(backoffMs(attempt, clock.random()), download.signal);
	}
}

async function tryOnce(download: Download, open: OpenImage, clock: Clock): Promise<Attempt> {
	if (!/^https?:\/\//i.test(download.url)) return final('its address is not an http(s) address');
	const watch = new Watch(download, clock);
	try {
		const image = await watch.open(open);
		return await fetchOpened(image, download, watch).finally(() => image.close());
	} catch (error) {
		if (error instanceof ImageProblem) return { problem: error.message, passing: error.passing };
		return final(
			`n8n could not store it: ${error instanceof Error ? error.message : String(error)}`,
		);
	} finally {
		watch.end();
	}
}

async function fetchOpened(
	image: OpenedImage,
	{ fileName }: Download,
	watch: Watch,
): Promise<Attempt> {
	if (image.httpStatus !== 200) {
		const passing = PASSING_STATUS.has(image.httpStatus);
		return { problem: `its host answered HTTP ${image.httpStatus}`, passing };
	}
	if ((image.expectedBytes ?? 0) > LARGEST_BYTES) return final(TOO_LARGE);
	const chunks = watch.over(image)[Symbol.asyncIterator]();
	const beginning = await readBeginning(chunks);
	const type = imageTypeOf(beginning);
	if (!type) {
		const text = beginning
			.subarray(0, 60)
			.toString('utf8')
			.replace(/[^\x20-\x7e]+/g, ' ')
			.trim();
		return final(
			text === '' ? 'what came is no picture' : `what came is no picture, it begins: ${text}`,
		);
	}
	const picture = await image.store(
		rejoined(beginning, chunks),
		fileName(type.extension),
		type.mimeType,
	);
	return { picture };
}

async function readBeginning(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
	let beginning = Buffer.alloc(0);
	while (beginning.length < IMAGE_TYPE_BYTES) {
		const { done, value } = await chunks.next();
		if (done) break;
		beginning = Buffer.concat([beginning, value]);
	}
	return beginning;
}

async function* rejoined(beginning: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	yield beginning;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function final(problem: string): Attempt {
	return { problem, passing: false };
}

/** Something is the matter with the image itself, not with the connection. */
class ImageProblem extends Error {
	constructor(
		message: string,
		readonly passing: boolean,
	) {
		super(message);
	}
}

/** Counts an image's bytes and cuts it off when none come for too long, or when it takes forever. */
class Watch {
	private reason?: string;

	private readonly cutting = new AbortController();

	private readonly ending = new AbortController();

	private lastByteMs: number;

	private readonly callOff: () => void;

	constructor(
		private readonly download: Download,
		private readonly clock: Clock,
	) {
		this.lastByteMs = clock.now();
		this.callOff = whenAborted(download.signal, () => this.cut('it was stopped'));
		void this.guard(download.stallMs);
	}

	end(): void {
		this.callOff();
		this.ending.abort();
	}

	/** Opens the image. Throws an `ImageProblem` where no connection comes about. */
	async open(open: OpenImage): Promise<OpenedImage> {
		return await this.attempt(open(this.download.url, this.cutting.signal));
	}

	/** The image's chunks. Throws an `ImageProblem` where they are too many or too few. */
	async *over({ chunks, expectedBytes }: OpenedImage): AsyncGenerator<Buffer> {
		let bytes = 0;
		const iterator = chunks[Symbol.asyncIterator]();
		for (let next = await this.next(iterator); !next.done; next = await this.next(iterator)) {
			this.lastByteMs = this.clock.now();
			bytes += next.value.length;
			if (bytes > LARGEST_BYTES) throw new ImageProblem(TOO_LARGE, false);
			yield next.value;
		}
		if (expectedBytes !== undefined && bytes < expectedBytes) {
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
