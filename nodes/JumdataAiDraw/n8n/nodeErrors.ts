import { type IDataObject, type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { FailedRow, Failure } from '../failure';
import { isPaid, type Purchase } from '../run/purchase';
import { counted, lines, listed, sentence, words } from '../words';
import { isTool } from './isTool';

/** Longest message, and longest description, in characters: n8n shows them whole. */
const MESSAGE_LENGTH = 1_000;
const DESCRIPTION_LENGTH = 20_000;
/** Number of tasks that a message names. */
const SHOWN_TASKS = 3;

const CALL_AGAIN = 'Repeat the same call: it continues the paid tasks without paying again.';

const WITHOUT_THEM =
	'To draw the other rows anyway, set On Error to Continue (in the Settings of this node), and run it again: nothing is paid so far.';

/** What is said where something is paid: which click costs money again, and the steps that cost none. */
const AFTER_FAILURE = {
	warning: 'Do not click Execute again: it pays again.',
	steps:
		'To go on without paying again: (1) In the Settings of this node, set On Error to Continue. (2) Save the workflow. (3) Open the tab Executions and choose this execution. (4) Click the retry arrow and choose Retry with currently saved workflow. Or fetch the paid images with Query and the task ID; that is free.',
};

const AFTER_STOP = {
	warning: '',
	steps: 'Fetch the paid images with Query and the task ID; that is free.',
};

/** What an error says. */
interface Told {
	what: string;
	/** What to do; it stands below the message or, for a tool, in it, since an agent's model reads nothing else. */
	advice: string;
	/** More about it, as far as there is room. */
	details?: string[];
	ifPaid?: typeof AFTER_FAILURE;
}

/** What a failed row looks like for a person: `Row 3: …`, what to do included. */
function rowMessage(row: FailedRow): string {
	return words(whatHappenedTo(row), row.failure.advice);
}

function whatHappenedTo({ itemIndex, failure }: FailedRow): string {
	return `Row ${itemIndex + 1}: ${sentence(failure.message)}`;
}

/** The json of a failed row under Continue: one key, `error`, so that n8n routes it to the error output. */
export function failedJson(row: FailedRow): IDataObject {
	return { error: { message: rowMessage(row), ...row.failure.facts } as unknown as IDataObject };
}

/** The error of a run in which a row failed: short, with all that is paid and how to get it in its description. */
export function rowError(
	node: INode,
	row: FailedRow,
	purchases: readonly Purchase[],
): NodeApiError {
	const { kind, advice, facts } = row.failure;
	const goesOn = isTool(node) && kind !== 'run' && purchases.some(isPaid);
	const text = textOf(node, purchases, {
		what: whatHappenedTo(row),
		advice: lines(advice, goesOn ? CALL_AGAIN : ''),
		details: whatIsThere(row.failure, purchases),
	});
	const httpCode = String(facts.httpStatus ?? facts.code ?? '');
	// No itemIndex: n8n would add "[item 1]" to a message that speaks of row 2.
	return withText(new NodeApiError(node, {}, { ...text, httpCode }), text);
}

/**
 * The error of a run that was stopped; its description names every task that is paid or may be. n8n
 * takes an error with the word `canceled` for the Stop that it is (seen in n8n-core 2.41 and 1.122).
 */
export function stopError(node: INode, purchases: readonly Purchase[]): NodeOperationError {
	const what = 'The execution was canceled.';
	return operationError(node, purchases, { what, advice: '', ifPaid: AFTER_STOP });
}

/** The error of rows that cannot be used, and what earlier tries paid for. */
export function unusableRowsError(
	node: INode,
	rows: FailedRow[],
	rowCount: number,
	purchases: readonly Purchase[],
): NodeOperationError {
	const hasOthers = rows.length < rowCount && purchases.length === 0 && !isTool(node);
	const others = hasOthers ? WITHOUT_THEM : '';
	if (rows.length === 1) {
		const what = `${whatHappenedTo(rows[0])} Nothing was sent.`;
		const advice = lines(rows[0].failure.advice, others);
		return operationError(node, purchases, { what, advice });
	}
	const numbers = rows.map(({ itemIndex }) => String(itemIndex + 1));
	const named = listed(numbers, ', ', MESSAGE_LENGTH / 2, (count) => `and ${count} more`);
	return operationError(node, purchases, {
		what: `${rows.length} of ${rowCount} rows cannot be used, so nothing was sent: rows ${named}.`,
		advice: others,
		details: rows.map(rowMessage),
	});
}

/** The error of a run as a whole, whatever rows it has; it names what earlier tries paid for. */
export function runError(
	node: INode,
	{ message, advice }: Failure,
	purchases: readonly Purchase[],
): NodeOperationError {
	return operationError(node, purchases, { what: sentence(message), advice });
}

function operationError(
	node: INode,
	purchases: readonly Purchase[],
	told: Told,
): NodeOperationError {
	const text = textOf(node, purchases, told);
	return withText(new NodeOperationError(node, text.message), text);
}

/** n8n replaces messages that contain the likes of ENOENT, which a prompt may; what we say is to stay. */
function withText<T extends Error>(error: T, text: { message: string; description: string }): T {
	return Object.assign(error, text);
}

function textOf(
	node: INode,
	purchases: readonly Purchase[],
	{ what, advice, details = [], ifPaid = AFTER_FAILURE }: Told,
) {
	const inShort = words(what, paidInShort(purchases));
	const inFull = paidInFull(purchases, ifPaid.steps);
	if (isTool(node))
		return { message: cut(words(inShort, lines(advice, ...details))), description: inFull };
	const warning = purchases.some(isPaid) ? ifPaid.warning : '';
	const description = lines(advice, inFull);
	const roomLength = DESCRIPTION_LENGTH - description.length - 100;
	const fitting = listed(details, '\n', roomLength, (count) => `… and ${count} more`);
	return { message: cut(words(inShort, warning)), description: lines(description, fitting) };
}

function cut(message: string): string {
	if (message.length <= MESSAGE_LENGTH) return message;
	return `${message.slice(0, MESSAGE_LENGTH - 2)} …`;
}

/** How much is paid, in a sentence; empty where that is nothing. */
function paidInShort(purchases: readonly Purchase[]): string {
	const paid = purchases.filter(isPaid);
	const unclearCount = purchases.length - paid.length;
	const unclear =
		unclearCount > 0 ? `${counted(unclearCount, 'request')} may have been billed.` : '';
	if (paid.length === 0) return unclear;
	const images = paid.reduce((sum, { prompt }) => sum + prompt.num, 0);
	const ids = paid.slice(0, SHOWN_TASKS).map(({ taskId }) => taskId);
	const more = paid.length > SHOWN_TASKS ? ', …' : '';
	const noun = paid.length === 1 ? 'task' : 'tasks';
	const verb = images === 1 ? 'is' : 'are';
	const told = `${counted(images, 'image')} ${verb} paid (${noun} ${ids.join(', ')}${more}).`;
	return words(told, unclear);
}

/** All that is paid, and how to have it; the ids come first, as far as there is room. */
function paidInFull(purchases: readonly Purchase[], steps: string): string {
	const ids = purchases.filter(isPaid).map(({ taskId }) => taskId);
	const unclear = purchases
		.filter((purchase) => !isPaid(purchase))
		.map(({ itemIndex, prompt }) => `row ${itemIndex + 1}, text ${JSON.stringify(prompt.text)}`);
	const more = (count: number) => `and ${count} more: n8n's log has them, and a retry finds them`;
	const room = DESCRIPTION_LENGTH / 3;
	return lines(
		ids.length > 0 ? `${steps}\nPaid tasks: ${listed(ids, ', ', room, more)}.` : '',
		unclear.length > 0
			? `Requests that may have been billed: ${listed(unclear, '; ', room, more)}.`
			: '',
	);
}

/** The row's task, where no purchase names it, and the addresses of its images. */
function whatIsThere({ facts }: Failure, purchases: readonly Purchase[]): string[] {
	const { taskId, imageUrls } = facts;
	const isNamed = taskId === undefined || purchases.some((it) => it.taskId === taskId);
	return [
		...(isNamed ? [] : [`Task: ${taskId}`]),
		...(imageUrls ? [`Its images: ${imageUrls.join(', ')}`] : []),
	];
}
