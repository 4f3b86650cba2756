import { toldToEnd } from '../server/ownProcess.cts';

/** One thing that must be seen to hold; it throws if it does not. */
export interface Check {
	name: string;
	run(): Promise<void>;
}

/** Tells what a failed check leaves to look at: what the person saw, screenshots, logs. */
export type Evidence = (check: Check) => Promise<string>;

/**
 * Runs checks one after the other, each to its end, and prints how they went; gives the number that failed.
 * `filter` leaves only the checks in whose name it occurs.
 */
export async function runChecks(
	title: string,
	checks: Check[],
	{ filter = '', evidence }: { filter?: string; evidence: Evidence },
): Promise<number> {
	let failed = 0;
	console.log(`\n${title}`);
	for (const check of checks.filter(({ name }) => name.includes(filter))) {
		const beganMs = Date.now();
		const failure = await check.run().then(
			() => undefined,
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);
		if (toldToEnd.aborted) throw new Error('Told to end');
		const seconds = ((Date.now() - beganMs) / 1000).toFixed(1);
		console.log(`  ${failure === undefined ? '✓' : '✗'} ${check.name} (${seconds} s)`);
		if (failure === undefined) continue;
		failed++;
		console.log(indented(`${failure}\n${await evidence(check)}`));
	}
	return failed;
}

const indented = (text: string) => text.replace(/^/gm, '      ');
