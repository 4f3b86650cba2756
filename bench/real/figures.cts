import { atMost, type Figure, plain } from '../figures.cts';
import { openWorkshop, type Workshop } from './workshop.cts';

const MB = 1024 * 1024;
const PICTURE_BYTES = 32 * MB;
const SAMPLE_MS = 25;

const milliseconds = (value: number): string => `${value.toFixed(3)} ms`;
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

/** The figures of real time and real HTTP: they depend on the machine, so nothing fails by them. */
export async function realFigures(isQuick: boolean): Promise<Figure[]> {
	const workshop = await openWorkshop();
	try {
		return [
			await overhead(workshop, isQuick ? 3 : 9),
			await growth(workshop, isQuick ? 2_000 : 10_000),
			...(await memory(workshop, isQuick ? [0.25, 0.5] : [1, 4])),
		];
	} finally {
		await workshop.close();
	}
}

async function overhead(workshop: Workshop, rounds: number): Promise<Figure> {
	const rows = 1_000;
	const submit = { operation: 'submit' };
	await workshop.runNode(rows, submit);
	await workshop.runBare(rows);
	const extraMs: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const nodeMs = await workshop.runNode(rows, submit);
		const bareMs = await workshop.runBare(rows);
		extraMs.push((nodeMs - bareMs) / rows);
	}
	const what = `own time per request, median of ${rounds} rounds of ${rows} submits`;
	return atMost(what, 0.5, median(extraMs), milliseconds, false);
}

async function growth(workshop: Workshop, many: number): Promise<Figure> {
	const parameters = { operation: 'generateAndWait', downloadImages: false };
	const few = 100;
	const fewMs: number[] = [];
	const measureFew = async () => {
		for (let round = 0; round < 10; round++) {
			fewMs.push((await workshop.runNode(few, parameters)) / few);
		}
	};
	await workshop.runNode(1_000, parameters);
	await measureFew();
	const manyMs = (await workshop.runNode(many, parameters)) / many;
	await measureFew();
	const what = `${many} rows with ready answers: time per row ÷ that of ${few} rows`;
	return atMost(what, 1.2, manyMs / median(fewMs), plain, false);
}

async function memory(workshop: Workshop, sizesGb: [number, number] | number[]): Promise<Figure[]> {
	workshop.sizePictures(PICTURE_BYTES);
	await grownMb(workshop, 0.125);
	const [less, more] = sizesGb;
	const lessMb = await grownMb(workshop, less);
	const moreMb = await grownMb(workshop, more);
	return [
		atMost(`memory while ${less} GB of pictures stream`, 128, lessMb, megabytes, false),
		atMost(`memory while ${more} GB of pictures stream`, 128, moreMb, megabytes, false),
	];
}

/** How far the process's memory rises above where it began. */
async function grownMb(workshop: Workshop, gigabytes: number): Promise<number> {
	const rows = Math.round((gigabytes * 1024 * MB) / PICTURE_BYTES);
	const beganBytes = process.memoryUsage.rss();
	let mostBytes = beganBytes;
	const sampler = setInterval(() => {
		mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
	}, SAMPLE_MS);
	try {
		await workshop.runNode(rows, { operation: 'generateAndWait', downloadImages: true });
	} finally {
		clearInterval(sampler);
	}
	return (mostBytes - beganBytes) / MB;
}

function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}
