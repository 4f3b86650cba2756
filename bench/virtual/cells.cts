import { mean } from '../figures.cts';
import { type Account, measure, type Result } from './account.cts';
import { thisNode } from './policies.cts';

/** Far from the seeds with which the policy was tuned. */
export const FIRST_SEED = 900_001;

/** A batch of the node's on an account. */
export interface Batch {
	account: Omit<Account, 'seed'>;
	maxConcurrency: number;
	/** What the all-knowing client may have under way; as much as it likes, if nothing is said. */
	idealAtOnce?: number;
}

/** What the node made of a batch, as the mean over so many seeds. */
export async function meanOf(
	{ account, maxConcurrency, idealAtOnce }: Batch,
	seedCount: number,
): Promise<Result> {
	const results: Result[] = [];
	for (let index = 0; index < seedCount; index++) {
		const { rows, slots, drawMs } = account;
		const seed =
			FIRST_SEED + 7_919 * rows + 104_729 * Math.min(slots, rows) + drawMs + maxConcurrency + index;
		results.push(await measure({ ...account, seed }, thisNode(maxConcurrency), idealAtOnce));
	}
	const names = Object.keys(results[0]) as Array<keyof Result>;
	const entries = names.map((name) => [name, mean(results.map((result) => result[name]))]);
	return Object.fromEntries(entries) as Result;
}

/** The largest of what a measure says of several results. */
export function worst(results: readonly Result[], of: keyof Result): number {
	return Math.max(...results.map((result) => result[of]));
}
