import { type Reply, retryAfterMsOf } from '../jumdata/answers';
import { Failure } from '../failure';
import { clockAdvice, failureOf } from '../jumdata/failureOf';
import { answerTo } from '../jumdata/answerTo';
import { judgeSubmit, type SubmitVerdict } from '../jumdata/judgeSubmit';
import { counted } from '../words';
import { fullJitterMs } from '../async/fullJitter';
import type { Deadline } from '../async/deadline';
import type { Place } from '../pacing/pace';
import { unlessAborted } from '../async/unlessAborted';
import type { DrawRow } from '../n8n/parameters';
import type { Purchase } from '../run/purchases';
import { assertRunning, type Run } from '../run/run';

/** A purchase whose task is known. */
export type BoughtTask = Purchase & { taskId: string };

/** The row's task and, where it was bought just now, its place among those at once; whoever gets it releases it. */
export interface Bought {
	task: BoughtTask;
	place?: Place;
}

/** What is at once: requests on the wire, or tasks that are not finished. */
export type AtOnce = 'requests' | 'tasks';

/**
 * The task of this row: the one that an earlier try bought, or a new one, for which the row waits as
 * long as the pace wants. A request is repeated only on proof that it was not accepted, and not after
 * the row's deadline; it is never cut off, and what comes of it is remembered and logged even when
 * the row has left at Stop.
 */
export async function buy(
	row: DrawRow,
	atOnce: AtOnce,
	deadline: Deadline,
	run: Run,
): Promise<Bought> {
	const remembered = run.remembered.get(row.itemIndex);
	if (remembered && isBought(remembered)) {
		run.progress.taskTold(remembered.taskId, false);
		return { task: remembered };
	}
	if (remembered) throw unclear(row, new Failure('an earlier try of this execution sent it', ''));
	let refusal: Reply | undefined;
	let fromMs = -Infinity;
	for (let attempt = 1; ; attempt++) {
		let late: Failure | undefined;
		const place = await run.pace.enter(row.itemIndex, fromMs, deadline.ms, () => {
			if (!run.halted.aborted) late = run.fails(row, notAccepted(row, refusal));
		});
		if (late) throw late;
		assertRunning(run);
		if (!place) throw run.endedFailure();
		deadline.begin(run.clock.now());
		const sent = await unlessAborted(send(row, place, atOnce, run), run.stopped);
		if (!sent) throw run.endedFailure().with({ text: row.prompt.text });
		const { purchase, failure, reply } = sent;
		if (isBought(purchase)) return { task: purchase, place };
		if (failure) throw failure;
		refusal = reply;
		fromMs = run.clock.now() + fullJitterMs(attempt, run.clock.random(), retryAfterMsOf(reply));
	}
}

interface Sent {
	purchase: Purchase;
	reply: Reply;
	/** Why the row must not be sent again, if it is not bought. */
	failure?: Failure;
}

async function send(row: DrawRow, place: Place, atOnce: AtOnce, run: Run): Promise<Sent> {
	const { prompt, itemIndex } = row;
	const purchase = run.purchases.begin(itemIndex, prompt);
	const sentAtMs = run.clock.now();
	const reply = await run.client.submit(prompt, row.requestTimeoutMs);
	const verdict = judgeSubmit(reply);
	note({ purchase, verdict, reply }, row, run);
	const failure = failureBy(verdict, reply, row);
	if (failure) run.fails(row, failure);
	const isKept = atOnce === 'tasks' && verdict.kind === 'bought';
	place.answered({ sentAtMs, ...answerTo(reply) }, isKept);
	return { purchase, reply, failure };
}

function failureBy(verdict: SubmitVerdict, reply: Reply, row: DrawRow): Failure | undefined {
	if (verdict.kind === 'unclear')
		return unclear(row, failureOf(reply)).with({}, clockAdvice(reply));
	if (verdict.kind !== 'refused') return undefined;
	return failureOf(reply, verdict.concern === 'account' ? 'run' : 'row');
}

/** What came of a request. */
interface Noted {
	purchase: Purchase;
	verdict: SubmitVerdict;
	reply: Reply;
}

/** Remembers what came of a request, and writes it to n8n's log. */
function note({ purchase, verdict, reply }: Noted, { prompt, itemIndex }: DrawRow, run: Run): void {
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

function notAccepted(row: DrawRow, reply: Reply | undefined): Failure {
	const last = reply && failureOf(reply);
	return new Failure(
		`Jumdata did not accept this row in time (Max Wait Time is ${row.maxWaitMs / 1000} seconds)${last ? `; its last answer: ${last.message}` : ''}`,
		'Draw this row again later, or raise Max Wait Time.',
	).with(last?.facts ?? {}, last?.advice);
}
