import type { IExecuteFunctions } from 'n8n-workflow';
import type { Clock } from '../async/clock';
import { Patience } from '../async/patience';
import { whenAborted } from '../async/whenAborted';
import { type FailedRow, Failure, isFailed } from '../failure';
import { Downloads } from '../images/downloads';
import type { Reply } from '../jumdata/answers';
import { Client } from '../jumdata/client';
import { failureOf } from '../jumdata/failureOf';
import { Checker } from '../looking/checker';
import { Pace } from '../pacing/pace';
import type { Row } from '../rows/row';
import { Ending } from '../run/ending';
import type { Ledger } from '../run/ledger';
import { fileNamesOf } from '../run/fileNamesOf';
import { Progress } from '../run/progress';
import type { Run } from '../run/run';
import { apiOf, assertCredential } from './http';
import { imagesOf } from './imagesOf';
import type { readRunSettings } from './parameters';

const DOWNLOADS_AT_ONCE = 4;
/** Rows whose own time is over at the same moment are to say so themselves, after their last check. */
const OWN_TIME_FIRST_MS = 2_000;

/** What a run is made from. */
export interface Opening {
	context: IExecuteFunctions;
	clock: Clock;
	ledger: Ledger;
	settings: ReturnType<typeof readRunSettings>;
	rows: Array<Row | FailedRow>;
}

/** Opens what all rows of a run share; `close` when they have ended. */
export function openRun(opening: Opening): Run & { close(): void } {
	const { context, clock, ledger, rows } = opening;
	const ending = new Ending(
		context.continueOnFail(),
		context.getExecutionCancelSignal?.(),
		ledger.unclearInARow,
	);
	const service = serviceOf(opening, ending);
	const downloads = new Downloads(imagesOf(context, clock), clock, {
		atOnce: DOWNLOADS_AT_ONCE,
		longestMs: longestWaitMs(rows),
		quit: ending.quit,
	});
	const { logger } = context;
	return {
		clock,
		service,
		downloads,
		fileNameOf: fileNamesOf(rows),
		ledger,
		ending,
		progress: new Progress(
			rows.length,
			clock,
			(report) => context.sendMessageToUI?.(report),
			(line) => logger.info(`Jumdata AI Draw: ${line}`),
		),
		log: logger,
		balances: new Map(),
		close: () => {
			ending.close();
			service.submitPatience.close();
			service.queryPatience.close();
			downloads.close();
		},
	};
}

function serviceOf(opening: Opening, ending: Ending): Run['service'] {
	const { context, clock, ledger, settings, rows } = opening;
	const isNotPaid = ({ itemIndex }: Row) => ledger.of(itemIndex)?.taskId === undefined;
	const pace = new Pace(clock, ending.halted, settings.maxConcurrency);
	const submitPatience = new Patience<Reply>(clock, () => longestWaitMs(rows, isNotPaid));
	const queryPatience = new Patience<Reply>(clock, () => longestWaitMs(rows));
	haltWhenOver(ending, submitPatience, 'Jumdata accepted no row');
	haltWhenOver(ending, queryPatience, 'Jumdata answered no query');
	return {
		client: new Client(apiOf(context, clock), () => clock.date()),
		pace,
		checker: new Checker(clock, pace.gate),
		submitPatience,
		queryPatience,
		assertCredential: async () => await assertCredential(context),
	};
}

/** The longest time that any row has, of those that are meant. */
function longestWaitMs(
	rows: ReadonlyArray<Row | FailedRow>,
	isMeant: (row: Row) => boolean = () => true,
): number {
	const waits = rows.map((row) => (!isFailed(row) && isMeant(row) ? row.maxWaitMs : 0));
	return waits.reduce((longest, ms) => Math.max(longest, ms), 0) + OWN_TIME_FIRST_MS;
}

function haltWhenOver(ending: Ending, patience: Patience<Reply>, what: string): void {
	whenAborted(patience.over, () => {
		const last = patience.reason!;
		const { message, advice, facts } = failureOf(last);
		const hasAnswered = 'httpStatus' in last;
		const why = `${what} within Max Wait Time; the last try: ${message}`;
		ending.haltFor(new Failure(hasAnswered ? why : message, advice, facts, 'run'));
	});
}
