import { askBalance, type Balance } from './askBalance';
import { awaitTask } from './awaitTask';
import { buy } from './buy';
import type { OperationName } from '../description/options';
import type { DrawRow, QueryRow, Row } from '../parameters';
import { putOut } from './putOut';
import type { Output, Run } from './run';

/** Submit: buys the row's task and puts out its id. */
async function submit(row: DrawRow, run: Run): Promise<Output[]> {
	const bought = await run.inTurn(row, async (deadlineMs) => await buy(row, deadlineMs, run));
	const { taskId, taskNo = '', charged = null } = bought;
	run.progress.pending();
	return [{ json: { taskId, taskNo, charged, ...row.prompt } }];
}

/** Generate and Wait: buys the row's task, waits until it is done, and puts out its pictures. */
async function generateAndWait(row: DrawRow, run: Run): Promise<Output[]> {
	const { taskId, task } = await run.inTurn(row, async (deadlineMs) => {
		const { taskId, charged, boughtAtMs } = await buy(row, deadlineMs, run);
		const wait = { taskId, charged, boughtAtMs, deadlineMs, untilDone: true };
		return { taskId, task: await awaitTask(wait, row, run) };
	});
	return await putOut(
		{ taskId, task, prompt: { ...row.prompt }, title: row.prompt.text },
		row,
		run,
	);
}

/** Query: looks at a task, or waits until it is done, and puts out its pictures. */
async function query(row: QueryRow, run: Run): Promise<Output[]> {
	const { taskId, waitForCompletion: untilDone } = row;
	const task = await run.inTurn(
		row,
		async (deadlineMs) => await awaitTask({ taskId, deadlineMs, untilDone }, row, run),
	);
	return await putOut({ taskId, task, prompt: {}, title: `task ${taskId}` }, row, run);
}

/** Get Balance: asks once for all rows of a run. */
async function getBalance(row: Row, run: Run): Promise<Output[]> {
	const { balance, taskNo } = await run.inTurn(row, async (deadlineMs) => {
		const asked = balances.get(run) ?? askBalance(row, deadlineMs, run);
		balances.set(run, asked);
		return await asked;
	});
	return [{ json: { balance, taskNo } }];
}

/** The one request of each run. */
const balances = new WeakMap<Run, Promise<Balance>>();

/** What an operation does with one row; the method form lets each take the kind of row that it reads. */
interface Operation {
	work(row: Row, run: Run): Promise<Output[]>;
}

/** The operations, by the name under which workflows save them. */
export const operations: Record<OperationName, Operation['work']> = {
	generateAndWait,
	submit,
	query,
	getBalance,
};
