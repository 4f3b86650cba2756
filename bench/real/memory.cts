import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { atMost, type Figure, median, plain } from '../figures.cts';
import type { Workshop } from './workshop.cts';

const MB = 1024 * 1024;
const PICTURE_BYTES = 32 * MB;
const SETTLING_ROWS = 500;
const SAMPLE_MS = 25;
/** Less often, since collecting garbage takes time. */
const USED_SAMPLE_MS = 400;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

/** How many gigabytes stream in a run, `more` being several times `less`, and how often both take turns. */
export interface Streams {
	less: number;
	more: number;
	rounds: number;
}

/**
 * How much memory streaming takes above what the process had before its first picture: all that is
 * resident, and whether what is in use, garbage collected, grows with the pictures of a run.
 */
export async function memory(workshop: Workshop, streams: Streams): Promise<Figure[]> {
	const { less, more } = streams;
	await workshop.runNode(SETTLING_ROWS, { operation: 'generateAndWait', downloadImages: false });
	workshop.sizePictures(PICTURE_BYTES);
	collectGarbage();
	const beganBytes = residentBytes();
	const beganUsedBytes = usedBytes();
	const lessMb = ((await mostBytes(workshop, less, residentBytes, SAMPLE_MS)) - beganBytes) / MB;
	const moreMb = ((await mostBytes(workshop, more, residentBytes, SAMPLE_MS)) - beganBytes) / MB;
	const used = await usedInTurns(workshop, streams, beganUsedBytes);
	const what = `growth of memory in use, ${more} GB ÷ ${less} GB (${megabytes(used.more)}, ${megabytes(used.less)})`;
	return [
		atMost(`growth of memory, ${less} GB of pictures streamed`, 128, lessMb, megabytes, false),
		atMost(`growth of memory, ${more} GB of pictures streamed`, 128, moreMb, megabytes, false),
		atMost(what, 1.1, used.more / Math.max(1, used.less), plain, false),
	];
}

/**
 * The most in use above `beganBytes`, in megabytes, as medians of the rounds. One run of more is held
 * against as many of less as make more, so that both have as many samples to find their highest in.
 */
async function usedInTurns(
	workshop: Workshop,
	{ less, more, rounds }: Streams,
	beganBytes: number,
): Promise<{ less: number; more: number }> {
	const usedMb = async (gigabytes: number) =>
		((await mostBytes(workshop, gigabytes, usedBytes, USED_SAMPLE_MS)) - beganBytes) / MB;
	const ofLess: number[] = [];
	const ofMore: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const runs: number[] = [];
		while (runs.length < more / less) runs.push(await usedMb(less));
		ofLess.push(Math.max(...runs));
		ofMore.push(await usedMb(more));
	}
	return { less: median(ofLess), more: median(ofMore) };
}

const residentBytes = (): number => process.memoryUsage.rss();

function usedBytes(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The most that `bytesOf` gives while so many gigabytes of pictures stream in one run. */
async function mostBytes(
	workshop: Workshop,
	gigabytes: number,
	bytesOf: () => number,
	everyMs: number,
): Promise<number> {
	const rows = Math.round((gigabytes * 1024 * MB) / PICTURE_BYTES);
	let most = 0;
	const sampler = setInterval(() => (most = Math.max(most, bytesOf())), everyMs);
	try {
		await workshop.runNode(rows, { operation: 'generateAndWait', downloadImages: true });
	} finally {
		clearInterval(sampler);
	}
	return most;
}
