import { atMost, type Figure, median, plain } from '../figures.cts';
import { memory } from './memory.cts';
import { openWorkshop, type Workshop } from './workshop.cts';

const SMALL_PICTURE_BYTES = 100;
const STREAMS = { less: 1, more: 4, rounds: 3 };
const QUICK_STREAMS = { less: 0.125, more: 0.25, rounds: 1 };
const ROUND_ROWS = 250;
const READY = { operation: 'generateAndWait', downloadImages: false };
/** A submit and a query that finds the task done. */
const REQUESTS_PER_ROW = 2;

const milliseconds = (value: number): string => `${value.toFixed(3)} ms`;

/** The figures of real time and real HTTP: they depend on the machine, so nothing fails by them. */
export async function realFigures(isQuick: boolean): Promise<Figure[]> {
	const workshop = await openWorkshop();
	try {
		const streamed = await memory(workshop, isQuick ? QUICK_STREAMS : STREAMS);
		workshop.sizePictures(SMALL_PICTURE_BYTES);
		return [
			...(await overhead(workshop, isQuick ? [5, 3] : [10, 41])),
			await growth(workshop, isQuick ? 500 : 10_000),
			...streamed,
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
		atMost(what, 0.5, wallMs, milliseconds, { isExact: false }),
		atMost(`${what}, processor (all threads)`, 0.5, cpuMs, milliseconds, { isExact: false }),
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
	return atMost(what, 1.2, manyMs / median(fewMs), plain, { isExact: false });
}
