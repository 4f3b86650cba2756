import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../../../../nodes/JumdataAiDraw/jumdata/values';
import { Ledger } from '../../../../nodes/JumdataAiDraw/run/ledger';
import type { RunOfNode } from '../../../../nodes/JumdataAiDraw/run/purchaseFinder';
import { Lineage } from '../../../../nodes/JumdataAiDraw/run/lineage';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';

export const FOX: Prompt = { text: 'a fox', style: '油画', resolution: '1024*1024', num: 2 };
export const OWL: Prompt = { ...FOX, text: 'an owl', num: 1 };

/** All rows gave their results to the next node, or none did. */
export const ALL = new Set(Array.from({ length: 20 }, (_, itemIndex) => itemIndex));
export const NONE = new Set<number>();

/** What a process remembers of each execution, by its context. */
const lineages = new WeakMap<IDataObject, Lineage>();

/** A run for rows whose data are their texts; of no tool, where nothing else is said. A context that was stored is on another process. */
export function opened(
	context: IDataObject,
	runIndex: number,
	prompts: readonly Prompt[],
	run: Partial<RunOfNode> = {},
): Ledger {
	const lineage = lineages.get(context) ?? new Lineage();
	lineages.set(context, lineage);
	const data = prompts.map(({ text }) => text);
	const usual = { runIndex, executionId: '1', isTool: false, savedFields: 'as saved', data };
	return new Ledger(context, lineage, { ...usual, ...run });
}

/** A run that has looked for what was paid for its rows. */
export function lookedUp(
	context: IDataObject,
	runIndex: number,
	prompts: readonly Prompt[],
	run: Partial<RunOfNode> = {},
): Ledger {
	const ledger = opened(context, runIndex, prompts, run);
	ledger.takeUpSame();
	ledger.takeUpAlike(prompts);
	return ledger;
}

/** The task ids that a run finds, by row. */
export function found(context: IDataObject, runIndex: number, ...prompts: Prompt[]) {
	const ledger = lookedUp(context, runIndex, prompts);
	const ids = prompts.map((_, itemIndex) => [itemIndex, ledger.of(itemIndex)?.taskId]);
	return ids.filter(([, taskId]) => taskId !== undefined);
}

/** The context as another process finds it in the database. */
export function stored(context: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(context)) as IDataObject;
}

export function pay(ledger: Ledger, purchase: Purchase, taskId: string): void {
	ledger.settle(Object.assign(purchase, { state: 'paid', taskId }));
}

/** Pays for a task for each prompt in a run of its own. */
export function payAll(context: IDataObject, runIndex: number, ...prompts: Prompt[]): Ledger {
	const ledger = opened(context, runIndex, prompts);
	for (const [itemIndex, prompt] of prompts.entries())
		pay(ledger, ledger.begin(itemIndex, prompt, 0), `${runIndex}-${itemIndex}`);
	return ledger;
}

/** How many images this execution has paid for or set aside, as a further run is told. */
export function takenIn(context: IDataObject) {
	return opened(context, 99, [FOX]).budget.reserve(1, 0);
}
