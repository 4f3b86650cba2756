import { type IDataObject, type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure } from '../failure';
import { counted } from '../words';
import { isTool } from './isTool';
import type { Purchase } from '../run/purchases';

/** A row that failed. */
export interface FailedRow {
	itemIndex: number;
	failure: Failure;
}

/** Whether this is a row that failed. */
export function isFailed(row: object): row is FailedRow {
	return 'failure' in row;
}

/** What a failed row looks like for a person: `Row 3: …`, what to do included. */
export function rowMessage({ itemIndex, failure }: FailedRow): string {
	return `Row ${itemIndex + 1}: ${sentence(failure.message)} ${failure.advice}`.trim();
}

/** The json of a failed row under Continue: one key, `error`, so that n8n routes it to the error output. */
export function failedJson(row: FailedRow): IDataObject {
	return { error: { message: rowMessage(row), ...row.failure.facts } as unknown as IDataObject };
}

/** The error of a run in which a row failed: short, with all that was bought and how to get it in its description. */
export function runError(
	node: INode,
	row: FailedRow,
	purchases: readonly Purchase[],
): NodeApiError {
	const { failure, itemIndex } = row;
	const { inMessage, below } = placed(node, lines(failure.advice, whatIsThere(failure, purchases)));
	const message = words(
		`Row ${itemIndex + 1}: ${sentence(failure.message)}`,
		boughtInShort(purchases),
		inMessage,
		isTool(node) && failure.scope !== 'run' && purchases.some(isBought) ? CALL_AGAIN : '',
	);
	const description = lines(below, boughtInFull(purchases, RETRY_OR_QUERY));
	const { code, httpStatus } = failure.facts;
	const httpCode = String(httpStatus ?? code ?? '');
	// No itemIndex: n8n would add "[item 1]" to a message that speaks of row 2.
	const error = new NodeApiError(node, {}, { message, description, httpCode });
	return withWords(error, message, description);
}

/**
 * The error of a run that was stopped; its description names every task that is bought or may be. n8n
 * takes an error with the word `canceled` for the Stop that it is (seen in n8n-core 2.41 and 1.122).
 */
export function stopError(node: INode, purchases: readonly Purchase[]): NodeOperationError {
	const message = words('The execution was canceled.', boughtInShort(purchases));
	const description = boughtInFull(purchases, QUERY);
	return withWords(new NodeOperationError(node, message), message, description);
}

/** The error of rows that were refused before anything was sent; it names every one, and what earlier tries bought. */
export function refusal(
	node: INode,
	rows: FailedRow[],
	rowCount: number,
	purchases: readonly Purchase[],
): NodeOperationError {
	const [first] = rows;
	const numbers = rows.map(({ itemIndex }) => itemIndex + 1).join(', ');
	const what =
		rows.length === 1
			? `Row ${numbers}: ${sentence(first.failure.message)} Nothing was sent.`
			: `${rows.length} of ${rowCount} rows cannot be used, so nothing was sent: rows ${numbers}.`;
	const why =
		rows.length === 1 ? first.failure.advice : rows.map((row) => rowMessage(row)).join('\n');
	const { inMessage, below } = placed(node, why);
	const message = words(what, boughtInShort(purchases), inMessage);
	const description = lines(below, boughtInFull(purchases, RETRY_OR_QUERY));
	const error = new NodeOperationError(node, message);
	return withWords(error, message, description);
}

/** The error of a run that was refused as a whole, before anything was bought; it names what earlier tries bought. */
export function batchRefusal(
	node: INode,
	failure: Failure,
	purchases: readonly Purchase[],
): NodeOperationError {
	const { inMessage, below } = placed(node, failure.advice);
	const message = words(
		sentence(failure.message),
		'Nothing more is bought.',
		boughtInShort(purchases),
		inMessage,
	);
	const description = lines(below, boughtInFull(purchases, RETRY_OR_QUERY));
	return withWords(new NodeOperationError(node, message), message, description);
}

/** What to do stands below the message; of a tool's error, in it, since an agent's model reads nothing else. */
function placed(node: INode, advice: string): { inMessage: string; below: string } {
	return isTool(node) ? { inMessage: advice, below: '' } : { inMessage: '', below: advice };
}

/** n8n replaces messages that contain the likes of ENOENT, which a prompt may; what we say is to stay. */
function withWords<T extends NodeApiError | NodeOperationError>(
	error: T,
	message: string,
	description: string,
): T {
	error.message = message;
	error.description = description;
	return error;
}

function sentence(text: string): string {
	const capital = text.charAt(0).toUpperCase() + text.slice(1);
	return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

const SHOWN_TASKS = 3;

const QUERY = 'Query fetches what is bought, and costs nothing.';

const CALL_AGAIN = 'The same call again takes up what is bought, and does not pay again.';

const RETRY_OR_QUERY =
	'What is bought can be had without paying again: with Query, or by setting On Error of this node to Continue and retrying this execution with the currently saved workflow.';

/** How much is bought, in a sentence; empty where that is nothing. */
function boughtInShort(purchases: readonly Purchase[]): string {
	const bought = purchases.filter(isBought);
	const unclear = purchases.length > bought.length ? 'Some requests may have been billed.' : '';
	if (bought.length === 0) return unclear;
	const images = bought.reduce((sum, purchase) => sum + purchase.images, 0);
	const ids = bought.slice(0, SHOWN_TASKS).map(({ taskId }) => taskId);
	const more = bought.length > SHOWN_TASKS ? ', …' : '.';
	const verb = images === 1 ? 'is' : 'are';
	const noun = bought.length === 1 ? 'task' : 'tasks';
	return words(
		`${counted(images, 'image')} ${verb} bought: ${noun} ${ids.join(', ')}${more}`,
		unclear,
	);
}

function boughtInFull(purchases: readonly Purchase[], advice: string): string {
	const bought = purchases.filter(isBought).map(({ taskId }) => taskId);
	const unclear = purchases.filter((purchase) => !isBought(purchase)).map(rowAndText);
	return lines(
		bought.length > 0 ? `${advice} Tasks bought: ${bought.join(', ')}` : '',
		unclear.length > 0 ? `Requests that may have been billed: ${unclear.join('; ')}` : '',
	);
}

function isBought({ state }: Purchase): boolean {
	return state === 'bought';
}

function rowAndText({ itemIndex, request }: Purchase): string {
	const [text] = JSON.parse(request) as string[];
	return `row ${itemIndex + 1}, text ${JSON.stringify(text)}`;
}

/** The row's task, where no purchase names it, and the addresses of its images. */
function whatIsThere({ facts }: Failure, purchases: readonly Purchase[]): string {
	const { taskId, imageUrls } = facts;
	const isNamed = taskId === undefined || purchases.some((it) => it.taskId === taskId);
	return lines(
		isNamed ? '' : `Task: ${taskId}`,
		imageUrls ? `Its images: ${imageUrls.join(', ')}` : '',
	);
}

function lines(...parts: string[]): string {
	return parts.filter((part) => part !== '').join('\n');
}

function words(...parts: string[]): string {
	return parts.filter((part) => part !== '').join(' ');
}
