import type { IExecuteFunctions } from 'n8n-workflow';
import type { Durations } from '../looking/readings';

const MOST_NODES = 1_000;
/** A memory grows at most to so many times what it was, in one run. */
const GROWTH = 2;

/**
 * How long drawing took in earlier runs of each node, as long as the process lives.
 *
 * Not in the workflow's static data: n8n saves that as a whole, as it was when the execution began,
 * so that of two executions at once the later end undoes what the other noted. In a retry of the
 * original workflow, after a Wait that ends by the clock and (2.41) on a worker it even begins empty,
 * and a node cannot always tell: a write undoes all that a trigger or a Code node has noted, and the
 * same rows come, and are paid, again. `e2e/checks/queue.cts` shows it.
 */
export class DrawingMemory {
	private readonly byNode = new Map<string, Durations>();

	/** What is remembered of this node. */
	timesOf(context: IExecuteFunctions): Durations | undefined {
		return this.byNode.get(keyOf(context));
	}

	/**
	 * Remembers what a run of this node has learned. A shorter time is believed at once, a longer one
	 * only by and by: it may have been a queue that others filled, and to look too late costs a
	 * person's time, while a look too early is free.
	 */
	learn(context: IExecuteFunctions, { meanMs, spread }: Durations): void {
		const key = keyOf(context);
		const known = this.byNode.get(key);
		const mostMs = known ? GROWTH * known.meanMs : Infinity;
		this.byNode.delete(key);
		this.byNode.set(key, { meanMs: Math.min(meanMs, mostMs), spread });
		if (this.byNode.size <= MOST_NODES) return;
		const [longestAgo] = this.byNode.keys();
		this.byNode.delete(longestAgo);
	}
}

function keyOf(context: IExecuteFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}
