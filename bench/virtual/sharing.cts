import { atLeast, type Figure, percent, plain } from '../figures.cts';
import { FIRST_SEED } from './cells.cts';
import { share, type Shared } from './processes.cts';

const OPERATIONS = ['submit', 'generateAndWait'] as const;
const RATES = [5, 10, 20, 50];
const SEEDS = 3;
const QUICK_OPERATIONS = ['generateAndWait'] as const;
const QUICK_RATES = [5];
const QUICK_SEEDS = 1;
const PROCESSES = 4;

/** Processes that share an account and know nothing of each other: of each rate the worst over several seeds. */
export async function processes(isQuick: boolean): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const operation of isQuick ? QUICK_OPERATIONS : OPERATIONS)
		for (const requestsPerSecond of isQuick ? QUICK_RATES : RATES) {
			const seeds = isQuick ? QUICK_SEEDS : SEEDS;
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
		const shared = { count: PROCESSES, requestsPerSecond, operation, maxConcurrency, seed };
		results.push(await share(shared));
	}
	const what = `four processes, ${requestsPerSecond} requests/s, ${operation}, worst of ${seedCount}:`;
	const use = Math.min(...results.map((it) => it.use));
	const least = Math.min(...results.map((it) => it.leastShare));
	return [
		atLeast(`${what} used`, 0.8, use, percent),
		atLeast(`${what} least share ÷ equal share`, 1 / 3, least, plain),
	];
}
