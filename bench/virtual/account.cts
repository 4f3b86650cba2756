import { JumdataService, type ServiceOptions } from '../../simulator/service.cts';
import { seededChance } from '../../test/support/seededChance.cts';
import { VirtualClock } from '../../test/support/virtualClock.cts';
import { mean } from '../figures.cts';
import { idealMs } from './ideal.cts';

/** An account at the simulated service, and what is asked of it. */
export interface Account {
	rows: number;
	slots: number;
	/** The mean time of a drawing, and how far from it each may be, as a share; 30 % if nothing else is said. */
	drawMs: number;
	drawSpread?: number;
	seed: number;
	maxUnfinished?: number;
	requestsPerSecond?: number;
	submitsPerSecond?: number;
	queriesPerSecond?: number;
	/** How many pictures may be bought at all. */
	totalQuota?: number;
	/** The codes of a submit that is too many, and of a request that is too fast, are the other way round. */
	isSwapped?: boolean;
}

/** What a policy made of an account. */
export interface Result {
	durationMs: number;
	/** The time of the batch ÷ that of an all-knowing client. */
	ratio: number;
	/** Mean time from a picture being ready to the client knowing ÷ mean drawing time. */
	lag: number;
	queriesPerTask: number;
	refusedSubmitsPerRow: number;
	/** Refused requests ÷ all. */
	refused: number;
	/** The same after the first quarter of the time. */
	refusedSettled: number;
}

/** A policy at work: draws all rows on virtual time, and resolves when it knows that all are done. */
export type Policy = (opened: OpenedAccount) => Promise<void>;

/** An account that is open, on its own virtual time. */
export interface OpenedAccount {
	account: Account;
	clock: VirtualClock;
	service: JumdataService;
}

export const LATENCY_MS = 100;
const DRAW_SPREAD = 0.3;
const MOST_JUMPS = 100_000_000;
const TOO_MANY = 606;
const TOO_FAST = 609;

/** Opens an account. Drawing times have a chance of their own, so that every policy meets the same ones in order. */
export function openAccount(account: Account): OpenedAccount {
	const { rows: _, seed, isSwapped, ...limits } = account;
	const clock = new VirtualClock(undefined, seededChance(seed * 7 + 1), MOST_JUMPS);
	const options: Partial<ServiceOptions> = {
		imageBaseUrl: 'https://images.example',
		drawSpread: DRAW_SPREAD,
		balance: 1_000_000_000,
		tooManyCode: isSwapped ? TOO_FAST : TOO_MANY,
		tooFastCode: isSwapped ? TOO_MANY : TOO_FAST,
		...limits,
	};
	const chance = { now: () => clock.now(), random: seededChance(seed) };
	return { account, clock, service: new JumdataService(options, chance) };
}

/** Lets a policy work on an account, and measures what the service saw of it; `atOnce`: what an all-knowing client may have under way. */
export async function measure(
	account: Account,
	policy: Policy,
	atOnce = Infinity,
): Promise<Result> {
	const opened = openAccount(account);
	const { clock, service } = opened;
	const startMs = clock.now();
	await clock.runUntil(policy(opened));
	const durationMs = clock.now() - startMs;
	return {
		durationMs,
		ratio:
			durationMs /
			idealMs({ drawSpread: DRAW_SPREAD, ...account }, { latencyMs: LATENCY_MS, atOnce }),
		...seen(service, account),
		refusedSettled: refusedShare(service, startMs + durationMs / 4),
		refused: refusedShare(service, startMs),
	};
}

type Seen = Pick<Result, 'lag' | 'queriesPerTask' | 'refusedSubmitsPerRow'>;

function seen(service: JumdataService, { rows, drawMs }: Account): Seen {
	const finishedAtMs = new Map(
		service.ledger.map((task) => [task.taskId, task.finishedAtMs ?? Infinity]),
	);
	if (finishedAtMs.size !== rows)
		throw new Error(`${finishedAtMs.size} of ${rows} rows were drawn`);
	const lagsMs = new Map<string, number>();
	let queries = 0;
	let refusedSubmits = 0;
	for (const { endpoint, taskId = '', atMs, code } of service.requests) {
		const isRefused = isRefusal(code);
		if (endpoint === 'submit' && isRefused) refusedSubmits++;
		if (endpoint !== 'query') continue;
		queries++;
		const lagMs = atMs - (finishedAtMs.get(taskId) ?? Infinity);
		if (!isRefused && lagMs >= 0 && !lagsMs.has(taskId)) lagsMs.set(taskId, lagMs + LATENCY_MS / 2);
	}
	const lag = mean([...lagsMs.values()]) / drawMs;
	return { lag, queriesPerTask: queries / rows, refusedSubmitsPerRow: refusedSubmits / rows };
}

function refusedShare(service: JumdataService, fromMs: number): number {
	const requests = service.requests.filter(({ atMs }) => atMs >= fromMs);
	return requests.filter(({ code }) => isRefusal(code)).length / Math.max(1, requests.length);
}

/** Whether an answer says that a request was too much. */
export function isRefusal(code: number | string | undefined): boolean {
	return Number(code) === TOO_MANY || Number(code) === TOO_FAST;
}
