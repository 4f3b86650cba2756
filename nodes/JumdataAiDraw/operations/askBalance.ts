import { backoffMs } from '../async/backoff';
import { Failure } from '../failure';
import { retryAfterMsOf } from '../jumdata/answers';
import { failureOf } from '../jumdata/failureOf';
import { judgeBalance } from '../jumdata/judgeBalance';
import type { Row } from '../rows/row';
import type { Run } from '../run/run';

/** The account's balance, in the unit in which Jumdata keeps it, and the number of the request that told it. */
export interface Balance {
	balance: number;
	taskNo: string;
}

/** Asks for the balance until it is told, or until `deadlineMs`. Throws a `Failure` with the last answer. */
export async function askBalance(
	{ requestTimeoutMs }: Row,
	deadlineMs: number,
	{ service, ending, clock }: Run,
): Promise<Balance> {
	for (let attempt = 1; ; attempt++) {
		ending.assertRunning();
		const reply = await service.client.balance(requestTimeoutMs, ending.halted);
		ending.assertRunning();
		const verdict = judgeBalance(reply);
		if (verdict.kind === 'told') return { balance: verdict.balance, taskNo: verdict.taskNo };
		const waitMs = backoffMs(attempt, clock.random(), retryAfterMsOf(reply));
		const isOver = clock.now() + waitMs > deadlineMs;
		if (verdict.kind === 'failed' || isOver) throw unread(failureOf(reply));
		await clock.sleep(waitMs, ending.halted);
	}
}

function unread({ message, advice, facts }: Failure): Failure {
	return new Failure(`the balance could not be read: ${message}`, advice, facts, 'run');
}
