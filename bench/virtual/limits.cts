import { atMost, type Figure, percent, plain, times } from '../figures.cts';
import { type Account, isRefusal, openAccount, type Result } from './account.cts';
import { FIRST_SEED, meanOf, worst } from './cells.cts';
import { drawAll } from './policies.cts';

type Limits = Omit<Account, 'rows' | 'drawMs' | 'seed'>;

/** As the engine behind the service is said to limit requests. */
const APART = { submitsPerSecond: 1, queriesPerSecond: 2 };
const UNLIMITED = 1_000;
const LIMITS: Limits[] = [
	{ slots: 1, maxUnfinished: 1 },
	{ slots: 2, maxUnfinished: 2 },
	{ slots: 4, maxUnfinished: 4 },
	{ slots: 2, maxUnfinished: 8 },
	{ slots: 4, requestsPerSecond: 2 },
	{ slots: 16, requestsPerSecond: 5 },
	{ slots: 4, maxUnfinished: 4, requestsPerSecond: 3 },
	{ slots: 2, maxUnfinished: 2, ...APART },
	{ slots: 10, maxUnfinished: 10, ...APART },
];
const LONG = { rows: 200, drawMs: 20_000 };

/** What is refused of a long batch after the first quarter of its time. */
export async function settled(isQuick: boolean): Promise<Figure[]> {
	const results = await ofLimits(isQuick, {});
	const what = `refused once settled ÷ all, worst of ${LIMITS.length} limits`;
	return [atMost(what, 0.05, worst(results, 'refusedSettled'), percent)];
}

/** The two codes the other way round. */
export async function codesSwapped(isQuick: boolean): Promise<Figure[]> {
	const results = await ofLimits(isQuick, { isSwapped: true });
	const what = `codes swapped, worst of ${LIMITS.length} limits:`;
	return [
		atMost(`${what} time ÷ all-knowing client`, 1.2, worst(results, 'ratio'), times, {
			heldAt: 1.3,
		}),
		atMost(`${what} refused ÷ all`, 0.08, worst(results, 'refused'), percent),
	];
}

async function ofLimits(isQuick: boolean, more: Partial<Account>): Promise<Result[]> {
	const results: Result[] = [];
	for (const limits of LIMITS) {
		const account = { ...LONG, ...limits, ...more };
		results.push(await meanOf({ account, maxConcurrency: 40 }, isQuick ? 1 : 5));
	}
	return results;
}

/** Accounts that take one or two tasks and refuse more. */
export async function fewAtOnce(isQuick: boolean): Promise<Figure[]> {
	const results: Result[] = [];
	for (const atOnce of [1, 2])
		for (const rows of [8, 50])
			for (const drawMs of [8_000, 25_000])
				for (const maxConcurrency of isQuick ? [5] : [5, 20]) {
					const account = { rows, slots: atOnce, maxUnfinished: atOnce, drawMs, ...APART };
					results.push(await meanOf({ account, maxConcurrency }, isQuick ? 2 : 10));
				}
	const what = '1 or 2 tasks at once, worst:';
	return [
		atMost(`${what} time ÷ all-knowing client`, 1.12, worst(results, 'ratio'), times),
		atMost(`${what} refused submits a row`, 1.5, worst(results, 'refusedSubmitsPerRow'), plain),
	];
}

/** The first batch of a process, where submits and queries are limited apart. */
export async function coldApart(isQuick: boolean): Promise<Figure[]> {
	const what = 'cold, 1 submit/s and 2 queries/s:';
	const ofTwo = await cold(2, APART, isQuick);
	const others = [...(await cold(10, APART, isQuick)), ...(await cold(UNLIMITED, APART, isQuick))];
	return [
		atMost(`${what} time ÷ all-knowing client, worst`, 1.4, worst(others, 'ratio'), times),
		atMost(`${what} the same, 2 at once`, 1.1, worst(ofTwo, 'ratio'), times),
		atMost(`${what} refused ÷ all, worst`, 0.2, worst([...ofTwo, ...others], 'refused'), percent),
	];
}

/** The first batch of a process, with one limit for all requests. */
export async function coldTogether(isQuick: boolean): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const requestsPerSecond of [2, 5]) {
		const results: Result[] = [];
		for (const atOnce of [2, 10, UNLIMITED])
			results.push(...(await cold(atOnce, { requestsPerSecond }, isQuick)));
		const what = `cold, ${requestsPerSecond} requests/s in all:`;
		figures.push(
			atMost(`${what} time ÷ all-knowing client, worst`, 1.4, worst(results, 'ratio'), times),
			atMost(`${what} refused ÷ all, worst`, 0.2, worst(results, 'refused'), percent),
		);
	}
	return figures;
}

async function cold(atOnce: number, limits: Partial<Limits>, isQuick: boolean): Promise<Result[]> {
	const results: Result[] = [];
	for (const rows of [20, 50])
		for (const maxConcurrency of [5, 10, 20]) {
			const account = { rows, slots: atOnce, maxUnfinished: atOnce, drawMs: 8_000, ...limits };
			const batch = { account, maxConcurrency, idealAtOnce: maxConcurrency };
			results.push(await meanOf(batch, isQuick ? 5 : 10));
		}
	return results;
}

const QUOTA_ROWS = 40;
const QUOTAS = { 'from the start': 0, 'in the middle': 20 };
const MAX_WAIT_S = 600;

/** How a run ends when the account's quota is used up. */
export async function quota(isQuick: boolean): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [when, totalQuota] of Object.entries(QUOTAS)) {
		const afterMs: number[] = [];
		const refused: number[] = [];
		for (const atOnce of [2, UNLIMITED])
			for (const maxConcurrency of isQuick ? [5] : [5, 20])
				for (let index = 0; index < (isQuick ? 1 : 5); index++) {
					const seed = FIRST_SEED + index;
					const account = { slots: atOnce, maxUnfinished: atOnce, ...APART, totalQuota, seed };
					const used = await usedUp(
						{ rows: QUOTA_ROWS, drawMs: 8_000, ...account },
						maxConcurrency,
					);
					afterMs.push(used.afterMs);
					refused.push(used.refusedSubmits);
				}
		const what = `quota used up ${when}, ${QUOTA_ROWS} rows, worst:`;
		const seconds = (value: number) => `${value.toFixed(1)} s`;
		const worstS = Math.max(...afterMs) / 1000;
		figures.push(
			atMost(`${what} time after the last end`, MAX_WAIT_S + 5, worstS, seconds),
			atMost(`${what} refused submits`, 60, Math.max(...refused), String),
		);
	}
	return figures;
}

async function usedUp(account: Account, maxConcurrency: number) {
	const { clock, service } = openAccount(account);
	const startMs = clock.now();
	await clock.runUntil(
		drawAll({ account, clock, service }, { maxConcurrency, maxWaitTime: MAX_WAIT_S }),
	);
	const endsMs = service.ledger.map(({ finishedAtMs = Infinity }) => finishedAtMs);
	const submits = service.requests.filter(({ endpoint }) => endpoint === 'submit');
	return {
		afterMs: clock.now() - Math.max(startMs, ...endsMs),
		refusedSubmits: submits.filter(({ code }) => isRefusal(code)).length,
	};
}
