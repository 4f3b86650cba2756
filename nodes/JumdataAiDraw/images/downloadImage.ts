import { Failure } from '../failure';
import { backoffMs } from '../async/backoff';
import type { Clock } from '../async/clock';
import type { StoredImage } from './storedImage';
import { IMAGE_TYPE_BYTES, imageTypeOf } from './imageType';
import type { OpenedImage, OpenImage } from './openImage';
import { ImageProblem, Watch } from './watch';

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
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What came of one attempt to fetch an image. */
type Attempt = { picture: StoredImage } | { problem: string; passing: boolean };

/**
 * Fetches an image straight into n8n's storage, named and typed after its bytes; passing problems
 * are tried again, four times in all. Throws a `Failure` that says what the matter was.
 */
export async function downloadImage(
	download: Download,
	open: OpenImage,
	clock: Clock,
): Promise<StoredImage> {
	for (let attempt = 1; ; attempt++) {
		const result = await tryOnce(download, open, clock);
		if ('picture' in result) return result.picture;
		if (!result.passing || attempt === MOST_ATTEMPTS || download.signal.aborted) {
			throw lost(download, result.problem);
		}
		await clock.sleep(backoffMs(attempt, clock.random()), download.signal);
		if (download.signal.aborted) throw lost(download, 'it was stopped');
	}
}

function lost({ url }: Download, problem: string): Failure {
	return new Failure(
		`the picture at ${url.slice(0, 500)} could not be fetched: ${problem}`,
		'It is paid: fetch it with Query and its task ID; that is free.',
		{},
		'later',
	);
}

async function tryOnce(download: Download, open: OpenImage, clock: Clock): Promise<Attempt> {
	if (!/^https?:\/\//i.test(download.url)) return final('its address is not an http(s) address');
	const watch = new Watch(download, clock);
	try {
		const image = await watch.open(download.url, open);
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
	const name = fileName(type.extension);
	const storing = image.store(rejoined(beginning, chunks), name, type.mimeType);
	return { picture: await watch.untilStored(storing) };
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
