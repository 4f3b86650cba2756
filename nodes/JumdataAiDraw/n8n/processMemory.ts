import type { IExecuteFunctions } from 'n8n-workflow';
import type { Durations } from '../looking/checkTimes';
import { Lineage } from '../run/lineage';

const MOST_NODES = 1_000;
/** How much is remembered for retries, each purchase and each execution being one: some 50 MB, in a process that lives for months. */
const MOST_FOR_RETRIES = 50_000;
/** A memory grows at most to so many times what it was, in one run. */
const GROWTH = 2;

/**
 * All that lasts longer than a run, as long as the process lives: how long drawing took, by node, and what
 * the retries of one execution have paid for, since each of them begins from what the first one stored.
 * docs/decisions says why neither is kept in the workflow's static data.
 */
export class ProcessMemory {
	private readonly durations = new RecentMap<Durations>(MOST_NODES);

	private readonly lineages = new RecentMap<Lineage>(
		MOST_FOR_RETRIES,
		({ purchases }) => 1 + purchases.length,
	);

	/** How long drawing took in earlier runs of this node. */
	durationsOf(context: IExecuteFunctions): Durations | undefined {
		return this.durations.get(keyOf(context));
	}

	/**
	 * Remembers what a run of this node has learned. A shorter time is believed at once, a longer one
	 * only by and by: it may have been a queue that others filled, and to check too late costs a
	 * person's time, while a check too early is free.
	 */
	learn(context: IExecuteFunctions, { meanMs, spread }: Durations): void {
		const known = this.durations.get(keyOf(context));
		const mostMs = known ? GROWTH * known.meanMs : Infinity;
		this.durations.set(keyOf(context), { meanMs: Math.min(meanMs, mostMs), spread });
	}

	/** What an execution and its retries have paid for: the same for all that have this `id`. */
	lineage(id: string): Lineage {
		const lineage = this.lineages.get(id) ?? new Lineage();
		this.lineages.set(id, lineage);
		return lineage;
	}
}

/** A map that forgets what was set longest ago, once all that it has weighs more than `most`. */
class RecentMap<Value> {
	private readonly values = new Map<string, Value>();

	constructor(
		private readonly most: number,
		private readonly weightOf: (value: Value) => number = () => 1,
	) {}

	get(key: string): Value | undefined {
		return this.values.get(key);
	}

	set(key: string, value: Value): void {
		this.values.delete(key);
		this.values.set(key, value);
		let weight = [...this.values.values()].reduce((sum, it) => sum + this.weightOf(it), 0);
		for (const [longestAgo, it] of this.values) {
			if (weight <= this.most || longestAgo === key) return;
			this.values.delete(longestAgo);
			weight -= this.weightOf(it);
		}
	}
}

function keyOf(context: IExecuteFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}
