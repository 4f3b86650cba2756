import { VirtualNode } from '../../test/support/virtualNode.cts';
import { isRefusal, LATENCY_MS, openAccount } from './account.cts';

/** Several processes that share one account and know nothing of each other. */
export interface Processes {
	count: number;
	requestsPerSecond: number;
	operation: 'submit' | 'generateAndWait';
	maxConcurrency: number;
	seed: number;
}

/** What came of them in five minutes, five minutes after the first has settled. */
export interface Shared {
	/** Accepted requests ÷ what the account allows. */
	use: number;
	/** Refused requests ÷ all. */
	refused: number;
	/** The accepted requests of the process with the fewest and of the one with the most ÷ an equal share. */
	leastShare: number;
	mostShare: number;
}

const MINUTE_MS = 60_000;
const SETTLED_MS = MINUTE_MS;
const FROM_MS = SETTLED_MS + 5 * MINUTE_MS;
const MEASURED_MS = 5 * MINUTE_MS;
/** The processes begin one after another, the last one before the first has settled. */
const START_WITHIN_MS = 45_000;
/** How many times its equal share each has rows for. */
const ROWS_PER_SHARE = 3;
/** So many that nobody waits for a drawing of another. */
const SLOTS = 256;
const DRAW_MS = 6_000;

/** Lets processes with more rows than they can draw work on one account, on virtual time. */
export async function share(processes: Processes): Promise<Shared> {
	const { count, requestsPerSecond, operation, maxConcurrency, seed } = processes;
	const allowed = (requestsPerSecond * (FROM_MS + MEASURED_MS)) / 1000;
	const rowCount = Math.ceil(allowed * Math.min(1, ROWS_PER_SHARE / count));
	const account = { rows: rowCount, slots: SLOTS, drawMs: DRAW_MS, seed, requestsPerSecond };
	const { clock, service } = openAccount(account);
	for (let index = 0; index < count; index++) {
		const rows = Array.from({ length: rowCount }, (_, row) => ({ text: `${index} ${row}` }));
		const node = new VirtualNode({}, { clock, service, latencyMs: () => LATENCY_MS });
		const options = { maxConcurrency, maxWaitTime: 86_400 };
		const startMs = Math.round((index * START_WITHIN_MS) / Math.max(1, count - 1));
		void clock.sleep(startMs).then(async () => {
			const { error } = await node.start({ operation, rows, options });
			if (error) throw error;
		});
	}
	const startedAtMs = clock.now();
	await clock.advance(FROM_MS + MEASURED_MS);
	const owners = new Map(service.ledger.map(({ taskId, text }) => [taskId, ownerOf(text)]));
	const accepted = Array.from({ length: count }, () => 0);
	let refusedCount = 0;
	for (const { atMs, code, text, taskId } of service.requests) {
		if (atMs < startedAtMs + FROM_MS) continue;
		const owner = taskId === undefined ? ownerOf(text ?? '') : (owners.get(taskId) ?? 0);
		if (isRefusal(code)) refusedCount++;
		else accepted[owner]++;
	}
	const total = accepted.reduce((sum, number) => sum + number, 0);
	return {
		use: total / (requestsPerSecond * (MEASURED_MS / 1000)),
		refused: refusedCount / (total + refusedCount),
		leastShare: (Math.min(...accepted) * count) / total,
		mostShare: (Math.max(...accepted) * count) / total,
	};
}

function ownerOf(text: string): number {
	return Number(text.split(' ')[0]);
}
