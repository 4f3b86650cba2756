import { Failure, type FailedRow, isFailed } from '../failure';
import type { Run } from '../run/run';
import type { Row } from '../rows/row';
import { counted, words } from '../words';
import { askBalance } from './askBalance';

/** How much a run may buy. */
interface Limits {
	/** Most images that the node may buy in one execution; 0 = no limit. */
	maxImages: number;
	/** The balance below which nothing is paid for; 0 = not looked at. */
	minBalance: number;
}

/** Why this run must not begin, if it must not. Limits of what may be paid for do not concern a run with nothing left to pay for. */
export async function obstacleTo(
	limits: Limits,
	rows: Array<Row | FailedRow>,
	run: Run,
): Promise<Failure | undefined> {
	const wanted = rows.reduce((sum, row) => sum + imagesToBuy(row, run), 0);
	return (
		givenUp(wanted, run) ??
		beyondMaxImages(wanted, limits, run) ??
		(await unusableCredential(run)) ??
		(await belowMinBalance(wanted, limits, rows, run))
	);
}

function imagesToBuy(row: Row | FailedRow, run: Run): number {
	const isToBuy = 'prompt' in row && run.ledger.of(row.itemIndex) === undefined;
	return isToBuy ? row.prompt.num : 0;
}

function givenUp(wanted: number, run: Run): Failure | undefined {
	if (wanted === 0 || !run.ending.hasGivenUp) return undefined;
	return new Failure(
		'nothing more is sent in this execution, since several requests in a row may have been billed and no task ID came back',
		'Check at https://my.jumdata.com whether they were billed. A new execution sends them again, and is paid.',
	);
}

async function unusableCredential(run: Run): Promise<Failure | undefined> {
	try {
		await run.service.assertCredential();
		return undefined;
	} catch (error) {
		const { message } = Failure.from(error);
		return new Failure(
			message,
			'Choose a Jumdata API credential in this node, or correct the one that is chosen.',
		);
	}
}

function beyondMaxImages(wanted: number, { maxImages }: Limits, run: Run): Failure | undefined {
	const taken = run.ledger.budget.reserve(wanted, maxImages || Infinity);
	if (taken === undefined) return undefined;
	const paid = `${counted(taken, 'image')} ${taken === 1 ? 'is' : 'are'} already paid or about to be`;
	return new Failure(
		taken === 0
			? `Max Images is ${maxImages}, and this run needs ${wanted}, so nothing was sent`
			: `Max Images is ${maxImages}: ${paid}, and this run needs ${wanted} more, so nothing was sent`,
		'Give the node fewer rows or images, or raise the option "Max Images".',
	);
}

/** The waiting times of the first row hold for this question about the whole run. */
async function belowMinBalance(
	wanted: number,
	{ minBalance }: Limits,
	rows: Array<Row | FailedRow>,
	run: Run,
): Promise<Failure | undefined> {
	const row = rows.find((it): it is Row => !isFailed(it));
	if (minBalance === 0 || wanted === 0 || !row) return undefined;
	try {
		const { balance } = await askBalance(row, run.clock.now() + row.maxWaitMs, run);
		if (balance >= minBalance) return undefined;
		return new Failure(
			`the balance (${balance}) is below Min Balance (${minBalance})`,
			'Top up the account at https://my.jumdata.com, or lower the option "Min Balance".',
		);
	} catch (error) {
		const { message, advice, facts } = Failure.from(error);
		return new Failure(
			`Min Balance could not be checked, since ${message}`,
			words(advice, 'To run without this check, set the option "Min Balance" to 0.'),
			facts,
		);
	}
}
