import { type Prompt, STYLES } from '../jumdata/values';
import type { OperationName } from '../rows/menu';
import type { Row } from '../rows/row';
import type { Output } from '../run/output';
import type { Run } from '../run/run';
import type { Turn } from '../run/turn';
import { awaitTask } from './awaitTask';
import { askBalance, askProductBalance } from './askBalance';
import { buy } from './buy';
import { putOut } from './putOut';

/** Submit: buys the row's task and puts out its id. */
async function submit(row: Row<'submit'>, run: Run, turn: Turn): Promise<Output[]> {
	const { task } = await buy(row, turn, run);
	const { taskId, taskNo = '', charged = null, prompt } = task;
	return [{ json: { ...askedFor(prompt), taskId, taskNo, charged } }];
}

/** Generate and Wait: buys the row's task, waits until it is done, and puts out its images. */
async function generateAndWait(
	row: Row<'generateAndWait'>,
	run: Run,
	turn: Turn,
): Promise<Output[]> {
	const { task: paid, isNew } = await buy(row, turn, run);
	turn.hold(run.service.submitPatience.suspend());
	const task = await awaitTask({ ...paid, isNew, untilDone: true }, row, turn, run);
	const { taskId, prompt } = paid;
	// What was paid, by another retry perhaps, whatever the row's cells are now.
	const paidRow = { ...row, prompt };
	return await putOut({ taskId, task, prompt: askedFor(prompt) }, paidRow, turn, run);
}

/** What a row asked for, as it is put out: the style by Jumdata's value and by its English name. */
function askedFor({ text, style, resolution, num }: Prompt) {
	const styleName = STYLES.find(({ value }) => value === style)?.name ?? style;
	return { text, style, styleName, resolution, num };
}

/** Query: checks a task, or waits until it is done, and puts out its images. */
async function query(row: Row<'query'>, run: Run, turn: Turn): Promise<Output[]> {
	const { taskId, waitForCompletion: untilDone } = row;
	const task = await awaitTask({ taskId, untilDone }, row, turn, run);
	return await putOut({ taskId, task, prompt: {} }, row, turn, run);
}

/** Get Balance: asks once for all rows of a run that want to know the same. */
async function getBalance(row: Row<'getBalance'>, run: Run, turn: Turn): Promise<Output[]> {
	const { productCode } = row;
	const asked = run.balances.get(productCode) ?? ask(row, run, turn);
	run.balances.set(productCode, asked);
	return [{ json: { ...(await asked) } }];
}

async function ask(row: Row<'getBalance'>, run: Run, turn: Turn): Promise<object> {
	turn.deadline.begin(run.clock.now());
	return row.productCode === undefined
		? await askBalance(row, turn.deadline.ms, run)
		: await askProductBalance(row.productCode, row, turn.deadline.ms, run);
}

/** What each operation does with one row, by the name under which workflows save it. */
const operations: {
	[Name in OperationName]: (row: Row<Name>, run: Run, turn: Turn) => Promise<Output[]>;
} = { generateAndWait, submit, query, getBalance };

/** Works on one row. Throws a `Failure` where it fails; what the row holds is let go by its turn. */
export async function operate<Name extends OperationName>(
	row: Row<Name>,
	run: Run,
	turn: Turn,
): Promise<Output[]> {
	return await operations[row.operation](row, run, turn);
}
