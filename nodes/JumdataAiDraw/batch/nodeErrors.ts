import { type IDataObject, type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure } from '../api/failure';
import { counted } from '../counted';
import type { Purchase } from './purchases';

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
	const message = `Row ${itemIndex + 1}: ${sentence(failure.message)} ${boughtInShort(purchases)}`;
	const description = lines(failure.advice, addresses(failure), boughtInFull(purchases));
	const { code, httpStatus } = failure.facts;
	const httpCode = String(httpStatus ?? code ?? '');
	const error = new NodeApiError(node, {}, { message, description, itemIndex, httpCode });
	return withWords(error, message, description);
}

/**
 * The error of a run that was stopped; its description names every task that is bought or may be. n8n
 * takes an error with the word `canceled` for the Stop that it is (seen in n8n-core 2.41 and 1.122).
 */
export function stopError(node: INode, purchases: readonly Purchase[]): NodeOperationError {
	const message = `The execution was canceled. ${boughtInShort(purchases)}`;
	const description = boughtInFull(purchases);
	return withWords(new NodeOperationError(node, message, { description }), message, description);
}

/** The error of rows that were refused before anything was sent; it names every one. */
export function refusal(node: INode, rows: FailedRow[], rowCount: number): NodeOperationError {
	const [first] = rows;
	const numbers = rows.map(({ itemIndex }) => itemIndex + 1);
	const message =
		rows.length === 1
			? `Row ${numbers[0]}: ${sentence(first.failure.message)} Nothing was sent.`
			: `${rows.length} of ${rowCount} rows cannot be used, so nothing was sent: rows ${numbers.join(', ')}.`;
	const description =
		rows.length === 1 ? first.failure.advice : rows.map((row) => rowMessage(row)).join('\n');
	const error = new NodeOperationError(node, message, { itemIndex: first.itemIndex, description });
	return withWords(error, message, description);
}

/** The error of a run that was refused as a whole, before anything was sent. */
export function batchRefusal(node: INode, { message, advice }: Failure): NodeOperationError {
	const text = sentence(message);
	const error = new NodeOperationError(node, text, { description: advice });
	return withWords(error, text, advice);
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

function boughtInShort(purchases: readonly Purchase[]): string {
	const bought = purchases.filter(isBought);
	if (bought.length === 0) {
		return purchases.length === 0
			? 'Nothing was bought.'
			: 'Whether anything was bought is not known.';
	}
	const images = bought.reduce((sum, purchase) => sum + purchase.images, 0);
	const ids = bought.slice(0, SHOWN_TASKS).map(({ taskId }) => taskId);
	const more = bought.length > SHOWN_TASKS ? ', …' : '.';
	const verb = images === 1 ? 'is' : 'are';
	const noun = bought.length === 1 ? 'task' : 'tasks';
	return `${counted(images, 'image')} ${verb} bought: ${noun} ${ids.join(', ')}${more}`;
}

function boughtInFull(purchases: readonly Purchase[]): string {
	const bought = purchases.filter(isBought).map(({ taskId }) => taskId);
	const unclear = purchases.filter((purchase) => !isBought(purchase)).map(rowAndRequest);
	return lines(
		bought.length > 0
			? `To get what is bought without paying again, retry this execution, or use the Query operation. Tasks bought: ${bought.join(', ')}`
			: '',
		unclear.length > 0 ? `Requests that may have been billed: ${unclear.join(', ')}` : '',
	);
}

function isBought({ state }: Purchase): boolean {
	return state === 'bought';
}

function rowAndRequest({ itemIndex, request }: Purchase): string {
	return `row ${itemIndex + 1} ${request}`;
}

function addresses({ facts }: Failure): string {
	return facts.imageUrls ? `Images not fetched: ${facts.imageUrls.join(', ')}` : '';
}

function lines(...parts: string[]): string {
	return parts.filter((part) => part !== '').join('\n');
}
