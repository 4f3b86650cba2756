import { atLeast, atMost, type Figure, percent, plain, times } from '../figures.cts';
import { type Account, mean, measure, type Result } from './account.cts';
import { thisNode } from './policies.cts';
import { share } from './processes.cts';

const SLOTS = [1, 2, 4, 8, 16];
const DRAW_MS = [6_000, 20_000, 60_000];
/** Max Concurrency as a multiple of the slots. */
const FACTORS = [2, 4];
const LIMITED = { rows: 200, drawMs: 20_000 };

/** The figures of unlimited accounts: makespan, lag and queries over all sizes of batch and account. */
export async function drawingFigures(isQuick: boolean): Promise<Figure[]> {
	const sizes = isQuick ? [20, 100] : [20, 100, 500];
	const seeds = isQuick ? [1] : [1, 2, 3];
	const cells: Result[] = [];
	for (const rows of sizes)
		for (const slots of SLOTS)
			for (const drawMs of DRAW_MS)
				for (const factor of isQuick ? [2] : FACTORS)
					cells.push(await meanOf({ rows, slots, drawMs }, slots * factor, seeds));
	const worst = Math.max(...cells.map(({ ratio }) => ratio));
	const { min, max } = Math;
	const range = (values: number[], write: (value: number) => string) =>
		`${write(min(...values))} to ${write(max(...values))}`;
	const lags = cells.map(({ lag }) => lag);
	const queries = cells.map(({ queriesPerTask }) => queriesPerTask);
	return [
		atMost(
			`time of the batch ÷ all-knowing client, worst of ${cells.length} cells`,
			1.05,
			worst,
			times,
		),
		atMost(
			`ready → known ÷ drawing time, mean (cells: ${range(lags, percent)})`,
			0.08,
			mean(lags),
			percent,
		),
		atMost(`queries per task, mean (cells: ${range(queries, plain)})`, 5, mean(queries), plain),
	];
}

async function meanOf(
	account: Omit<Account, 'seed'>,
	maxConcurrency: number,
	seeds: number[],
): Promise<Result> {
	const results: Result[] = [];
	for (const seed of seeds) {
		const own = seed + account.rows + 31 * account.slots;
		results.push(await measure({ ...account, seed: own }, thisNode(maxConcurrency)));
	}
	const names = Object.keys(results[0]) as Array<keyof Result>;
	const entries = names.map((name) => [name, mean(results.map((result) => result[name]))]);
	return Object.fromEntries(entries) as Result;
}

/** The figures of accounts that refuse. */
export async function limitFigures(isQuick: boolean): Promise<Figure[]> {
	const seeds = isQuick ? [1, 2] : [1, 2, 3, 4, 5];
	const single: Result[] = [];
	for (const drawMs of DRAW_MS)
		for (const maxConcurrency of [5, 20]) {
			const account = { rows: 8, slots: 1, maxUnfinished: 1, drawMs };
			single.push(await meanOf(account, maxConcurrency, seeds));
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
		limited.push(await meanOf({ ...LIMITED, ...limit }, 40, seeds));
	const ratio = Math.max(...single.map((it) => it.ratio));
	const refusedSubmits = Math.max(...single.map((it) => it.refusedSubmitsPerRow));
	const settled = Math.max(...limited.map((it) => it.refusedSettled));
	return [
		atMost(`refused once settled ÷ all, worst of ${limited.length} limits`, 0.05, settled, percent),
		atMost('one task at a time, 8 rows: time ÷ ideal, worst', 1.15, ratio, times),
		atMost('one task at a time, 8 rows: refused submits a row, worst', 2, refusedSubmits, plain),
	];
}

/** The figures of processes that share an account. */
export async function sharingFigures(isQuick: boolean): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const operation of ['submit', 'generateAndWait'] as const) {
		for (const requestsPerSecond of isQuick ? [10] : [10, 20]) {
			const maxConcurrency = operation === 'submit' ? 5 : 50;
			const processes = { count: 4, requestsPerSecond, operation, maxConcurrency, seed: 1 };
			const { use, refused, leastShare, mostShare } = await share(processes);
			const what = `four processes, ${requestsPerSecond} requests/s, ${operation}:`;
			const off = Math.max(1 - leastShare, mostShare - 1);
			figures.push(
				atLeast(`${what} accepted ÷ allowed`, 0.9, use, percent),
				atMost(`${what} furthest from its share`, 0.25, off, percent),
				atMost(`${what} refused ÷ all`, 0.05, refused, percent),
			);
		}
	}
	return figures;
}
