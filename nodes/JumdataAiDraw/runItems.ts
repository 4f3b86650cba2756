import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Failure } from './api/failure';
import type { Prompt } from './api/values';
import { type Batch, type Outcome, workOff } from './batch/batch';
import type { Clock } from './flow/clock';
import {
	batchRefusal,
	type FailedRow,
	failedJson,
	isFailed,
	refusal,
	runError,
	stopError,
} from './batch/nodeErrors';
import { type BatchSettings, readBatchSettings, readRow, type Row } from './parameters';
import { summaryOf } from './batch/progress';
import { Purchases } from './batch/purchases';

/**
 * Runs the node over all its items: checks every row before the first request, works on many at once,
 * and gives the results in row order, each paired with its row. Under Continue it never throws: a row
 * that fails is an item with `error`. Otherwise the first failure ends the run, and the error names
 * every task that is bought.
 */
export async function runItems(
	context: IExecuteFunctions,
	clock: Clock,
): Promise<INodeExecutionData[][]> {
	const itemIndexes = context.getInputData().map((_, itemIndex) => itemIndex);
	if (itemIndexes.length === 0) return [[]];
	const settings = orFailure(() => readBatchSettings(context));
	if (settings instanceof Failure) return refuseAll(context, itemIndexes, settings);
	const rows = itemIndexes.map((itemIndex) => readOrFail(context, itemIndex, settings));
	const refused = rows.filter(isFailed);
	if (refused.length > 0 && !context.continueOnFail()) {
		throw refusal(context.getNode(), refused, rows.length);
	}
	const purchases = new Purchases(context.getContext('node'), runIndexOf(context));
	const batch: Batch = { context, clock, settings, rows, purchases, prompts: promptsOf(rows) };
	return await drawAll(batch);
}

/** Works through the batch and hands its results out, in n8n's terms. */
async function drawAll(batch: Batch): Promise<INodeExecutionData[][]> {
	const { context, purchases } = batch;
	const { outcomes, refusal, firstFailure, wasStopped, report } = await workOff(batch);
	const continues = context.continueOnFail();
	const isHandedOut = !wasStopped && (continues || !firstFailure);
	purchases.close(isHandedOut);
	if (wasStopped) {
		const error = stopError(context.getNode(), purchases.ofThisRun);
		context.logger.warn(`Jumdata AI Draw: ${error.message} ${error.description ?? ''}`);
		if (!continues) throw error;
	} else if (refusal && !continues) {
		throw batchRefusal(context.getNode(), refusal);
	} else if (firstFailure && !continues) {
		throw runError(context.getNode(), firstFailure, purchases.ofThisRun);
	}
	if (isHandedOut) tellSummary(context, summaryOf(report));
	return [outcomes.flatMap(itemsOf)];
}

/** A hint in the output pane, where n8n has one. */
function tellSummary(context: IExecuteFunctions, message: string): void {
	if (typeof context.addExecutionHints !== 'function') return;
	context.addExecutionHints({ message, location: 'outputPane', type: 'info' });
}

function refuseAll(
	context: IExecuteFunctions,
	itemIndexes: number[],
	failure: Failure,
): INodeExecutionData[][] {
	if (!context.continueOnFail()) throw batchRefusal(context.getNode(), failure);
	return [itemIndexes.map((itemIndex) => failedItem({ itemIndex, failure }))];
}

function readOrFail(
	context: IExecuteFunctions,
	itemIndex: number,
	{ operation }: BatchSettings,
): Row | FailedRow {
	const row = orFailure(() => readRow(context, itemIndex, operation));
	return row instanceof Failure ? { itemIndex, failure: row } : row;
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
