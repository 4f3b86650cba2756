import { Deadline } from '../async/deadline';
import { Semaphore } from '../async/semaphore';
import { Failure, type FailedRow, isFailed } from '../failure';
import type { Row } from '../rows/row';
import type { Output } from '../run/output';
import type { Run } from '../run/run';
import { Turn } from '../run/turn';
import { operate } from './operate';

/** What came of one row. */
export type Outcome = FailedRow | { itemIndex: number; outputs: Output[] };

/**
 * Works on the rows side by side, `atOnce` at a time, and gives back one outcome a row, in row order; it
 * never rejects. Rows that cannot be used are passed on. `obstacle`: why nothing may be sent; under
 * Continue, rows that are paid already go on.
 */
export async function workOff(
	rows: ReadonlyArray<Row | FailedRow>,
	run: Run,
	atOnce: number,
	obstacle?: Failure,
): Promise<Outcome[]> {
	const semaphore = new Semaphore(atOnce);
	return await Promise.all(
		rows.map(async (row) => {
			const outcome = isFailed(row) ? row : await outcomeOf(row, run, semaphore, obstacle);
			run.progress.rowEnds(row.itemIndex, hasNothing(outcome));
			return outcome;
		}),
	);
}

/** The one place that hears of a failure, before what the row holds comes free for others. */
async function outcomeOf(
	row: Row,
	run: Run,
	semaphore: Semaphore,
	obstacle?: Failure,
): Promise<Outcome> {
	const { itemIndex } = row;
	const turn = new Turn(new Deadline(row.maxWaitMs));
	turn.hold(await semaphore.enter());
	run.progress.rowBegins(itemIndex);
	try {
		if (obstacle && !goesOn(itemIndex, run)) throw obstacle;
		return { itemIndex, outputs: await operate(row, run, turn) };
	} catch (error) {
		const failed = { itemIndex, failure: Failure.from(error).with(taskOf(row, run)) };
		run.ending.meet(failed);
		return failed;
	} finally {
		turn.end();
	}
}

/** The row's task, as far as it is known: every way out carries it. */
function taskOf(row: Row, { ledger }: Run): Failure['facts'] {
	if ('taskId' in row) return { taskId: row.taskId, charged: undefined };
	const { taskId, charged } = ledger.of(row.itemIndex) ?? {};
	return taskId === undefined ? {} : { taskId, charged };
}

function goesOn(itemIndex: number, { ending, ledger }: Run): boolean {
	return ending.continuesOnFail && ledger.of(itemIndex) !== undefined;
}

/** Whether a row gave nothing but failures. */
function hasNothing(outcome: Outcome): boolean {
	return isFailed(outcome) || outcome.outputs.every((output) => 'failure' in output);
}
