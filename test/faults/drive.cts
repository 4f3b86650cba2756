import { stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import { ProcessMemory } from '../../nodes/JumdataAiDraw/n8n/processMemory';
import type { LedgerEntry } from '../../simulator/service.cts';
import { seededChance } from '../support/seededChance.cts';
import { VirtualClock } from '../support/virtualClock.cts';
import { VirtualNode, type VirtualOutcome } from '../support/virtualNode.cts';
import type { WireEvent } from '../support/virtualTransport.cts';
import { Expressions } from './expressions.cts';
import { firstSubmits, startingPoint } from './n8n.cts';
import type { Schedule, Try } from './schedules/schedule.cts';

/** Longer than any request that was under way when a run ended. */
export const AFTERMATH_MS = 120_000;

/** One run of the node and what came of it. */
export interface Ran extends VirtualOutcome {
	executionId: string;
	startedAtMs: number;
	stoppedAtMs?: number;
	/** The execution's context, which goes on living with it. */
	context: IDataObject;
	/** The context when the run ended, as n8n would store it. */
	stored: string;
	/** How much of the node's log there was when it ended. */
	logLength: number;
}

/** A try: one run, or two at once, and what happened until the next. */
export interface Tried {
	how: Try;
	runIndex: number;
	rows: IDataObject[];
	/** The try from whose stored context the runs began; undefined for a new execution. */
	parent?: Tried;
	runs: Ran[];
	wire: WireEvent[];
	log: string[];
	bought: LedgerEntry[];
}

/** What came of a schedule. */
export interface Driven {
	node: VirtualNode;
	expressions: Expressions;
	tries: Tried[];
}

/** Plays a schedule through the shipped batch and its real memory, on virtual time. */
export async function drive(schedule: Schedule): Promise<Driven> {
	const clock = new VirtualClock(undefined, seededChance(schedule.seed));
	const node = new VirtualNode(schedule.service, { clock, latencyMs: () => schedule.latencyMs });
	const rows: IDataObject[] = await firstSubmits(schedule, node);
	for (const rule of schedule.faults) node.service.addFault(rule);
	const memories = [new ProcessMemory(), new ProcessMemory()];
	const driven: Driven = { node, expressions: new Expressions(schedule.expressions), tries: [] };
	for (const how of schedule.tries) {
		const start = startingPoint(how, schedule, driven.tries, rows);
		if (!start) break;
		node.memory = memories[start.worker];
		driven.tries.push(await runOnce(schedule, { ...how, worker: start.worker }, start, driven));
	}
	return driven;
}

async function runOnce(
	schedule: Schedule,
	how: Try,
	start: NonNullable<ReturnType<typeof startingPoint>>,
	{ node, expressions, tries }: Driven,
): Promise<Tried> {
	const { clock, transport, log, service } = node;
	const before = { wire: transport.wire.length, log: log.length, bought: service.ledger.length };
	const startedAtMs = clock.now();
	const stopMs = startedAtMs + (how.stopAfterMs ?? Infinity);
	const form = expressions.of(tries.length, how.form);
	const runs = start.executions.map(async ({ id, context }): Promise<Ran> => {
		const outcome = await node.start({
			rows: start.rows,
			operation: schedule.operation,
			continueOnFail: schedule.continueOnFail,
			options: { ...schedule.options, maxWaitTime: how.maxWaitTime },
			parameters: { ...form.parameters, downloadImages: schedule.downloadImages },
			saved: form.saved,
			runIndex: start.runIndex,
			stopAfterMs: how.stopAfterMs,
			executionId: id,
			context,
			asTool: schedule.asTool,
		});
		const stoppedAtMs = stopMs < outcome.endedAtMs ? stopMs : undefined;
		const stored = stringify(context);
		const logLength = log.length;
		return { ...outcome, executionId: id, startedAtMs, stoppedAtMs, context, stored, logLength };
	});
	const ran = await clock.runUntil(Promise.all(runs));
	await clock.advance(AFTERMATH_MS);
	return {
		how,
		runIndex: start.runIndex,
		rows: start.rows,
		parent: start.parent,
		runs: ran,
		wire: transport.wire.slice(before.wire),
		log: log.slice(before.log),
		bought: service.ledger.slice(before.bought),
	};
}
