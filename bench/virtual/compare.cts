import { percent, plain, table, times } from '../figures.cts';
import { type Account, measure, type Policy } from './account.cts';
import { allAtOnce, rowByRow, thisNode } from './policies.cts';
import { share } from './processes.cts';

interface Scene {
	what: string;
	account: Account;
	maxConcurrency: number;
	/** How long the other two policies wait between two looks. */
	intervalMs: number;
	/** The shared wait, where it is another one. */
	sharedMs?: number;
}

const SCENES: Scene[] = [
	{
		what: '8 rows, one at a time',
		account: { rows: 8, slots: 1, maxUnfinished: 1, drawMs: 20_000, seed: 1 },
		maxConcurrency: 5,
		intervalMs: 5_000,
	},
	{
		what: '100 rows, 2 slots',
		account: { rows: 100, slots: 2, drawMs: 20_000, seed: 1 },
		maxConcurrency: 5,
		intervalMs: 5_000,
	},
	{
		what: '100 rows, 4 slots, 5 requests/s',
		account: { rows: 100, slots: 4, drawMs: 20_000, requestsPerSecond: 5, seed: 1 },
		maxConcurrency: 8,
		intervalMs: 5_000,
	},
	{
		what: '500 rows, 16 slots',
		account: { rows: 500, slots: 16, drawMs: 6_000, seed: 1 },
		maxConcurrency: 32,
		intervalMs: 5_000,
	},
];

const LARGE: Scene[] = [
	{
		what: '10 000 rows, 100 slots',
		account: { rows: 10_000, slots: 100, drawMs: 20_000, seed: 1 },
		maxConcurrency: 200,
		intervalMs: 30_000,
		sharedMs: 120_000,
	},
	{
		what: '100 000 rows, 32 slots',
		account: { rows: 100_000, slots: 32, drawMs: 20_000, seed: 1 },
		maxConcurrency: 64,
		intervalMs: 30_000,
		sharedMs: 7_200_000,
	},
];

/** The policies side by side on the same schedules of the service, as a table. */
export async function comparison(isQuick: boolean): Promise<string> {
	const lines: string[][] = [];
	for (const scene of isQuick ? SCENES.slice(0, 3) : [...SCENES, ...LARGE]) {
		const { what, account, maxConcurrency, intervalMs, sharedMs = intervalMs } = scene;
		const policies: Array<[string, Policy]> = [
			[`row by row, every ${intervalMs / 1000} s`, rowByRow(intervalMs)],
			[`all at once, every ${sharedMs / 1000} s`, allAtOnce(sharedMs)],
			['this node', thisNode(maxConcurrency)],
		];
		for (const [name, policy] of policies) {
			const result = await measure(account, policy);
			lines.push([
				what,
				name,
				`${Math.round(result.durationMs / 1000)} s`,
				times(result.ratio),
				plain(result.queriesPerTask),
				percent(result.refused),
				percent(result.lag),
			]);
		}
	}
	const header = ['batch', 'policy', 'time', '÷ ideal', 'queries a task', 'refused', 'lag'];
	return table(header, lines);
}

/** How many processes share accounts of many sizes, as a table. */
export async function crowd(isQuick: boolean): Promise<string> {
	const lines: string[][] = [];
	for (const [count, requestsPerSecond] of isQuick
		? [[4, 5]]
		: [
				[1, 10],
				[4, 2],
				[4, 5],
				[4, 50],
				[16, 40],
				[64, 160],
			]) {
		const operation = 'submit';
		const shared = await share({ count, requestsPerSecond, operation, maxConcurrency: 5, seed: 1 });
		lines.push([
			String(count),
			String(requestsPerSecond),
			percent(shared.use),
			percent(shared.refused),
			`${plain(shared.leastShare)} to ${plain(shared.mostShare)}`,
		]);
	}
	return table(['processes', 'requests/s allowed', 'used', 'refused', 'shares'], lines);
}
