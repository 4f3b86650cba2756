import { backoffMs } from '../async/backoff';
import { unlessAborted } from '../async/unlessAborted';
import { Failure } from '../failure';
import { signalForPace } from '../jumdata/signalForPace';
import { isAbsent, type Reply, retryAfterMsOf } from '../jumdata/answers';
import { failureOf } from '../jumdata/failureOf';
import { judgeSubmit, type SubmitVerdict } from '../jumdata/judgeSubmit';
import type { Place } from '../pacing/pace';
import { MENU } from '../rows/menu';
import type { PayingRow } from '../rows/row';
import { isPaid, type PaidTask, type Purchase } from '../run/purchase';
import type { Run } from '../run/run';
import type { Turn } from '../run/turn';
import { counted, shown, words } from '../words';

/** The row's task, and whether it was paid just now. */
interface RowTask {
	task: PaidTask;
	isNew: boolean;
}

/** What came of one request. */
interface Sent {
	purchase: Purchase;
	verdict: SubmitVerdict;
	reply: Reply;
}

/**
 * The task of this row: the one that it, or another retry, has paid for already, or a new one, for which
 * the row waits as long as the pace wants. A request is repeated only on proof that it was not
 * accepted, and not after the row's deadline; it is never cut off, and what comes of it is remembered and
 * logged even when the row has left at Stop. The place at the service goes to the row's turn.
 */
export async function buy(row: PayingRow, turn: Turn, run: Run): Promise<RowTask> {
	const { service, ledger, ending, clock } = run;
	const known = ledger.of(row.itemIndex);
	const earlier = known && (await paidEarlier(row, known, run));
	if (earlier) return { task: earlier, isNew: false };
	let lastFailure: Failure | undefined;
	let fromMs = -Infinity;
	for (let attempt = 1; ; attempt++) {
		const place = await service.pace.enter(row.itemIndex, fromMs, turn.deadline.ms);
		ending.assertRunning();
		if (!place) throw lastFailure ?? ending.failure();
		const letGo = turn.hold(() => place.release());
		const others = ledger.takeUpFor(row.itemIndex);
		if (others) {
			letGo();
			const meanwhile = await paidEarlier(row, others, run);
			if (meanwhile) return { task: meanwhile, isNew: false };
			continue;
		}
		// No pause from here to what notes the request: another retry would not see it.
		turn.deadline.begin(clock.now());
		const sent = await unlessAborted(send(row, place, turn, run), ending.stopped);
		if (!sent) throw ending.failure().with({ text: row.prompt.text });
		const { purchase, verdict, reply } = sent;
		if (isPaid(purchase)) return { task: purchase, isNew: true };
		if (verdict.kind !== 'again') throw failureBy(verdict, reply, row);
		letGo();
		lastFailure = notAccepted(row.maxWaitMs, failureOf(reply));
		fromMs = clock.now() + backoffMs(attempt, clock.random(), retryAfterMsOf(reply));
	}
}

/** The task that was paid earlier; undefined where it turns out not to be accepted. Throws where that is unclear. */
async function paidEarlier(
	row: PayingRow,
	earlier: Purchase,
	{ ledger, progress, ending }: Run,
): Promise<PaidTask | undefined> {
	const outcome = await unlessAborted(ledger.outcomeOf(row.itemIndex, earlier), ending.halted);
	ending.assertRunning();
	if (!outcome) return undefined;
	if (!isPaid(outcome))
		throw unclear(outcome, new Failure('an earlier try of this execution sent it', ''));
	progress.taskTold(outcome.taskId, false);
	return outcome;
}

