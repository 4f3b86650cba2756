import { atMost, type Figure, plain } from '../figures.cts';
import { openWorkshop, type Workshop } from './workshop.cts';

const MB = 1024 * 1024;
const PICTURE_BYTES = 32 * MB;
const SAMPLE_MS = 25;
const ROUND_ROWS = 250;
const READY = { operation: 'generateAndWait', downloadImages: false };
/** A submit and a query that finds the task done. */
const REQUESTS_PER_ROW = 2;

const milliseconds = (value: number): string => `${value.toFixed(3)} ms`;
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

/** The figures of real time and real HTTP: they depend on the machine, so nothing fails by them. */
export async function realFigures(isQuick: boolean): Promise<Figure[]> {
	const workshop = await openWorkshop();
	try {
		return [
			...(await overhead(workshop, isQuick ? [5, 3] : [10, 41])),
			await growth(workshop, isQuick ? 500 : 10_000),
			...(await memory(workshop, isQuick ? [0.125, 0.25] : [1, 4])),
		];
	} finally {
		await workshop.close();
	}
}

/** Rounds of the node and of the bare requests take turns, so that whatever else the machine does strikes both. */
async function overhead(workshop: Workshop, [warmUp, rounds]: number[]): Promise<Figure[]> {
	const requests = ROUND_ROWS * REQUESTS_PER_ROW;
	const extra: Spent[] = [];
	for (let round = -warmUp; round < rounds; round++) {
		const node = await spent(async () => await workshop.runNode(ROUND_ROWS, READY));
		const bare = await spent(async () => await workshop.runBare(ROUND_ROWS));
		const wallMs = (node.wallMs - bare.wallMs) / requests;
		const cpuMs = (node.cpuMs - bare.cpuMs) / requests;
		if (round >= 0) extra.push({ wallMs, cpuMs });
	}
	const what = `own time per request, median of ${rounds} rounds of ${requests} requests`;
	const wallMs = median(extra.map((it) => it.wallMs));
	const cpuMs = median(extra.map((it) => it.cpuMs));
	return [
		atMost(what, 0.5, wallMs, milliseconds, false),
		atMost(`${what}, processor (all threads)`, 0.5, cpuMs, milliseconds, false),
	];
}

/** What a run takes by the clock, and of the processor. */
interface Spent {
	wallMs: number;
	cpuMs: number;
}

async function spent(run: () => Promise<number>): Promise<Spent> {
	const before = process.cpuUsage();
	const wallMs = await run();
	const { user, system } = process.cpuUsage(before);
	return { wallMs, cpuMs: (user + system) / 1000 };
}

async function growth(workshop: Workshop, many: number): Promise<Figure> {
	const few = 100;
	const fewMs: number[] = [];
	const measureFew = async () => {
		for (let round = 0; round < 5; round++) {
			fewMs.push((await workshop.runNode(few, READY)) / few);
		}
	};
	await workshop.runNode(1_000, READY);
	await measureFew();
	const manyMs = (await workshop.runNode(many, READY)) / many;
	await measureFew();
	const what = `${many} rows with ready answers: time per row ÷ that of ${few} rows`;
	return atMost(what, 1.2, manyMs / median(fewMs), plain, false);
}

async function memory(workshop: Workshop, [less, more]: [number, number]): Promise<Figure[]> {
	workshop.sizePictures(PICTURE_BYTES);
	const beganBytes = process.memoryUsage.rss();
	const lessMb = (await mostBytes(workshop, less)) / MB - beganBytes / MB;
	const moreMb = (await mostBytes(workshop, more)) / MB - beganBytes / MB;
	const isMore = `growth of memory for ${more} GB of pictures ÷ that for ${less} GB`;
	return [
		atMost(`growth of memory, ${less} GB of pictures streamed`, 128, lessMb, megabytes, false),
		atMost(`growth of memory, ${more} GB of pictures streamed`, 128, moreMb, megabytes, false),
		atMost(isMore, 1.1, moreMb / Math.max(1, lessMb), plain, false),
	];
}

/** How much memory the process has at most while so many gigabytes of pictures stream. */
async function mostBytes(workshop: Workshop, gigabytes: number): Promise<number> {
	const rows = Math.round((gigabytes * 1024 * MB) / PICTURE_BYTES);
	let most = 0;
	const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
	try {
		await workshop.runNode(rows, { ...READY, downloadImages: true });
	} finally {
		clearInterval(sampler);
	}
	return most;
}

function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}
