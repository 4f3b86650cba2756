import { type Reply, retryAfterMsOf } from '../api/answers';
import { Failure, failureOf } from '../api/failure';
import { judgeSubmit, type SubmitVerdict } from '../api/judgeSubmit';
import { counted } from '../counted';
import { backoffMs } from '../flow/backoff';
import { unlessAborted } from '../flow/unlessAborted';
import type { DrawRow } from '../parameters';
import type { Purchase } from '../batch/purchases';
import { assertRunning, type Run } from './run';

/** A purchase whose task is known. */
export type BoughtTask = Purchase & { taskId: string };

/**
 * The task of this row: the one that an earlier try bought, or a new one. A request is repeated only
 * on proof that it was not accepted, and not after `deadlineMs`; it is never cut off, and what comes
 * of it is remembered and logged even when the row has left at Stop.
 */
export async function buy(row: DrawRow, deadlineMs: number, run: Run): Promise<BoughtTask> {
	const remembered = run.remembered.get(row.itemIndex);
	if (remembered && isBought(remembered)) {
		run.progress.taskTold(remembered.taskId, false);
		return remembered;
	}
	if (remembered) throw unclear(row, new Failure('an earlier try of this execution sent it', ''));
	for (let attempt = 1; ; attempt++) {
		assertRunning(run);
		const sent = await unlessAborted(send(row, run), run.stopped);
		if (!sent) throw run.endedFailure().with({ text: row.prompt.text });
		const { purchase, verdict, reply } = sent;
		if (isBought(purchase)) return purchase;
		if (verdict.kind === 'unclear') throw unclear(row, failureOf(reply));
		if (verdict.kind === 'refused') {
			throw failureOf(reply, verdict.concern === 'account' ? 'run' : 'row');
		}
		const waitMs = backoffMs(attempt, run.clock.random(), retryAfterMsOf(reply));
		if (run.clock.now() + waitMs > deadlineMs) throw notAccepted(row, reply);
		await run.clock.sleep(waitMs, run.halted);
	}
}

interface Sent {
	purchase: Purchase;
	verdict: SubmitVerdict;
	reply: Reply;
}

async function send(row: DrawRow, run: Run): Promise<Sent> {
	const { prompt, itemIndex } = row;
	const purchase = run.purchases.begin(itemIndex, prompt);
	const reply = await run.client.submit(prompt, row.requestTimeoutMs);
	const verdict = judgeSubmit(reply);
	const what = `row ${itemIndex + 1}, ${counted(prompt.num, 'image')}, text ${JSON.stringify(prompt.text)}`;
	if (verdict.kind === 'bought') {
		purchase.state = 'bought';
		purchase.taskId = verdict.taskId;
		purchase.boughtAtMs = run.clock.now();
		if (reply.kind === 'answer') {
			if (reply.taskNo !== undefined) purchase.taskNo = reply.taskNo;
			if (reply.charge !== undefined) purchase.charged = reply.charge;
		}
		run.log.info(`Jumdata AI Draw bought task ${verdict.taskId} (${what})`);
		run.progress.bought(purchase);
		run.progress.taskTold(verdict.taskId, false);
	} else if (verdict.kind === 'unclear') {
		purchase.state = 'unclear';
		run.log.warn(`Jumdata AI Draw may have bought a task without learning its ID (${what})`);
	} else {
		run.purchases.forget(itemIndex, purchase);
		if (run.stopped.aborted)
			run.log.info(`Jumdata AI Draw: not accepted, so nothing was bought (${what})`);
	}
	return { purchase, verdict, reply };
}

function isBought(purchase: Purchase): purchase is BoughtTask {
	return purchase.state === 'bought' && purchase.taskId !== undefined;
}

function unclear({ prompt }: DrawRow, cause: Failure): Failure {
	return new Failure(
		`this request may have been billed, and no task ID came back: ${cause.message}. Its text: ${JSON.stringify(prompt.text)}`,
		'To be on the safe side it is not sent again, not by a retry of this execution either; a new execution draws it anew. Your account at https://my.jumdata.com shows whether it was billed.',
		{ ...cause.facts, text: prompt.text },
	);
}

function notAccepted(row: DrawRow, reply: Reply): Failure {
	const { message, facts } = failureOf(reply);
	return new Failure(
		`Jumdata did not accept this row in time (Max Wait Time is ${row.maxWaitMs / 1000} seconds); its last answer: ${message}`,
		'Draw this row again later, or raise Max Wait Time.',
		facts,
	);
}
