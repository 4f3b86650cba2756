import type { Prompt } from '../jumdata/values';
import type { Lineage } from './lineage';
import type { Purchase } from './purchase';

/** Which run of which execution this is. */
export interface RunOfNode {
	/** Which turn of a loop, or which call of a tool; a retry has the same as what it repeats. */
	runIndex: number;
	/** A retry from the executions list has one of its own. */
	executionId: string;
	/** An agent has the node as its tool, and may call it with any run index. */
	isTool: boolean;
	/** A hash of the saved fields that say what is drawn. */
	form: string;
}

/** What a row is known by. */
export interface RowKey {
	itemIndex: number;
	/** A hash of the item's own data. */
	data: string;
	/** What it asks for; undefined where its cells cannot be used or were not looked at. */
	prompt?: Prompt;
}

/** What an execution stores of this node. */
export interface Stored {
	purchases?: unknown;
	/** The execution in which nothing more may be sent. */
	gaveUp?: unknown;
}

/**
 * What this execution and its retries have paid for, as one run sees it. It is kept in the node's
 * context, which n8n saves with the execution, so that a retry finds it on another process, too.
 *
 * A row is known by run index, item, the item's own data and the saved fields, whatever their
 * expressions give this time; after an edit of these, where the data differ, and for a tool, by what
 * it asks for. Each purchase serves one row of an execution.
 */
export class Ledger {
	/** What this run has sent or taken up, by the item that it is for. */
	private readonly own = new Map<number, Purchase>();

	/** Images set aside; undefined once the run is over. */
	private reserved?: number = 0;

	private limit = Infinity;

	private sentCount = 0;

	/** How many requests of others there were when it was last looked which of them serves an item. */
	private readonly seenCounts = new Map<number, number>();

	private readonly firstSeenCount: number;

	constructor(
		private readonly stored: Stored,
		private readonly lineage: Lineage,
		private readonly run: RunOfNode,
	) {
		if (Array.isArray(stored.purchases)) lineage.learn(stored.purchases as Purchase[]);
		stored.purchases = lineage.purchases;
		this.firstSeenCount = lineage.sentCount;
	}

	/** What is or may be paid for, and no run has given to the next node. */
	get open(): Purchase[] {
		return this.lineage.purchases.filter(({ handedOut }) => handedOut === undefined);
	}

	/** How many rows this run has taken up or sent. */
	get size(): number {
		return this.own.size;
	}

	/** What this run has taken up or sent for an item. */
	of(itemIndex: number): Purchase | undefined {
		return this.own.get(itemIndex);
	}

	/** The task that an earlier try of this run paid for at an item's place, whatever the item is now. */
	taskIdAt(itemIndex: number): string | undefined {
		const { runIndex } = this.run;
		const isThere = (it: Purchase) => it.runIndex === runIndex && it.itemIndex === itemIndex;
		return this.open.findLast(isThere)?.taskId;
	}

	/** Whether this execution has given up: nothing more may be sent in it. */
	get hasGivenUp(): boolean {
		return this.stored.gaveUp === this.run.executionId;
	}

	giveUp(): void {
		this.stored.gaveUp = this.run.executionId;
	}

	/** Takes up what was paid for these rows, or may have been, by what each of them is; their prompts are not needed. */
	takeUpSame(rows: readonly RowKey[]): void {
		if (this.run.isTool) return;
		const known = new Map(this.free().map((it) => [sameKey(it, it.form), it]));
		for (const row of rows) {
			const purchase = known.get(sameKey({ ...row, runIndex: this.run.runIndex }, this.run.form));
			if (purchase) this.takeUp(row, purchase);
		}
	}

	/** Takes up, for rows that have nothing yet, what was paid for the same request, or may have been for the same data. */
	takeUpAlike(rows: readonly RowKey[]): void {
		const free = groupedByKeys(this.free());
		for (const row of rows) {
			if (this.own.has(row.itemIndex)) continue;
			const candidates = keysOf(row).flatMap((key) => free.get(key) ?? []);
			const purchase = this.bestFor(row, candidates);
			if (purchase) this.takeUp(row, purchase);
		}
	}

	/** What another retry has sent for this row since; taken up by this call. */
	sentMeanwhile(row: RowKey): Purchase | undefined {
		const othersCount = this.lineage.sentCount - this.sentCount;
		const seenCount = this.seenCounts.get(row.itemIndex) ?? this.firstSeenCount;
		if (othersCount === seenCount) return undefined;
		this.seenCounts.set(row.itemIndex, othersCount);
		this.takeUpSame([row]);
		this.takeUpAlike([row]);
		return this.own.get(row.itemIndex);
	}

	/** Resolves when it is known what became of a request that another run has on the wire; undefined where it was not accepted. */
	async outcomeOf(itemIndex: number, purchase: Purchase): Promise<Purchase | undefined> {
		await this.lineage.answerOf(purchase);
		if (this.lineage.purchases.includes(purchase)) return purchase;
		this.letGo(itemIndex, purchase);
		return undefined;
	}

