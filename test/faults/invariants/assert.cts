import { inspect } from 'node:util';
import type { Ran } from '../drive.cts';

/** Throws, with the evidence, where something does not hold. */
export function assert(holds: boolean, what: string, evidence: unknown): void {
	if (!holds)
		throw new Error(`${what}: ${inspect(evidence, { depth: 6, maxStringLength: 4_000 })}`);
}

/** All that a run gave back. */
export function textOf({ items, error }: Ran): string {
	return `${JSON.stringify(items)}\n${error ? inspect(error, { depth: 8 }) : ''}`;
}

/** Which row an item belongs to. */
export function rowOf({ pairedItem }: Ran['items'][number]): number {
	return (pairedItem as { item: number }).item;
}

/** The tasks that lines of n8n's log say were paid. */
export function paidIn(log: readonly string[]): string[] {
	return log.flatMap((line) => /paid task (\S+)/.exec(line)?.[1] ?? []);
}
