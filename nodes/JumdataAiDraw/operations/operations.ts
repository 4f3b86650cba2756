import { askBalance, type Balance } from './askBalance';
import { awaitTask } from './awaitTask';
import { buy } from './buy';
import type { OperationName } from '../rows/options';
import type { DrawRow, QueryRow, Row } from '../n8n/parameters';
import { putOut } from './putOut';
import type { Output, Run } from '../run/run';

/** Submit: buys the row's task and puts out its id. */
async function submit(row: DrawRow, run: Run): Promise<Output[]> {
	const { task } = await run.inTurn(
		row,
		async (deadline) => await buy(row, 'requests', deadline, run),
	);
	const { taskId, taskNo = '', charged = null } = task;
	return [{ json: { taskId, taskNo, charged, ...row.prompt } }];
}

/** Generate and Wait: buys the row's task, waits until it is done, and puts out its pictures. */
async function generateAndWait(row: DrawRow, run: Run): Promise<Output[]> {
	const { taskId, task } = await run.inTurn(row, async (deadline) => {
		const { task: bought, place } = await buy(row, 'tasks', deadline, run);
		const wait = { ...bought, isNew: place !== undefined, deadline, untilDone: true };
		try {
			return { taskId: bought.taskId, task: await awaitTask(wait, row, run) };
		} finally {
			place?.release();
		}
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
		async (deadline) => await awaitTask({ taskId, deadline, untilDone }, row, run),
	);
	return await putOut({ taskId, task, prompt: {}, title: `task ${taskId}` }, row, run);
}

/** Get Balance: asks once for all rows of a run. */
async function getBalance(row: Row, run: Run): Promise<Output[]> {
	const { balance, taskNo } = await run.inTurn(row, async (deadline) => {
		deadline.begin(run.clock.now());
		const asked = balances.get(run) ?? askBalance(row, deadline.ms, run);
		balances.set(run, asked);
		return await asked;
	});
	return [{ json: { balance, taskNo } }];
}

/** The one request of each run. */
const balances = new WeakMap<Run, Promise<Balance>>();

/** What an operation does with one row; the method form lets each take the kind of row that it reads. */
interface Worker {
	work(row: Row, run: Run): Promise<Output[]>;
}

/** Works on one row of a run. */
export type Operation = Worker['work'];

/** The operations, by the name under which workflows save them. */
export const operations: Record<OperationName, Operation> = {
	generateAndWait,
	submit,
	query,
	getBalance,
};