	/**
	 * Sets `wanted` images aside for this run, unless there would then be more than `limit` over all runs and
	 * retries of the execution. Gives back how many there are already, where that is too many.
	 */
	reserve(wanted: number, limit: number): number | undefined {
		this.limit = limit;
		const taken = this.lineage.taken(this, this.run.executionId);
		if (wanted > 0 && taken + wanted > limit) return taken;
		this.reserved = 0;
		this.setAside(wanted);
		return undefined;
	}

	/** Whether `images` more would be beyond the limit: another retry may have bought meanwhile. */
	isBeyondLimit(images: number): boolean {
		if (this.limit === Infinity) return false;
		const paid = this.lineage.purchases.reduce((sum, { prompt }) => sum + prompt.num, 0);
		return paid + images > this.limit;
	}

	/** Notes, before it is sent, that this row's request goes out at `nowMs`. */
	begin(row: RowKey & { prompt: Prompt }, nowMs: number): Purchase {
		const { runIndex, executionId, form } = this.run;
		const { itemIndex, data, prompt } = row;
		this.setAside(-prompt.num);
		this.sentCount++;
		const id = `${executionId}/${runIndex}/${itemIndex}/${nowMs}`;
		const purchase: Purchase = { id, runIndex, itemIndex, data, form, prompt, state: 'sending' };
		this.lineage.send(purchase);
		this.takeUp(row, purchase);
		return purchase;
	}

	/** A request is answered, and what became of it is written into its purchase. */
	settle(purchase: Purchase): void {
		this.lineage.settle(purchase, false);
	}

	/** Forgets a request that certainly was not accepted; its images are set aside again. */
	forget(itemIndex: number, purchase: Purchase): void {
		this.setAside(purchase.prompt.num);
		this.lineage.settle(purchase, true);
		this.letGo(itemIndex, purchase);
	}

	/** Ends this run. `delivered`: the items whose results go to the next node, for good. */
	close(delivered: ReadonlySet<number>): void {
		this.setAside(-Infinity);
		this.reserved = undefined;
		for (const [itemIndex, purchase] of this.own) {
			this.lineage.end(purchase, this.run.executionId);
			if (delivered.has(itemIndex)) purchase.handedOut = this.run.executionId;
		}
	}

	private setAside(more: number): void {
		if (this.reserved === undefined) return;
		this.reserved += more;
		this.lineage.reserve(this, this.run.executionId, this.reserved);
	}

	/** What no run of this execution is at work on. */
	private free(): Purchase[] {
		return this.lineage.purchases.filter((it) => !this.lineage.isAtWork(it, this.run.executionId));
	}

	private bestFor(row: RowKey, candidates: readonly Purchase[]): Purchase | undefined {
		const { runIndex, executionId } = this.run;
		const free = candidates.filter((it) => !this.lineage.isAtWork(it, executionId));
		const isRetried = (it: Purchase) => it.runIndex === runIndex && asksFor(it, row);
		return (
			free.find((it) => isRetried(it) && it.itemIndex === row.itemIndex) ??
			free.find(isRetried) ??
			free.find((it) => this.isLeft(it, row))
		);
	}

	/** Whether a purchase of another run serves this row: its result was not given out, and may still come. */
	private isLeft(purchase: Purchase, row: RowKey): boolean {
		const { handedOut } = purchase;
		if (!this.run.isTool) {
			const isSameRow = purchase.data === row.data;
			return isSameRow && (isUnclear(purchase) || (!handedOut && asksFor(purchase, row)));
		}
		// n8n lets an agent begin anew in a retry, so that what an earlier execution gave it is lost.
		return asksFor(purchase, row) && handedOut !== this.run.executionId;
	}

	private takeUp({ itemIndex, data }: RowKey, purchase: Purchase): void {
		const { runIndex, executionId, form } = this.run;
		this.lineage.begin(purchase, executionId);
		// Whoever takes up what was handed out is a retry: n8n has thrown the first result away.
		delete purchase.handedOut;
		// A retry of this run looks for it under what its row is now.
		Object.assign(purchase, { runIndex, itemIndex, data, form });
		this.own.set(itemIndex, purchase);
	}

	private letGo(itemIndex: number, purchase: Purchase): void {
		this.lineage.end(purchase, this.run.executionId);
		this.own.delete(itemIndex);
	}
}

function isUnclear({ state }: Purchase): boolean {
	return state !== 'paid';
}

function asksFor({ prompt }: Purchase, row: RowKey): boolean {
	return row.prompt !== undefined && requestKey(prompt) === requestKey(row.prompt);
}

function requestKey({ text, style, resolution, num }: Prompt): string {
	return JSON.stringify([text, style, resolution, num]);
}

function sameKey(row: Omit<RowKey, 'prompt'> & { runIndex: number }, form: string): string {
	return [row.runIndex, row.itemIndex, row.data, form].join(' ');
}

/** Under what a purchase that is alike is found: what it asks for, and its data. */
function keysOf({ data, prompt }: Pick<RowKey, 'data' | 'prompt'>): string[] {
	return prompt ? [requestKey(prompt), data] : [data];
}

function groupedByKeys(purchases: readonly Purchase[]): Map<string, Purchase[]> {
	const groups = new Map<string, Purchase[]>();
	for (const purchase of purchases) {
		for (const key of keysOf(purchase)) {
			const group = groups.get(key);
			if (group) group.push(purchase);
			else groups.set(key, [purchase]);
		}
	}
	return groups;
}
