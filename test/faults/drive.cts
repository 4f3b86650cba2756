import { parse, stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import { seededChance } from '../support/seededChance.cts';
import { VirtualClock } from '../support/virtualClock.cts';
import { VirtualNode, type VirtualOutcome } from '../support/virtualNode.cts';
import type { Schedule, Try } from './schedule.cts';

/** Longer than any request that was under way when a run ended. */
export const AFTERMATH_MS = 120_000;

/** One run of the node and what came of it. */
export interface Ran extends VirtualOutcome {
	again: Try['again'];
	startedAtMs: number;
	stoppedAtMs?: number;
	runIndex: number;
	/** The node's context when the run ended, as n8n would store it. */
	stored: string;
}

/** What came of a schedule. */
export interface Driven {
	node: VirtualNode;
	runs: Ran[];
}

/** Plays a schedule through the shipped batch and its real memory, on virtual time. */
export async function drive(schedule: Schedule): Promise<Driven> {
	const clock = new VirtualClock(undefined, seededChance(schedule.seed));
	const node = new VirtualNode(schedule.service, { clock, latencyMs: () => schedule.latencyMs });
	for (const rule of schedule.faults) node.service.addFault(rule);
	const runs: Ran[] = [];
	const asTool = schedule.tries.some((it) => it.again === 'agent');
	let executionId = 1;
	for (const { again, stopAfterMs } of schedule.tries) {
		const last = runs.at(-1);
		if (last && !isRunAgain(again, last)) break;
		if (last && again === 'stored') node.context = parse(last.stored) as IDataObject;
		if (last && again === 'stored') executionId++;
		// An agent that begins anew calls its tool with the next run index.
		const isNewIndex =
			last && (again === 'agent' || again === 'loop' || (asTool && again === 'stored'));
		const runIndex = (last?.runIndex ?? 0) + (isNewIndex ? 1 : 0);
		const startedAtMs = clock.now();
		const outcome = await node.run({
			rows: schedule.rows,
			operation: schedule.operation,
			continueOnFail: schedule.continueOnFail,
			options: schedule.options,
			parameters: { downloadImages: schedule.downloadImages },
			runIndex,
			stopAfterMs,
			executionId: String(executionId),
			asTool,
		});
		const stopMs = stopAfterMs === undefined ? Infinity : startedAtMs + stopAfterMs;
		const stoppedAtMs = stopMs < outcome.endedAtMs ? stopMs : undefined;
		runs.push({
			...outcome,
			again,
			startedAtMs,
			stoppedAtMs,
			runIndex,
			stored: stringify(node.context),
		});
		await clock.advance(AFTERMATH_MS);
	}
	return { node, runs };
}

/** Whether n8n would run the node once more in this way. */
function isRunAgain(again: Try['again'], { error, items }: Ran): boolean {
	const isFailed = error !== undefined;
	const failedItems = items.map(({ json }) => json.error !== undefined);
	switch (again) {
		case 'loop':
			return !isFailed;
		case 'retryOnFail':
			return isFailed || failedItems[0];
		case 'agent':
			return isFailed || !failedItems.includes(false);
		case 'stored':
			return isFailed;
	}
}
