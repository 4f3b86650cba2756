import { atLeast, atMost, type Figure, mean, percent, plain, times } from '../figures.cts';
import { type Account, measure, type Result } from './account.cts';
import { thisNode } from './policies.cts';
import { share, type Shared } from './processes.cts';

const SLOTS = [1, 2, 4, 8, 16];
const DRAW_MS = [6_000, 15_000, 30_000, 60_000];
/** Max Concurrency as a multiple of the slots. */
const FACTORS = [2, 4];
const LIMITED = { rows: 200, drawMs: 20_000 };
/** Far from the seeds with which the policy was tuned. */
const FIRST_SEED = 900_001;

/** Where a figure was measured, and what came of it, as the mean over several seeds. */
type Cell = Result & { drawMs: number };

/** The figures of unlimited accounts: makespan, lag and queries over all sizes of batch and account. */
export async function drawingFigures(isQuick: boolean): Promise<Figure[]> {
	const cells: Cell[] = [];
	for (const rows of isQuick ? [20, 100] : [20, 100, 500])
		for (const slots of SLOTS)
			for (const drawMs of DRAW_MS)
				for (const factor of isQuick ? [2] : FACTORS) {
					const seeds = isQuick ? 40 / rows : 1 + 100 / rows;
					const account = { rows, slots, drawMs };
					cells.push({ drawMs, ...(await meanOf(account, slots * factor, seeds)) });
				}
	const worst = Math.max(...cells.map(({ ratio }) => ratio));
	const queries = cells.map(({ queriesPerTask }) => queriesPerTask);
	return [
		atMost(
			`time of the batch ÷ all-knowing client, worst of ${cells.length} cells`,
			1.05,
			worst,
			times,
		),
		...DRAW_MS.map((drawMs) => lagOf(cells, drawMs)),
		atMost(`queries per task, mean (cells: ${range(queries, plain)})`, 5, mean(queries), plain),
	];
}

function lagOf(all: Cell[], ofMs: number): Figure {
	const lags = all.filter(({ drawMs }) => drawMs === ofMs).map(({ lag }) => lag);
	const what = `ready → known ÷ drawing time of ${ofMs / 1000} s, mean (cells: ${range(lags, percent)})`;
	return atMost(what, 0.08, mean(lags), percent);
}

function range(values: number[], write: (value: number) => string): string {
	return `${write(Math.min(...values))} to ${write(Math.max(...values))}`;
}

async function meanOf(
	account: Omit<Account, 'seed'>,
	maxConcurrency: number,
	seedCount: number,
): Promise<Result> {
	const results: Result[] = [];
	for (let index = 0; index < seedCount; index++) {
		const { rows, slots, drawMs } = account;
		const seed = FIRST_SEED + 7_919 * rows + 104_729 * slots + drawMs + maxConcurrency + index;
		results.push(await measure({ ...account, seed }, thisNode(maxConcurrency)));
	}
	const names = Object.keys(results[0]) as Array<keyof Result>;
	const entries = names.map((name) => [name, mean(results.map((result) => result[name]))]);
	return Object.fromEntries(entries) as Result;
}

/** The figures of accounts that refuse. */
export async function limitFigures(isQuick: boolean): Promise<Figure[]> {
	const single: Result[] = [];
	for (const drawMs of DRAW_MS)
		for (const maxConcurrency of [5, 20]) {
			const account = { rows: 8, slots: 1, maxUnfinished: 1, drawMs };
			single.push(await meanOf(account, maxConcurrency, isQuick ? 2 : 10));
		}
	const limited: Result[] = [];
	for (const limit of [
		{ slots: 1, maxUnfinished: 1 },
		{ slots: 2, maxUnfinished: 2 },
		{ slots: 4, maxUnfinished: 4 },
		{ slots: 2, maxUnfinished: 8 },
		{ slots: 4, requestsPerSecond: 2 },
		{ slots: 16, requestsPerSecond: 5 },
		{ slots: 4, maxUnfinished: 4, requestsPerSecond: 3 },
	])
		limited.push(await meanOf({ ...LIMITED, ...limit }, 40, isQuick ? 1 : 5));
	const ratio = Math.max(...single.map((it) => it.ratio));
	const refusedSubmits = Math.max(...single.map((it) => it.refusedSubmitsPerRow));
	const settled = Math.max(...limited.map((it) => it.refusedSettled));
	return [
		atMost(`refused once settled ÷ all, worst of ${limited.length} limits`, 0.05, settled, percent),
		atMost('one task at a time, 8 rows: time ÷ ideal, worst', 1.15, ratio, times),
		atMost('one task at a time, 8 rows: refused submits a row, worst', 2, refusedSubmits, plain),
	];
}

const OPERATIONS = ['submit', 'generateAndWait'] as const;
const RATES = [2, 5, 10, 20, 50];
const SHARING_SEEDS = 3;
const QUICK_OPERATIONS = ['generateAndWait'] as const;
const QUICK_RATES = [2, 10];
const QUICK_SHARING_SEEDS = 2;
const PROCESSES = 4;
const MOST_REFUSED = 0.05;
/** Where less than one request a second falls to each process. */
const MOST_REFUSED_IF_SLOW = 0.25;

/** The figures of processes that share an account: of each rate the worst over several seeds. */
export async function sharingFigures(isQuick: boolean): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const operation of isQuick ? QUICK_OPERATIONS : OPERATIONS)
		for (const requestsPerSecond of isQuick ? QUICK_RATES : RATES) {
			const seeds = isQuick ? QUICK_SHARING_SEEDS : SHARING_SEEDS;
			figures.push(...(await sharedBy(operation, requestsPerSecond, seeds)));
		}
	return figures;
}

async function sharedBy(
	operation: (typeof OPERATIONS)[number],
	requestsPerSecond: number,
	seedCount: number,
): Promise<Figure[]> {
	const maxConcurrency = operation === 'submit' ? 5 : 50;
	const results: Shared[] = [];
	for (let index = 0; index < seedCount; index++) {
		const seed = FIRST_SEED + index;
		const processes = { count: PROCESSES, requestsPerSecond, operation, maxConcurrency, seed };
		results.push(await share(processes));
	}
	const what = `four processes, ${requestsPerSecond} requests/s, ${operation}, worst of ${seedCount}:`;
	const use = Math.min(...results.map((it) => it.use));
	const off = Math.max(...results.map((it) => Math.max(1 - it.leastShare, it.mostShare - 1)));
	const refused = Math.max(...results.map((it) => it.refused));
	const mostRefused = requestsPerSecond < PROCESSES ? MOST_REFUSED_IF_SLOW : MOST_REFUSED;
	return [
		atLeast(`${what} accepted ÷ allowed`, 0.9, use, percent),
		atMost(`${what} furthest from its share`, 0.25, off, percent),
		atMost(`${what} refused ÷ all`, mostRefused, refused, percent),
	];
}
