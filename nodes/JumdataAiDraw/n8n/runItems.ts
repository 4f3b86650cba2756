import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Clock } from '../async/clock';
import { type FailedRow, Failure, isFailed, orFailure } from '../failure';
import { obstacleTo } from '../operations/obstacleTo';
import { type Outcome, workOff } from '../operations/workOff';
import { type OperationName, PAYING } from '../rows/menu';
import type { Row } from '../rows/row';
import type { Ledger } from '../run/ledger';
import { summaryOf } from '../run/progress';
import type { Run } from '../run/run';
import { openLedger } from './openLedger';
import type { Lineages } from '../run/lineages';
import { InputFields } from './inputFields';
import { isTool } from './isTool';
import { failedItem, itemsOf } from './items';
import { rowError, runError, stopError, unusableRowsError } from './nodeErrors';
import { openRun, type Opening } from './openRun';
import { readRunSettings, readRow } from './parameters';

/**
 * Runs the node over all its items: checks every row before the first request, works on many at once,
 * and gives the results in row order, each paired with its row. Under Continue it never throws: a row
 * that fails is an item with `error`. Otherwise the first failure ends the run, and the error names
 * every task that is paid.
 */
export async function runItems(
	context: IExecuteFunctions,
	clock: Clock,
	lineages: Lineages,
): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return [[]];
	const ledger = openLedger(context, lineages);
	let handedOut: ReadonlySet<number> = new Set();
	try {
		const results = await resultsOf(context, clock, ledger);
		handedOut = results.handedOut;
		return [results.items];
	} finally {
		// Only now does a later run find what this one had taken up.
		ledger.close(handedOut);
	}
}

/** What a run gives. */
interface Results {
	items: INodeExecutionData[];
	/** The input items whose results go to the next node for good. */
	handedOut: ReadonlySet<number>;
}

async function resultsOf(
	context: IExecuteFunctions,
	clock: Clock,
	ledger: Ledger,
): Promise<Results> {
	const node = context.getNode();
	ledger.takeUpSame();
	const input = new InputFields(context);
	const settings = orFailure(() => readRunSettings(context));
	if (settings instanceof Failure) {
		if (!context.continueOnFail()) throw runError(node, settings, ledger.notHandedOut);
		const items = context
			.getInputData()
			.map((_, itemIndex) => failedItem(withTask({ itemIndex, failure: settings }, ledger), input));
		return { items, handedOut: new Set() };
	}
	const rows = rowsOf(context, settings.operation, ledger, input);
	const unusable = rows.filter(isFailed);
	if (unusable.length > 0 && !context.continueOnFail())
		throw unusableRowsError(node, unusable, rows.length, ledger.notHandedOut);
	return await drawAll({ context, clock, ledger, settings, rows }, input);
}

/** Reads every row, and takes up what was paid for it. */
function rowsOf(
	context: IExecuteFunctions,
	operation: OperationName,
	ledger: Ledger,
	input: InputFields,
): Array<Row | FailedRow> {
	const rows = context.getInputData().map((_, itemIndex) => {
		const paid = ledger.of(itemIndex)?.prompt;
		const read = () => readRow(context, itemIndex, operation, paid);
		const row = input.failureAt(itemIndex) ?? orFailure(read);
		return row instanceof Failure ? { itemIndex, failure: row } : row;
	});
	const promptOf = (row: Row | FailedRow) => ('prompt' in row ? row.prompt : undefined);
	if (PAYING.includes(operation)) ledger.takeUpAlike(rows.map(promptOf));
	return rows.map((row) => (isFailed(row) ? withTask(row, ledger) : row));
}

/** Works through the run and hands its results out, in n8n's terms. */
async function drawAll(opening: Opening, input: InputFields): Promise<Results> {
	const { context, ledger, settings, rows } = opening;
	const run = openRun(opening);
	const { ending } = run;
	const obstacle = await obstacleTo(settings, rows, run);
	const outcomes = await workOff(rows, run, settings.maxConcurrency, obstacle);
	run.close();
	ledger.unclearInARow = ending.unclearInARow;
	const error = errorOf(context, run, obstacle);
	if (ending.wasStopped) {
		const told = `Jumdata AI Draw: ${error?.message} ${error?.description ?? ''}`;
		context.logger.warn(told.replaceAll('\n', ' '));
	}
	if (error && !context.continueOnFail()) throw error;
	const message = summaryOf(run.progress.report);
	// Not every n8n has hints.
	if (message) context.addExecutionHints?.({ message, location: 'outputPane', type: 'info' });
	return {
		items: outcomes.flatMap((outcome) => itemsOf(outcome, input)),
		handedOut: ending.wasStopped ? new Set() : handedOutOf(outcomes, context),
	};
}

/** The error that this result is for a run that does not continue, if it is one. */
function errorOf(context: IExecuteFunctions, { ending, ledger }: Run, obstacle?: Failure) {
	const node = context.getNode();
	if (ending.wasStopped) return stopError(node, ledger.notHandedOut);
	if (obstacle) return runError(node, obstacle, ledger.notHandedOut);
	if (ending.firstFailure) return rowError(node, ending.firstFailure, ledger.notHandedOut);
	return ending.haltedFor && runError(node, ending.haltedFor, ledger.notHandedOut);
}

/**
 * The items whose results are given to the next node for good: those that succeeded or failed for good. What
 * is unclear, or may still succeed, is looked for by a later run. To an agent, which repeats a call that
 * failed, neither a failed row nor a task that is not done is given out for good.
 */
function handedOutOf(outcomes: readonly Outcome[], context: IExecuteFunctions): Set<number> {
	const ofTool = isTool(context.getNode());
	const isHandedOut = (outcome: Outcome) => {
		if (isFailed(outcome)) return outcome.failure.kind === 'row' && !ofTool;
		return outcome.outputs.every((output) =>
			'failure' in output ? output.failure.kind === 'row' : !(ofTool && output.json.done === false),
		);
	};
	return new Set(outcomes.filter(isHandedOut).map(({ itemIndex }) => itemIndex));
}

/** A row that cannot be used any more, with the task that an earlier try paid for. */
function withTask({ itemIndex, failure }: FailedRow, ledger: Ledger): FailedRow {
	return { itemIndex, failure: failure.with({ taskId: ledger.taskIdAt(itemIndex) }) };
}
