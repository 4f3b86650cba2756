import { Failure } from '../api/failure';
import type { Prompt } from '../api/values';
import { askBalance } from '../operations/askBalance';
import type { Run } from '../operations/run';
import type { BatchSettings, Row } from '../parameters';
import { type FailedRow, isFailed } from './nodeErrors';

/** What a run is about to buy. */
interface Plan {
	settings: BatchSettings;
	rows: Array<Row | FailedRow>;
	/** What the rows that buy ask for, by item index. */
	prompts: ReadonlyMap<number, Prompt>;
}

/** Why this run must not buy what it is about to, if it must not; a run with nothing left to buy may go on. */
export async function refusalOf(plan: Plan, run: Run): Promise<Failure | undefined> {
	const wanted = [...plan.prompts]
		.filter(([itemIndex]) => !run.remembered.has(itemIndex))
		.reduce((sum, [, { num }]) => sum + num, 0);
	if (wanted === 0) return undefined;
	return beyondMaxImages(wanted, plan, run) ?? (await belowMinBalance(plan, run));
}

function beyondMaxImages(wanted: number, { settings }: Plan, run: Run): Failure | undefined {
	const { maxImages } = settings;
	const bought = run.purchases.images;
	if (maxImages === 0 || bought + wanted <= maxImages) return undefined;
	return new Failure(
		`Max Images allows ${maxImages} in one execution; ${bought} are bought already, and this run would buy ${wanted} more. Nothing was sent.`,
		'Give the node fewer rows or images, or raise the option "Max Images".',
	);
}

/** The waiting times of the first row hold for this question about the whole run. */
async function belowMinBalance({ settings, rows }: Plan, run: Run): Promise<Failure | undefined> {
	const { minBalance } = settings;
	const row = rows.find((it): it is Row => !isFailed(it));
	if (minBalance === 0 || !row) return undefined;
	try {
		const { balance } = await askBalance(row, run.clock.now() + row.maxWaitMs, run);
		if (balance >= minBalance) return undefined;
		return new Failure(
			`the balance is ${balance}, and Min Balance asks for ${minBalance}. Nothing was bought.`,
			'Top up the account at https://my.jumdata.com, or lower the option "Min Balance".',
		);
	} catch (error) {
		const { message, advice, facts } = Failure.from(error);
		return new Failure(`${message}. Min Balance is set, so nothing was bought.`, advice, facts);
	}
}
