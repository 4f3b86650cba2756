import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Failure } from '../failure';
import type { Prompt } from '../jumdata/values';
import { type Batch, type BatchResult, type Outcome, workOff } from './batch';
import { isTool } from './isTool';
import type { DrawingMemory } from './drawingMemory';
import type { Clock } from '../async/clock';
import {
	batchRefusal,
	type FailedRow,
	failedJson,
	isFailed,
	refusal,
	runError,
	stopError,
} from './nodeErrors';
import { type BatchSettings, readBatchSettings, readRow, type Row } from './parameters';
import { summaryOf } from '../run/progress';
import { Purchases } from '../run/purchases';

/**
 * Runs the node over all its items: checks every row before the first request, works on many at once,
 * and gives the results in row order, each paired with its row. Under Continue it never throws: a row
 * that fails is an item with `error`. Otherwise the first failure ends the run, and the error names
 * every task that is bought.
 */
export async function runItems(
	context: IExecuteFunctions,
	clock: Clock,
	memory: DrawingMemory,
): Promise<INodeExecutionData[][]> {
	const itemIndexes = context.getInputData().map((_, itemIndex) => itemIndex);
	if (itemIndexes.length === 0) return [[]];
	const purchases = new Purchases(context.getContext('node'), {
		runIndex: runIndexOf(context),
		executionId: context.getExecutionId(),
		isTool: isTool(context.getNode()),
	});
	const settings = orFailure(() => readBatchSettings(context));
	if (settings instanceof Failure) {
		if (!context.continueOnFail()) throw batchRefusal(context.getNode(), settings, purchases.open);
		const refusedRow = (itemIndex: number) => withTask({ itemIndex, failure: settings }, purchases);
		return [itemIndexes.map((itemIndex) => failedItem(refusedRow(itemIndex)))];
	}
	const rows = itemIndexes.map((itemIndex) => {
		const row = readOrFail(context, itemIndex, settings);
		return isFailed(row) ? withTask(row, purchases) : row;
	});
	const refused = rows.filter(isFailed);
	if (refused.length > 0 && !context.continueOnFail()) {
		throw refusal(context.getNode(), refused, rows.length, purchases.open);
	}
	const prompts = promptsOf(rows);
	return await drawAll({ context, clock, memory, settings, rows, purchases, prompts });
}

/** Works through the batch and hands its results out, in n8n's terms. */
async function drawAll(batch: Batch): Promise<INodeExecutionData[][]> {
	const { context, purchases } = batch;
	const result = await workOff(batch);
	const error = errorOf(result, batch);
	const isThrown = error !== undefined && !context.continueOnFail();
	purchases.close(isThrown || result.wasStopped ? new Set() : deliveredOf(result, context));
	if (result.wasStopped) {
		const told = `Jumdata AI Draw: ${error?.message} ${error?.description ?? ''}`;
		context.logger.warn(told.replaceAll('\n', ' '));
	}
	if (isThrown) throw error;
	tellSummary(context, summaryOf(result.report));
	return [result.outcomes.flatMap(itemsOf)];
}

/** The error that this result is for a run that does not continue, if it is one. */
function errorOf(result: BatchResult, { context, purchases }: Batch) {
	const { refusal: reason, firstFailure, wasStopped } = result;
	const node = context.getNode();
	if (wasStopped) return stopError(node, purchases.ofThisRun);
	if (reason) return batchRefusal(node, reason, purchases.open);
	return firstFailure && runError(node, firstFailure, purchases.ofThisRun);
}

/**
 * The items whose rows gave a result: a failure or a task that is not done is none yet. An unclear
 * request is: in a loop the next turn draws anew. A tool's is not, since the next call of an agent,
 * which tells no turns apart, would repeat it.
 */
function deliveredOf({ outcomes }: BatchResult, context: IExecuteFunctions): Set<number> {
	const ofTool = isTool(context.getNode());
	const isDelivered = (outcome: Outcome) =>
		isFailed(outcome)
			? !ofTool && outcome.failure.facts.text !== undefined
			: outcome.outputs.some((output) => 'json' in output && output.json.done !== false);
	return new Set(outcomes.filter(isDelivered).map(({ itemIndex }) => itemIndex));
}

/** A hint in the output pane, where n8n has one. */
function tellSummary(context: IExecuteFunctions, message: string): void {
	if (typeof context.addExecutionHints !== 'function') return;
	context.addExecutionHints({ message, location: 'outputPane', type: 'info' });
}

function readOrFail(
	context: IExecuteFunctions,
	itemIndex: number,
	{ operation }: BatchSettings,
): Row | FailedRow {
	const row = orFailure(() => readRow(context, itemIndex, operation));
	return row instanceof Failure ? { itemIndex, failure: row } : row;
}

/** A row that cannot be used any more, with the task that an earlier try bought for it. */
function withTask({ itemIndex, failure }: FailedRow, purchases: Purchases): FailedRow {
	const taskId = purchases.taskIdOf(itemIndex);
	return { itemIndex, failure: failure.with({ taskId }) };
}

function orFailure<T>(read: () => T): T | Failure {
	try {
		return read();
	} catch (error) {
		return Failure.from(error);
	}
}

/** Which turn of a loop this is; a retry has the same. Source: n8n 2.41 and 1.122. */
function runIndexOf(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex);
}

function promptsOf(rows: Array<Row | FailedRow>): Map<number, Prompt> {
	const prompts = new Map<number, Prompt>();
	for (const row of rows) {
		if ('prompt' in row) prompts.set(row.itemIndex, row.prompt as Prompt);
	}
	return prompts;
}

function itemsOf(outcome: Outcome): INodeExecutionData[] {
	if (isFailed(outcome)) return [failedItem(outcome)];
	const { itemIndex, outputs } = outcome;
	return outputs.map((output) => {
		if ('failure' in output) return failedItem({ itemIndex, failure: output.failure });
		const { json, pictures } = output;
		return {
			json: json as IDataObject,
			...(pictures && { binary: pictures as INodeExecutionData['binary'] }),
			pairedItem: { item: itemIndex },
		};
	});
}

function failedItem(row: FailedRow): INodeExecutionData {
	return { json: failedJson(row), pairedItem: { item: row.itemIndex } };
}
