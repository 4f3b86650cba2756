import { type Reply, retryAfterMsOf } from '../jumdata/answers';
import { Failure, type FailureFacts } from '../failure';
import { failureOf } from '../jumdata/failureOf';
import { answerTo } from '../jumdata/answerTo';
import { judgeQuery, type QueryVerdict } from '../jumdata/judgeQuery';
import type { Task } from '../jumdata/task';
import { backoffMs } from '../async/backoff';
import type { Deadline } from '../async/deadline';
import type { FetchRow } from '../n8n/parameters';
import type { Run } from '../run/run';

const MOST_ODD_ANSWERS = 3;
const FRESH_MS = 60_000;
const SHORTEST_REQUEST_MS = 1_000;
const PENDING: Task = { done: false, imageUrls: [] };

/** Which task to look after, and how long. */
export interface Wait {
	taskId: string;
	/** When this node submitted the task, in milliseconds since 1970; absent where somebody else did. */
	boughtAtMs?: number;
	/** It was submitted just now, so that it cannot be done. */
	isNew?: boolean;
	/** Whether its submit was billed, as far as this node knows. */
	charged?: boolean;
	/** The row's time; it begins with the first look at the latest. */
	deadline: Deadline;
	/** Until it is done; otherwise until the service tells of it. */
	untilDone: boolean;
}

/**
 * Looks at a task until it is done, as often as it takes: looking is free. At the deadline there is a
 * last look; then the row fails or, if its `onTimeout` says so, gives back the task as not done.
 * Throws a `Failure` that has the task id.
 */
export async function awaitTask(wait: Wait, row: FetchRow, run: Run): Promise<Task> {
	const watch = run.checker.watch(wait.isNew ? wait.boughtAtMs : undefined, row.pollIntervalMs);
	let passingCount = 0;
	let oddCount = 0;
	try {
		for (;;) {
			await watch.turn(wait.deadline.ms);
			const sentAtMs = run.clock.now();
			const reply = await look(wait, row, run);
			const nowMs = run.clock.now();
			const isFresh = wait.boughtAtMs !== undefined && nowMs - wait.boughtAtMs < FRESH_MS;
			const verdict = judgeQuery(reply, isFresh);
			const isTold = verdict.kind === 'done' || verdict.kind === 'drawing';
			if (isTold) run.progress.taskTold(wait.taskId, verdict.task.done);
			if (isTold && verdict.task.done) watch.done();
			if (isTold && (verdict.task.done || !wait.untilDone)) return verdict.task;
			oddCount = verdict.kind === 'odd' ? oddCount + 1 : 0;
			passingCount = isTold ? 0 : passingCount + 1;
			if (isFinal(verdict) || oddCount === MOST_ODD_ANSWERS) {
				throw run.fails(row, finalFailure(wait, reply, verdict));
			}
			if (nowMs >= wait.deadline.ms) return timeOut(wait, row, run, isTold ? undefined : reply);
			if (isTold) watch.notDone(sentAtMs);
			else watch.trouble(backoffMs(passingCount, run.clock.random(), retryAfterMsOf(reply)));
		}
	} finally {
		watch.end();
	}
}

async function look(wait: Wait, row: FetchRow, run: Run): Promise<Reply> {
	if (run.halted.aborted) throw run.endedFailure().with(factsOf(wait));
	const sentAtMs = run.clock.now();
	wait.deadline.begin(sentAtMs);
	const leftMs = Math.max(SHORTEST_REQUEST_MS, wait.deadline.ms - sentAtMs);
	const timeoutMs = Math.min(row.requestTimeoutMs, leftMs);
	const reply = await run.client.query(wait.taskId, timeoutMs, run.halted);
	run.pace.answered({ sentAtMs, ...answerTo(reply) });
	if (run.halted.aborted) throw run.endedFailure().with(factsOf(wait));
	return reply;
}

/** What is known of the task whatever happens; whether a query was billed says nothing about it. */
function factsOf({ taskId, charged }: Wait): FailureFacts {
	return { taskId, charged };
}

function isFinal(verdict: QueryVerdict): verdict is QueryVerdict & { kind: 'failed' } {
	return verdict.kind === 'failed';
}

function finalFailure(wait: Wait, reply: Reply, verdict: QueryVerdict): Failure {
	const endsRun = isFinal(verdict) && verdict.concern === 'account';
	const isBought = wait.boughtAtMs !== undefined;
	const advice = `Task ${wait.taskId} is bought: Query fetches it, which costs nothing.`;
	return failureOf(reply, endsRun ? 'run' : 'row').with(factsOf(wait), isBought ? advice : '');
}

/** Nothing is guessed: a task counts as drawing if the service said so, or if this node bought it. */
function timeOut(wait: Wait, row: FetchRow, run: Run, reply?: Reply): Task {
	const isKnown = reply === undefined || wait.boughtAtMs !== undefined;
	if (row.onTimeout === 'returnPending' && isKnown) return PENDING;
	const last = reply && failureOf(reply);
	const state = last ? `could not be looked at (${last.message})` : 'is still drawing';
	const failure = new Failure(
		`task ${wait.taskId} ${state} after ${row.maxWaitMs / 1000} seconds`,
		'It goes on at Jumdata: fetch it later with Query and this task ID, which costs nothing. Max Wait Time says how long to wait.',
	);
	throw run.fails(row, failure.with({ ...last?.facts, ...factsOf(wait) }, last?.advice));
}
