import { parse } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import type { VirtualNode } from '../support/virtualNode.cts';
import type { Ran, Tried } from './drive.cts';
import type { Schedule, Try } from './schedules/schedule.cts';

/** How n8n starts a try. */
export interface Start {
	worker: 0 | 1;
	runIndex: number;
	rows: IDataObject[];
	/** The try from whose stored context it begins; undefined for a new execution. */
	parent?: Tried;
	executions: Array<{ id: string; context: IDataObject }>;
}

/** How n8n starts this try after those before it, on one process or on both; empty where it would not. */
export function startingPoints(
	how: Try,
	{ asTool }: Schedule,
	tries: readonly Tried[],
	rows: IDataObject[],
): Start[] {
	const last = tries.at(-1);
	const id = String(tries.length + 1);
	if (!last) {
		const executions = [{ id, context: {} }];
		return [{ worker: how.worker, runIndex: 0, rows, executions }];
	}
	if (how.again === 'stored' || how.again === 'twins' || how.again === 'twinsApart') {
		const failed = tries.filter(({ runs }) => runs.some(hasFailed));
		const tried = how.ofFirst ? failed[0] : failed.at(-1);
		if (!tried || !last.runs.every(hasFailed)) return [];
		const stored = knownFrom(tried);
		const executionOf = (it: string) => ({ id: it, context: parse(stored) as IDataObject });
		const ids = how.again === 'twins' ? [id, `${id}b`] : [id];
		// An agent that begins anew calls its tool with the next run index.
		const runIndex = tried.runIndex + (asTool ? 1 : 0);
		const start = { worker: how.worker, runIndex, rows: tried.rows, parent: tried };
		const here = { ...start, executions: ids.map(executionOf) };
		if (how.again !== 'twinsApart') return [here];
		return [here, { ...start, worker: otherThan(how.worker), executions: [executionOf(`${id}b`)] }];
	}
	const ran = goingOn(last);
	const next = nextRows(how, last, ran, rows);
	if (next.length === 0) return [];
	return [
		{
			worker: last.how.worker,
			runIndex: last.runIndex + (how.again === 'retryOnFail' ? 0 : 1),
			rows: next,
			parent: last,
			executions: [{ id: ran.executionId, context: ran.context }],
		},
	];
}

function otherThan(worker: 0 | 1): 0 | 1 {
	return worker === 0 ? 1 : 0;
}

/** The rows of a run in the same execution; none where n8n would not run the node. */
function nextRows({ again }: Try, last: Tried, ran: Ran, rows: IDataObject[]): IDataObject[] {
	const failedItems = ran.items.map(({ json }) => json.error !== undefined);
	switch (again) {
		case 'loop':
			return hasFailed(ran) ? [] : rows;
		case 'wiredBack':
			return hasFailed(ran) ? [] : failedRows(last, ran);
		case 'retryOnFail':
			return hasFailed(ran) || failedItems[0] ? last.rows : [];
		default:
			return hasFailed(ran) || !failedItems.includes(false) ? last.rows : [];
	}
}

/** What n8n's error output gives: the failed rows, and what failed. */
function failedRows(last: Tried, { items }: Ran): IDataObject[] {
	return items
		.filter(({ json }) => json.error !== undefined)
		.map(({ json, pairedItem }) => ({
			...last.rows[(pairedItem as { item: number }).item],
			...json,
		}));
}

/** The run of a try that n8n goes on from: one that failed, if one did. */
function goingOn({ runs }: Tried): Ran {
	return runs.find(hasFailed) ?? runs[0];
}

/** What n8n had stored of this try, for the one that begins from it. */
export function knownFrom(tried: Tried | undefined): string {
	return tried ? goingOn(tried).stored : '';
}

/** The earlier tries that this one can know of: through its process, or through what n8n had stored. */
export function knownTo(tried: Tried, tries: readonly Tried[]): Set<Tried> {
	const earlier = tries.slice(0, tries.indexOf(tried));
	// Of two retries at once, the one that failed first has not stored what the other paid for later.
	const stored = knownFrom(tried.parent);
	const isStored = (it: Tried) => it.bought.every(({ taskId }) => stored.includes(`"${taskId}"`));
	const isNear = (it: Tried) =>
		it.how.worker === tried.how.worker || (it === tried.parent && isStored(it));
	const near = earlier.filter(isNear);
	return new Set(near.flatMap((it) => [it, ...knownTo(it, tries)]));
}

function hasFailed({ error }: Ran): boolean {
	return error !== undefined;
}

/** The rows; for Query with a task each, which somebody else has paid for. */
export async function firstSubmits(
	{ operation, rows }: Schedule,
	{ transport, clock, service }: VirtualNode,
): Promise<IDataObject[]> {
	if (operation !== 'query') return rows.map((row) => ({ ...row }));
	const quota = {
		totalQuota: service.options.totalQuota,
		maxUnfinished: service.options.maxUnfinished,
		requestsPerSecond: service.options.requestsPerSecond,
	};
	service.configure({ totalQuota: Infinity, maxUnfinished: Infinity, requestsPerSecond: Infinity });
	for (const { text, num } of rows) {
		const body = { text, num: String(num), style: '油画', resolution: '1024*1024' };
		await clock.runUntil(
			transport.api({ method: 'POST', url: '/ai/draw/submit', body }, undefined),
		);
	}
	service.configure(quota);
	return rows.map((row, index) => ({ ...row, taskId: service.ledger[index].taskId }));
}
