import { Failure } from '../failure';
import type { Prompt } from '../jumdata/values';
import { askBalance } from '../operations/askBalance';
import type { Run } from './run';
import type { BatchSettings, Row } from '../n8n/parameters';
import { type FailedRow, isFailed } from '../n8n/nodeErrors';

/** What a run is about to buy. */
interface Plan {
	settings: BatchSettings;
	rows: Array<Row | FailedRow>;
	/** What the rows that buy ask for, by item index. */
	prompts: ReadonlyMap<number, Prompt>;
}

/** Why this run must not begin, if it must not. Limits of what may be bought do not concern a run with nothing left to buy. */
export async function refusalOf(plan: Plan, run: Run): Promise<Failure | undefined> {
	const wanted = [...plan.prompts]
		.filter(([itemIndex]) => !run.remembered.has(itemIndex))
		.reduce((sum, [, { num }]) => sum + num, 0);
	const beyond = wanted > 0 ? beyondMaxImages(wanted, plan, run) : undefined;
	return beyond ?? (await unusableCredential(run)) ?? (await belowMinBalance(wanted, plan, run));
}

async function unusableCredential(run: Run): Promise<Failure | undefined> {
	try {
		await run.assertCredential();
		return undefined;
	} catch (error) {
		const { message } = Failure.from(error);
		return new Failure(
			message,
			'Choose a Jumdata API credential in this node, and fill in both keys.',
		);
	}
}

function beyondMaxImages(wanted: number, { settings }: Plan, run: Run): Failure | undefined {
	const { maxImages } = settings;
	const taken = run.purchases.reserve(wanted, maxImages || Infinity);
	if (taken === undefined) return undefined;
	return new Failure(
		`Max Images allows ${maxImages} in one execution; bought already: ${taken}, and this run would buy ${wanted} more`,
		'Give the node fewer rows or images, or raise the option "Max Images".',
	);
}

/** The waiting times of the first row hold for this question about the whole run. */
async function belowMinBalance(
	wanted: number,
	{ settings, rows }: Plan,
	run: Run,
): Promise<Failure | undefined> {
	const { minBalance } = settings;
	const row = rows.find((it): it is Row => !isFailed(it));
	if (minBalance === 0 || wanted === 0 || !row) return undefined;
	try {
		const { balance } = await askBalance(row, run.clock.now() + row.maxWaitMs, run);
		if (balance >= minBalance) return undefined;
		return new Failure(
			`the balance is ${balance}, and Min Balance asks for ${minBalance}`,
			'Top up the account at https://my.jumdata.com, or lower the option "Min Balance".',
		);
	} catch (error) {
		const { message, advice, facts } = Failure.from(error);
		return new Failure(`${message} (Min Balance is set)`, advice, facts);
	}
}
