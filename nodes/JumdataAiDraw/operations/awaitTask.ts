import { backoffMs } from '../async/backoff';
import { Failure } from '../failure';
import { signalForPace } from '../jumdata/signalForPace';
import { isAbsent, type Reply, retryAfterMsOf } from '../jumdata/answers';
import { failureOf } from '../jumdata/failureOf';
import { judgeQuery, type QueryVerdict } from '../jumdata/judgeQuery';
import type { Task } from '../jumdata/task';
import type { FetchingRow } from '../rows/row';
import type { Run } from '../run/run';
import type { Turn } from '../run/turn';
import { counted, words } from '../words';
import { allWithheld } from './withheld';

const MOST_ODD_ANSWERS = 3;
const FRESH_MS = 60_000;
const SHORTEST_REQUEST_MS = 1_000;
const PENDING: Task = { done: false, imageUrls: [] };

/** Which task to wait for. */
interface Wait {
	taskId: string;
	/** When this node submitted the task, in milliseconds since 1970; absent where somebody else did. */
	paidAtMs?: number;
	/** It was submitted just now, so that it cannot be done. */
	isNew?: boolean;
	/** Until it is done; otherwise until the service tells of it. */
	untilDone: boolean;
}

/** What came of one check. */
interface Check {
	reply: Reply;
	verdict: QueryVerdict;
	sentAtMs: number;
	/** Whoever waits for the pace may go then; at the latest when the row's turn ends. */
	tellPace: () => void;
}

/**
 * Checks a task until it is done, as often as it takes: a check is free. At the deadline there is a last
 * one; then the row fails or, if its `onTimeout` says so, gives back the task as not done.
 */
export async function awaitTask(wait: Wait, row: FetchingRow, turn: Turn, run: Run): Promise<Task> {
	const { checker } = run.service;
	const watch = checker.watch(wait.isNew ? wait.paidAtMs : undefined, row.pollIntervalMs);
	const endWatch = turn.hold(() => watch.end());
	let passingCount = 0;
	let oddCount = 0;
	for (;;) {
		await watch.due(turn.deadline.ms);
		const { reply, verdict, sentAtMs, tellPace } = await check(wait, row, turn, run);
		const task = taskIn(verdict);
		const nothing = task && allWithheld(task);
		if (nothing) throw nothing;
		if (task && (task.done || !wait.untilDone)) {
			tellPace();
			if (task.done) watch.done();
			endWatch();
			return task;
		}
		oddCount = verdict.kind === 'odd' ? oddCount + 1 : 0;
		passingCount = task ? 0 : passingCount + 1;
		if (verdict.kind === 'failed' || oddCount === MOST_ODD_ANSWERS) {
			throw finalFailure(wait, reply, verdict, run);
		}
		if (run.clock.now() >= turn.deadline.ms) {
			return timeOut(wait, row, task ? undefined : reply);
		}
		tellPace();
		if (task) watch.notDone(sentAtMs);
		else watch.trouble(backoffMs(passingCount, run.clock.random(), retryAfterMsOf(reply)));
	}
}

async function check(wait: Wait, row: FetchingRow, turn: Turn, run: Run): Promise<Check> {
	const { service, ending, clock } = run;
	ending.assertRunning();
	const sentAtMs = clock.now();
	turn.deadline.begin(sentAtMs);
	const leftMs = Math.max(SHORTEST_REQUEST_MS, turn.deadline.ms - sentAtMs);
	const timeoutMs = Math.min(row.requestTimeoutMs, leftMs);
	const reply = await service.client.query(wait.taskId, timeoutMs, ending.halted);
	ending.assertRunning();
	const isFresh = clock.now() - (wait.paidAtMs ?? -Infinity) < FRESH_MS;
	const verdict = judgeQuery(reply, isFresh);
	const task = taskIn(verdict);
	if (task) run.progress.taskTold(wait.taskId, task.done);
	if (verdict.kind === 'again') service.queryPatience.failed(reply, sentAtMs, isAbsent(reply));
	else service.queryPatience.worked();
	// Where it fails the row, the pace hears of it after the ending has, so that nobody goes in between.
	const tellPace = turn.hold(() => service.pace.answered({ sentAtMs, ...signalForPace(reply) }));
	return { reply, verdict, sentAtMs, tellPace };
}

function taskIn(verdict: QueryVerdict): Task | undefined {
	return verdict.kind === 'done' || verdict.kind === 'drawing' ? verdict.task : undefined;
}

/** Where the whole account is refused, the task may be fine; any other final answer is about the task. */
function finalFailure({ taskId }: Wait, reply: Reply, verdict: QueryVerdict, run: Run): Failure {
	if (verdict.kind === 'failed' && verdict.concern === 'account') {
		const advice = `Then fetch task ${taskId} with Query; that is free.`;
		return failureOf(reply, 'run').with({}, advice);
	}
	run.progress.taskTold(taskId, true);
	return failureOf(reply);
}

/** Nothing is guessed: a task counts as drawing if the service said so, or if this node paid for it. */
function timeOut(wait: Wait, row: FetchingRow, reply?: Reply): Task {
	const isKnown = reply === undefined || wait.paidAtMs !== undefined;
	if (row.onTimeout === 'returnPending' && isKnown) return PENDING;
	const last = reply && failureOf(reply);
	const state = last
		? `task ${wait.taskId} could not be checked (${last.message})`
		: `Jumdata is still drawing task ${wait.taskId}`;
	const message = `${state} after ${counted(row.maxWaitMs / 1000, 'second')}`;
	const advice = 'Fetch it later with Query and this task ID; that is free.';
	throw new Failure(message, words(advice, last?.advice ?? ''), last?.facts, 'later');
}
