import { retryAfterMsOf } from '../jumdata/answers';
import { Failure } from '../failure';
import { failureOf } from '../jumdata/failureOf';
import { judgeBalance } from '../jumdata/judgeBalance';
import { backoffMs } from '../async/backoff';
import type { Row } from '../n8n/parameters';
import { assertRunning, type Run } from '../run/run';

/** The account's balance, in the unit in which Jumdata keeps it, and the number of the request that told it. */
export interface Balance {
	balance: number;
	taskNo: string;
}

/** Asks for the balance until it is told, or until `deadlineMs`. Throws a `Failure` with the last answer. */
export async function askBalance(row: Row, deadlineMs: number, run: Run): Promise<Balance> {
	for (let attempt = 1; ; attempt++) {
		assertRunning(run);
		const reply = await run.client.balance(row.requestTimeoutMs, run.halted);
		assertRunning(run);
		const verdict = judgeBalance(reply);
		if (verdict.kind === 'told') return { balance: verdict.balance, taskNo: verdict.taskNo };
		const waitMs = backoffMs(attempt, run.clock.random(), retryAfterMsOf(reply));
		const isOver = run.clock.now() + waitMs > deadlineMs;
		if (verdict.kind === 'failed' || isOver) throw unread(failureOf(reply));
		await run.clock.sleep(waitMs, run.halted);
	}
}

function unread({ message, advice, facts }: Failure): Failure {
	return new Failure(`the balance could not be read: ${message}`, advice, facts, 'run');
}
