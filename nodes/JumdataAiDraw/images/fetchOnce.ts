import type { Clock } from '../async/clock';
import { Cut } from '../async/cut';
import { unlessAborted } from '../async/unlessAborted';
import { counted } from '../words';
import { ImageProblem } from './imageProblem';
import type { OpenedImage, OpenImage } from './openImage';
import { typeOfResponse } from './typeOfResponse';

const LARGEST_BYTES = 64 * 1024 * 1024;
/** Enough to know an image, or to show what a host says instead. */
const BEGINNING_BYTES = 512;
/** A host that sends a byte now and then is left after this many times the longest silence. */
const LONGEST_SILENCES = 20;

/** An image to fetch. */
export interface Wanted {
	url: string;
	/** What its file is called. */
	fileName(extension: string): string;
	/** Longest time without a byte. */
	silenceMs: number;
}

/** An image that arrived: in n8n's storage, by this name. */
export interface Arrived {
	image: object;
	fileName: string;
}

/** Gives back what a step gives back; the download is cut off where that takes longer than the longest silence. */
type Within = <T>(step: Promise<T>) => Promise<T>;

/** Fetches an image straight into n8n's storage, named and typed after its bytes, or tells why it did not come: at once where the signal fires. */
export async function fetchOnce(
	wanted: Wanted,
	open: OpenImage,
	clock: Clock,
	signal: AbortSignal,
): Promise<Arrived | ImageProblem> {
	if (!/^https?:\/\//i.test(wanted.url))
		return new ImageProblem('its address is not an http(s) address', 'unfit');
	const cut = new Cut(clock, signal);
	const cutAfter = (ms: number, reason: string) =>
		cut.after(ms, `${reason} ${counted(ms / 1000, 'second')}`);
	const within: Within = async (step) =>
		await step.finally(cutAfter(wanted.silenceMs, 'no data came for'));
	cutAfter(LONGEST_SILENCES * wanted.silenceMs, 'it took more than');
	try {
		const opening = within(open(wanted.url, cut.signal));
		const arriving = opening.then(async (response) => await arrivedOf(response, wanted, within));
		const arrived = await unlessAborted(arriving, cut.signal);
		if (arrived) return arrived;
	} catch (error) {
		if (!cut.signal.aborted) return problemOf(error);
	} finally {
		cut.end();
	}
	return new ImageProblem(String(cut.reason), 'trouble');
}

function problemOf(error: unknown): ImageProblem {
	if (error instanceof ImageProblem) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new ImageProblem(`n8n could not store it: ${message}`, 'here');
}

async function arrivedOf(response: OpenedImage, wanted: Wanted, within: Within): Promise<Arrived> {
	try {
		const chunks = limited(response, within);
		const beginning = await beginningOf(chunks).catch((error) => {
			// Of an error the first bytes only say why, so it may be without them.
			if (response.httpStatus < 300) throw error;
			return Buffer.alloc(0);
		});
		const { extension, mimeType } = typeOfResponse(response, beginning);
		const fileName = wanted.fileName(extension);
		const image = await response.store(rejoined(beginning, chunks), fileName, mimeType);
		return { image, fileName };
	} finally {
		response.close();
	}
}

async function beginningOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
	let beginning = Buffer.alloc(0);
	while (beginning.length < BEGINNING_BYTES) {
		const { done, value } = await chunks.next();
		if (done) break;
		beginning = Buffer.concat([beginning, value]);
	}
	return beginning;
}

async function* rejoined(beginning: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	yield beginning;
	yield* rest;
}

/** The chunks, as long as they come in time and are not too many. */
async function* limited(
	{ chunks, headers }: OpenedImage,
	within: Within,
): AsyncGenerator<Buffer, void> {
	const iterator = chunks[Symbol.asyncIterator]();
	let bytes = 0;
	for (;;) {
		if (Math.max(bytes, Number(headers['content-length'] ?? 0)) > LARGEST_BYTES)
			throw new ImageProblem('it is larger than 64 MB', 'unfit');
		const next = await within(iterator.next());
		if (next.done) return;
		bytes += next.value.length;
		yield next.value;
	}
}
