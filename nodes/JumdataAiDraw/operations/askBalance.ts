import { backoffMs } from '../async/backoff';
import { Failure } from '../failure';
import { isAbsent, type Reply, retryAfterMsOf } from '../jumdata/answers';
import type { Concern } from '../jumdata/codes';
import { failureOf } from '../jumdata/failureOf';
import { type BalanceVerdict, judgeBalance, judgeProductBalance } from '../jumdata/judgeBalance';
import type { Row } from '../rows/row';
import type { Run } from '../run/run';

/**
 * Asks for the account's balance, in the unit in which Jumdata keeps it, until it is told, or until
 * `deadlineMs`. Throws a `Failure` with the last answer.
 */
export async function askBalance({ requestTimeoutMs }: Row, deadlineMs: number, run: Run) {
	const { client } = run.service;
	const ask = async () => await client.balance(requestTimeoutMs, run.ending.halted);
	return await untilTold(ask, judgeBalance, deadlineMs, run);
}

/** Asks for what is left of a product, likewise; the fields are Jumdata's. */
export async function askProductBalance(
	productCode: string,
	{ requestTimeoutMs }: Row,
	deadlineMs: number,
	run: Run,
) {
	const { client } = run.service;
	const ask = async () =>
		await client.productBalance(productCode, requestTimeoutMs, run.ending.halted);
	const { balance, taskNo } = await untilTold(ask, judgeProductBalance, deadlineMs, run);
	return { ...balance, productCode, taskNo };
}

async function untilTold<T>(
	ask: () => Promise<Reply>,
	judge: (reply: Reply) => BalanceVerdict<T>,
	deadlineMs: number,
	{ service: { queryPatience }, ending, clock }: Run,
) {
	for (let attempt = 1; ; attempt++) {
		ending.assertRunning();
		const sentAtMs = clock.now();
		const reply = await ask();
		ending.assertRunning();
		const verdict = judge(reply);
		if (verdict.kind !== 'again') queryPatience.worked();
		if (verdict.kind === 'told') return { balance: verdict.balance, taskNo: verdict.taskNo };
		if (verdict.kind === 'failed') throw unread(reply, verdict.concern);
		queryPatience.failed(reply, sentAtMs, isAbsent(reply));
		const waitMs = backoffMs(attempt, clock.random(), retryAfterMsOf(reply));
		if (clock.now() + waitMs > deadlineMs) throw unread(reply);
		await clock.sleep(waitMs, ending.halted);
	}
}

function unread(reply: Reply, concern?: Concern): Failure {
	const { message, advice, facts } = failureOf(reply);
	const kind = concern === 'account' ? 'run' : 'row';
	return new Failure(`the balance could not be read: ${message}`, advice, facts, kind);
}
