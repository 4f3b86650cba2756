import { stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import type { JumdataService, LedgerEntry } from '../../simulator/service.cts';
import { seededChance } from '../support/seededChance.cts';
import { VirtualClock } from '../support/virtualClock.cts';
import { VirtualNode, type VirtualOutcome } from '../support/virtualNode.cts';
import type { WireEvent } from '../support/virtualTransport.cts';
import { Expressions } from './expressions.cts';
import { firstSubmits, type Start, startingPoints } from './n8n.cts';
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

/** A try: one run, or two at once on one process, and what happened until the next. */
export interface Tried {
	how: Try;
	/** The process that it was on. */
	node: VirtualNode;
	runIndex: number;
	rows: IDataObject[];
	/** The try from whose stored context the runs began; undefined for a new execution. */
	parent?: Tried;
	runs: Ran[];
	wire: WireEvent[];
	log: string[];
	/** What the service accepted of it. */
	bought: LedgerEntry[];
}

/** What came of a schedule. */
export interface Driven {
	/** The node on each process. */
	nodes: VirtualNode[];
	service: JumdataService;
	expressions: Expressions;
	tries: Tried[];
}

/** Plays a schedule through the shipped batch and its real memory, on virtual time. */
export async function drive(schedule: Schedule): Promise<Driven> {
	const clock = new VirtualClock(undefined, seededChance(schedule.seed));
	const surroundings = { clock, latencyMs: () => schedule.latencyMs };
	const first = new VirtualNode(schedule.service, surroundings);
	const { service } = first;
	const rows: IDataObject[] = await firstSubmits(schedule, first);
	for (const rule of schedule.faults) service.addFault(rule);
	const nodes = [first, new VirtualNode({}, { ...surroundings, service })];
	const driven: Driven = {
		nodes,
		service,
		expressions: new Expressions(schedule.expressions),
		tries: [],
	};
	for (const how of schedule.tries) {
		const starts = startingPoints(how, schedule, driven.tries, rows);
		if (starts.length === 0) break;
		const begun = starts.map((start) =>
			begin(schedule, { ...how, worker: start.worker }, start, driven),
		);
		await clock.runUntil(Promise.all(begun.map(async ({ ended }) => await ended)));
		await clock.advance(AFTERMATH_MS);
		for (const { result } of begun) driven.tries.push(await result());
	}
	return driven;
}

/** Begins a try; `result` tells what came of it, once nothing of it is under way any more. */
function begin(schedule: Schedule, how: Try, start: Start, { nodes, expressions }: Driven) {
	const node = nodes[start.worker];
	const { clock, transport, log } = node;
	const from = {
		wire: transport.wire.length,
		log: log.length,
		accepted: transport.accepted.length,
	};
	const startedAtMs = clock.now();
	const stopMs = startedAtMs + (how.stopAfterMs ?? Infinity);
	const form = expressions.of(how.form);
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
		const stoppedAtMs = stopMs <= outcome.endedAtMs ? stopMs : undefined;
		const stored = stringify(context);
		const logLength = log.length;
		return { ...outcome, executionId: id, startedAtMs, stoppedAtMs, context, stored, logLength };
	});
	const ended = Promise.all(runs);
	const result = async (): Promise<Tried> => ({
		how,
		node,
		runIndex: start.runIndex,
		rows: start.rows,
		parent: start.parent,
		runs: await ended,
		wire: transport.wire.slice(from.wire),
		log: log.slice(from.log),
		bought: transport.accepted.slice(from.accepted),
	});
	return { ended, result };
}
