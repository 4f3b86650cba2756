import { atMost, type Figure, mean, percent, plain, times } from '../figures.cts';
import { measure, type Result } from './account.cts';
import { FIRST_SEED, meanOf, worst } from './cells.cts';
import { thisNode } from './policies.cts';

const SLOTS = [1, 2, 4, 8, 16];
const DRAW_MS = [6_000, 15_000, 30_000, 60_000];
/** Max Concurrency as a multiple of the slots. */
const FACTORS = [2, 4];

/** Where a figure was measured, and what came of it. */
type Cell = Result & { drawMs: number };

/** Accounts without limits: time, lag and queries over all sizes of batch and account. */
export async function drawing(isQuick: boolean): Promise<Figure[]> {
	const cells: Cell[] = [];
	for (const rows of isQuick ? [20, 100] : [20, 100, 500])
		for (const slots of SLOTS)
			for (const drawMs of DRAW_MS)
				for (const factor of isQuick ? [2] : FACTORS) {
					const seeds = isQuick ? 40 / rows : 1 + 100 / rows;
					const account = { rows, slots, drawMs };
					const batch = { account, maxConcurrency: slots * factor };
					cells.push({ drawMs, ...(await meanOf(batch, seeds)) });
				}
	const queries = cells.map(({ queriesPerTask }) => queriesPerTask);
	return [
		atMost(
			`time ÷ all-knowing client, worst of ${cells.length} cells`,
			1.05,
			worst(cells, 'ratio'),
			times,
			{ heldAt: 1.07 },
		),
		...DRAW_MS.map((drawMs) => lagOf(cells, drawMs)),
		atMost(`queries a task, mean (cells: ${range(queries, plain)})`, 5, mean(queries), plain),
	];
}

function lagOf(all: Cell[], ofMs: number): Figure {
	const lags = all.filter(({ drawMs }) => drawMs === ofMs).map(({ lag }) => lag);
	const what = `ready → known ÷ drawing time of ${ofMs / 1000} s, mean (cells: ${range(lags, percent)})`;
	return atMost(what, 0.09, mean(lags), percent);
}

function range(values: number[], write: (value: number) => string): string {
	return `${write(Math.min(...values))} to ${write(Math.max(...values))}`;
}

const AT_ONCE = { rows: 30, slots: 30, drawMs: 8_000, drawSpread: 0.25 };
const EXECUTIONS = ['first', 'second'];

/** Rows that are all drawn at once, the first time that a process draws, and the second time, for which nothing is remembered. */
export async function firstExecutions(): Promise<Figure[]> {
	const results: Result[][] = EXECUTIONS.map(() => []);
	for (let index = 0; index < 20; index++) {
		for (const execution of results.keys()) {
			const seed = FIRST_SEED + 1_000 * execution + index;
			results[execution].push(await measure({ ...AT_ONCE, seed }, thisNode(AT_ONCE.rows)));
		}
	}
	return EXECUTIONS.flatMap((execution, index) => {
		const what = `${AT_ONCE.rows} rows all drawn at once, ${execution} execution:`;
		const lag = mean(results[index].map((it) => it.lag));
		const queries = mean(results[index].map((it) => it.queriesPerTask));
		return [
			atMost(`${what} ready → known ÷ drawing time`, 0.09, lag, percent),
			atMost(`${what} queries a task`, 6, queries, plain),
		];
	});
}
