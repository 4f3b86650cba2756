import { createInterface } from 'node:readline/promises';
import type { Account } from './account.cts';
import { counted } from '../nodes/JumdataAiDraw/words';
import { Problem } from './problem.cts';

/** What is about to be paid. */
export interface Purchase {
	account: Account;
	images: number;
	rows: number;
}

/** Asks a question, and gives back the answer; rejects when `signal` fires. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/**
 * Says what will be paid, and sees to it that somebody agrees: by `--yes`, or by typing yes. Throws a
 * `Problem` where nobody does, so that nothing is sent.
 */
export async function confirmPurchase(
	{ account, images, rows }: Purchase,
	{ yes, ask, signal }: { yes: boolean; ask: Ask | undefined; signal: AbortSignal },
): Promise<void> {
	const where = account.baseUrl ? ` (${account.baseUrl})` : '';
	const offer = `This pays for ${counted(images, 'image')} of ${counted(rows, 'row')} at the real service${where}, from account ${account.appId}.`;
	console.log(offer);
	if (yes) return;
	if (!ask) {
		throw new Problem('The real service costs money, and nobody can be asked here: add --yes');
	}
	const answer = await ask('Type yes to pay: ', signal);
	if (!/^\s*y(es)?\s*$/i.test(answer)) throw new Problem('Not confirmed: nothing was sent.');
}

/** Asks at the terminal; undefined where there is none. */
export function terminalAsk(): Ask | undefined {
	if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
	return async (question, signal) => {
		const terminal = createInterface({ input: process.stdin, output: process.stdout });
		// A terminal that is being read tells Ctrl-C to its reader alone.
		terminal.once('SIGINT', () => process.emit('SIGINT'));
		try {
			return await terminal.question(question, { signal });
		} finally {
			terminal.close();
		}
	};
}