async function send(row: PayingRow, place: Place, turn: Turn, run: Run): Promise<Sent> {
	const { service, ledger, ending, clock } = run;
	const { itemIndex, prompt, requestTimeoutMs } = row;
	if (!ledger.budget.allows(prompt.num)) throw beyondLimit();
	const sentAtMs = clock.now();
	const purchase = ledger.begin(itemIndex, prompt, sentAtMs);
	const reply = await service.client.submit(prompt, requestTimeoutMs);
	const verdict = judgeSubmit(reply);
	note({ purchase, verdict, reply }, itemIndex, run);
	if (verdict.kind === 'paid') {
		ending.accepted();
		service.submitPatience.worked();
	} else {
		if (verdict.kind === 'unclear') ending.unclear(sentAtMs, clock.now());
		service.submitPatience.failed(reply, sentAtMs, isAbsent(reply));
	}
	const isKept = verdict.kind === 'paid' && MENU[row.operation].fetches;
	const tell = () => place.answered({ sentAtMs, ...signalForPace(reply) }, isKept);
	// Of what fails the row, the pace hears after the ending has, so that nobody goes in between.
	if (verdict.kind === 'paid' || verdict.kind === 'again') tell();
	else turn.hold(tell);
	return { purchase, verdict, reply };
}

/** Writes down what came of a request, for retries and in n8n's log. */
function note({ purchase, verdict, reply }: Sent, itemIndex: number, run: Run): void {
	const { prompt } = purchase;
	const what = `row ${itemIndex + 1}, ${counted(prompt.num, 'image')}, text ${JSON.stringify(prompt.text)}`;
	if (verdict.kind === 'paid') {
		purchase.state = 'paid';
		purchase.taskId = verdict.taskId;
		purchase.paidAtMs = run.clock.now();
		if (reply.kind === 'answer') {
			purchase.taskNo = reply.taskNo;
			purchase.charged = reply.charge;
		}
		run.ledger.settle(purchase);
		run.log.info(`Jumdata AI Draw paid task ${verdict.taskId} (${what})`);
		run.progress.paid(purchase);
		run.progress.taskTold(verdict.taskId, false);
	} else if (verdict.kind === 'unclear') {
		purchase.state = 'unclear';
		run.ledger.settle(purchase);
		run.progress.add('requestsUnclear');
		run.log.warn(`Jumdata AI Draw may have paid a task without learning its ID (${what})`);
	} else {
		run.ledger.forget(itemIndex, purchase);
		if (run.ending.stopped.aborted)
			run.log.info(`Jumdata AI Draw: not accepted, so nothing was paid (${what})`);
	}
}

function failureBy(verdict: SubmitVerdict, reply: Reply, { prompt }: PayingRow): Failure {
	if (verdict.kind === 'unclear') return unclear({ prompt }, failureOf(reply));
	if (verdict.kind === 'refused' && verdict.concern === 'account') return failureOf(reply, 'run');
	const { message, advice, facts } = failureOf(reply);
	return new Failure(`${message}. Its text is ${shown(prompt.text)}`, advice, facts);
}

function unclear(
	{ prompt: { text } }: Pick<Purchase, 'prompt'>,
	{ message, advice, facts }: Failure,
): Failure {
	return new Failure(
		`this request may have been billed, since ${message}. It is not sent again, not even by a retry. Its text is ${JSON.stringify(text)}`,
		words(
			"Check at https://my.jumdata.com whether it was billed. If it was not, run this row in a new execution, which is paid. If it was, ask Jumdata's support for the task ID, and fetch the images with Query.",
			advice,
		),
		{ ...facts, text },
		'unclear',
	);
}

function beyondLimit(): Failure {
	return new Failure(
		'other retries of this execution have paid meanwhile, and this row would exceed Max Images',
		'Raise the option "Max Images", and retry.',
	);
}

function notAccepted(maxWaitMs: number, { message, advice, facts }: Failure): Failure {
	const limit = `Max Wait Time is ${counted(maxWaitMs / 1000, 'second')}`;
	return new Failure(
		`Jumdata did not accept this row in time (${limit}); the last try: ${message}`,
		`Run this row again later, in a new execution. ${advice}`,
		facts,
	);
}
