import type { IExecuteFunctions } from 'n8n-workflow';
import { Client } from '../jumdata/client';
import { Failure } from '../failure';
import type { Prompt } from '../jumdata/values';
import { downloadImage } from '../images/downloadImage';
import type { DrawingMemory } from './drawingMemory';
import { Ending } from '../run/ending';
import type { Clock } from '../async/clock';
import { Deadline } from '../async/deadline';
import { Checker } from '../looking/checker';
import { Pace } from '../pacing/pace';
import { Slots } from '../async/slots';
import { apiOf, assertCredential, imagesOf } from './http';
import { refusalOf } from '../run/limits';
import { type FailedRow, isFailed } from './nodeErrors';
import { type Operation, operations } from '../operations/operations';
import type { BatchSettings, Row } from './parameters';
import { Progress, type ProgressReport } from '../run/progress';
import type { Purchases } from '../run/purchases';
import type { Output, Run } from '../run/run';

const DOWNLOADS_AT_ONCE = 4;

/** All that one run of the node is about. */
export interface Batch {
	context: IExecuteFunctions;
	clock: Clock;
	memory: DrawingMemory;
	settings: BatchSettings;
	/** Every row in order, those that cannot be used included. */
	rows: Array<Row | FailedRow>;
	/** What the rows that buy ask for, by item index. */
	prompts: ReadonlyMap<number, Prompt>;
	purchases: Purchases;
}

/** What came of one row. */
export type Outcome = FailedRow | { itemIndex: number; outputs: Output[] };

/** What came of a batch: one outcome a row, in row order. */
export interface BatchResult {
	outcomes: Outcome[];
	/** Why the run was refused as a whole, before anything was bought. */
	refusal?: Failure;
	/** The failure that came first and was a row's own; without Continue it ended the run. */
	firstFailure?: FailedRow;
	wasStopped: boolean;
	report: ProgressReport;
}

/** Works on the rows side by side, and settles when every one of them has; it never rejects. */
export async function workOff(batch: Batch): Promise<BatchResult> {
	const { context, rows, settings } = batch;
	const ending = new Ending(context.continueOnFail(), context.getExecutionCancelSignal?.());
	const run = runOf(batch, ending);
	const refusal = await refusalOf(batch, run);
	const work = unlessRefused(operations[settings.operation], refusal);
	const outcomes = await Promise.all(
		rows.map(async (row): Promise<Outcome> => {
			const outcome = isFailed(row) ? row : await outcomeOf(row, ending, work(row, run));
			run.progress.rowEnds(row.itemIndex, hasNothing(outcome));
			return outcome;
		}),
	);
	ending.close();
	learnFrom(run, batch);
	const { firstFailure, wasStopped } = ending;
	return { outcomes, refusal, firstFailure, wasStopped, report: run.progress.report };
}

/** Of a task that was bought before this run, nobody knows when it began. */
function learnFrom(run: Run, { context, memory, settings }: Batch): void {
	const { learned } = run.checker;
	const isFirstHand = settings.operation === 'generateAndWait' && run.remembered.size === 0;
	if (isFirstHand && learned) memory.learn(context, learned);
}

/** A refused run buys nothing; under Continue, rows that are bought already go on. */
function unlessRefused(work: Operation, refusal: Failure | undefined): Operation {
	if (!refusal) return work;
	return async (row, run) => {
		const goesOn = run.continuesOnFail && run.remembered.has(row.itemIndex);
		return goesOn ? await work(row, run) : await Promise.reject(refusal);
	};
}

/** Whether a row gave nothing but failures. */
function hasNothing(outcome: Outcome): boolean {
	return isFailed(outcome) || outcome.outputs.every((output) => 'failure' in output);
}

async function outcomeOf(
	{ itemIndex }: Row,
	ending: Ending,
	work: Promise<Output[]>,
): Promise<Outcome> {
	try {
		return { itemIndex, outputs: await work };
	} catch (error) {
		return ending.meet({ itemIndex, failure: Failure.from(error) });
	}
}

function runOf(
	{ context, clock, memory, settings, rows, purchases, prompts }: Batch,
	ending: Ending,
): Run {
	const { logger } = context;
	const open = imagesOf(context);
	const { stopped, quit, halted } = ending;
	const slots = new Slots(settings.maxConcurrency);
	const downloads = new Slots(DOWNLOADS_AT_ONCE);
	const pace = new Pace(clock, halted, settings.maxConcurrency);
	const progress = new Progress(rows.length, clock, (it) => context.sendMessageToUI?.(it));
	return {
		client: new Client(apiOf(context, clock), () => clock.now()),
		clock,
		purchases,
		remembered: purchases.takeUp(prompts),
		pace,
		checker: new Checker(clock, pace.checks, memory.timesOf(context)),
		progress,
		log: {
			info: (message) => logger.info(message),
			warn: (message) => logger.warn(message),
		},
		continuesOnFail: ending.continuesOnFail,
		stopped,
		quit,
		halted,
		inTurn: async (row, job) =>
			await slots.run(async () => {
				progress.rowBegins(row.itemIndex);
				return await met(row, ending, job(new Deadline(row.maxWaitMs)));
			}),
		inDownloadTurn: async (row, job) =>
			await downloads.run(async () => await met(row, ending, job())),
		fails: ({ itemIndex }, failure) => ending.meet({ itemIndex, failure }).failure,
		assertCredential: async () => await assertCredential(context),
		endedFailure: () => ending.failure(),
		fetchImage: async (url, { requestTimeoutMs: stallMs }, fileName) =>
			await downloadImage({ url, fileName, stallMs, signal: quit }, open, clock),
	};
}

async function met<T>({ itemIndex }: Row, ending: Ending, job: Promise<T>): Promise<T> {
	try {
		return await job;
	} catch (error) {
		const { failure } = ending.meet({ itemIndex, failure: Failure.from(error) });
		return await Promise.reject(failure);
	}
}
