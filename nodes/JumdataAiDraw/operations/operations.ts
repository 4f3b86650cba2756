import { awaitTask } from './awaitTask';
import { buy } from './buy';
import type { OperationName } from '../description/options';
import type { DrawRow, QueryRow, Row } from '../parameters';
import { putOut } from './putOut';
import type { Output, Run } from './run';

/** Submit: buys the row's task and puts out its id. */
async function submit(row: DrawRow, run: Run): Promise<Output[]> {
	const bought = await run.tasks.run(async () => await buy(row, begin(row, run), run));
	const { taskId, taskNo = '', charged = null } = bought;
	run.progress.pending();
	return [{ json: { taskId, taskNo, charged, ...row.prompt } }];
}

/** Generate and Wait: buys the row's task, waits until it is done, and puts out its pictures. */
async function generateAndWait(row: DrawRow, run: Run): Promise<Output[]> {
	const { taskId, task } = await run.tasks.run(async () => {
		const deadlineMs = begin(row, run);
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
	const task = await run.tasks.run(
		async () => await awaitTask({ taskId, deadlineMs: begin(row, run), untilDone }, row, run),
	);
	return await putOut({ taskId, task, prompt: {}, title: `task ${taskId}` }, row, run);
}

/** Begins a row's work and tells when its time is over: it may take its time from its first request on. */
function begin(row: Row, run: Run): number {
	run.progress.rowBegins(row.itemIndex);
	return run.clock.now() + row.maxWaitMs;
}

/** What an operation does with one row; the method form lets each take the kind of row that it reads. */
interface Operation {
	work(row: Row, run: Run): Promise<Output[]>;
}

/** The operations, by the name under which workflows save them. */
export const operations: Record<OperationName, Operation['work']> = {
	generateAndWait,
	submit,
	query,
};
