import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { atMost, type Figure, mean, median } from '../figures.cts';
import type { Workshop } from './workshop.cts';

const MB = 1024 * 1024;
const PICTURE_BYTES = 32 * MB;
const SETTLING_ROWS = 500;
const SAMPLE_MS = 25;
/** Less often, since collecting garbage takes time. */
const USED_SAMPLE_MS = 400;
/** As far as two parts of a run differ by chance, whatever streams. */
const MOST_GROWN_MB = 2;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const megabytes = (value: number): string => `${value.toFixed(1)} MB`;

/** How many gigabytes stream in a run, `more` being several times `less`, and how often what is in use is measured. */
export interface Streams {
	less: number;
	more: number;
	rounds: number;
}

/**
 * How much memory streaming takes above what the process had before its first picture: all that is
 * resident, and how much more is in use, garbage collected, at the end of a long run than at its
 * beginning.
 */
export async function memory(
	workshop: Workshop,
	{ less, more, rounds }: Streams,
): Promise<Figure[]> {
	await workshop.runNode(SETTLING_ROWS, { operation: 'generateAndWait', downloadImages: false });
	workshop.sizePictures(PICTURE_BYTES);
	collectGarbage();
	const beganBytes = residentBytes();
	const growthMb = async (gigabytes: number) =>
		(Math.max(...(await sampled(workshop, gigabytes, residentBytes, SAMPLE_MS))) - beganBytes) / MB;
	const lessMb = await growthMb(less);
	const moreMb = await growthMb(more);
	const grownMb: number[] = [];
	while (grownMb.length < rounds) {
		const used = await sampled(workshop, more, usedBytes, USED_SAMPLE_MS);
		const partLength = Math.max(1, Math.floor((used.length * less) / more));
		grownMb.push((mean(used.slice(-partLength)) - mean(used.slice(0, partLength))) / MB);
	}
	const what = `memory in use while the last of ${more} GB streams, above that of the first ${less} GB`;
	return [
		atMost(`growth of memory, ${less} GB of pictures streamed`, 128, lessMb, megabytes, {
			isExact: false,
		}),
		atMost(`growth of memory, ${more} GB of pictures streamed`, 128, moreMb, megabytes, {
			isExact: false,
		}),
		atMost(what, MOST_GROWN_MB, median(grownMb), megabytes, { isExact: false }),
	];
}

const residentBytes = (): number => process.memoryUsage.rss();

function usedBytes(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** What `bytesOf` gives, every so often, while so many gigabytes of pictures stream in one run. */
async function sampled(
	workshop: Workshop,
	gigabytes: number,
	bytesOf: () => number,
	everyMs: number,
): Promise<number[]> {
	const rows = Math.round((gigabytes * 1024 * MB) / PICTURE_BYTES);
	const samples: number[] = [];
	const sampler = setInterval(() => samples.push(bytesOf()), everyMs);
	try {
		await workshop.runNode(rows, { operation: 'generateAndWait', downloadImages: true });
	} finally {
		clearInterval(sampler);
	}
	return samples;
}
