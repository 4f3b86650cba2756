import type { Prompt } from '../jumdata/values';
import { Budget } from './budget';
import type { Lineage } from './lineage';
import { isPaid, type Purchase } from './purchase';
import { PurchaseFinder, type RunOfNode } from './purchaseFinder';

/** What an execution stores of this node. */
interface Stored {
	purchases?: unknown;
	/** How many requests in a row may have been billed, and in which execution. */
	unclear?: { executionId: string; inARow: number };
}

/**
 * What this execution and its retries have paid for, as one run sees it. It is kept in the node's
 * context, which n8n saves with the execution, so that a retry finds it on another process, too.
 */
export class Ledger {
	readonly budget: Budget;

	/** What this run has sent or taken up, by the item that it is for. */
	private readonly own = new Map<number, Purchase>();

	private readonly finder: PurchaseFinder;

	constructor(
		private readonly stored: Stored,
		private readonly lineage: Lineage,
		private readonly run: RunOfNode,
	) {
		if (Array.isArray(stored.purchases)) lineage.learn(stored.purchases as Purchase[]);
		stored.purchases = lineage.purchases;
		this.budget = new Budget(lineage, run.executionId);
		this.finder = new PurchaseFinder(run, lineage, this.own);
	}

	/** What is or may be paid for, and no run has given to the next node. */
	get notHandedOut(): Purchase[] {
		return this.lineage.purchases.filter(({ handedOut }) => handedOut === undefined);
	}

	/** What this run has taken up or sent for an item. */
	of(itemIndex: number): Purchase | undefined {
		return this.own.get(itemIndex);
	}

	/** The task that an earlier try of this run paid for at an item's position, whatever the item is now. */
	taskIdAt(itemIndex: number): string | undefined {
		const { runIndex } = this.run;
		const isThere = (it: Purchase) => it.runIndex === runIndex && it.itemIndex === itemIndex;
		return this.notHandedOut.findLast(isThere)?.taskId;
	}

	/** How many requests in a row of this execution may have been billed, up to its last run. */
	get unclearInARow(): number {
		const { unclear } = this.stored;
		return unclear?.executionId === this.run.executionId ? unclear.inARow : 0;
	}

	set unclearInARow(inARow: number) {
		this.stored.unclear = { executionId: this.run.executionId, inARow };
	}

	/** Takes up what was paid for the rows of this run, or may have been, by what each of them is. */
	takeUpSame(): void {
		for (const purchase of this.finder.same()) {
			if (!this.own.has(purchase.itemIndex)) this.takeUp(purchase.itemIndex, purchase);
		}
	}

	/** Takes up, for rows that have nothing yet, what was paid for the same request, or may have been for the same data. */
	takeUpAlike(prompts: ReadonlyArray<Prompt | undefined>): void {
		this.finder.prompts = prompts;
		for (const itemIndex of this.run.data.keys()) {
			if (!this.own.has(itemIndex)) this.takeUpFor(itemIndex);
		}
	}

	/** Takes up what serves a row, if anything does by now: another retry may have sent it meanwhile. */
	takeUpFor(itemIndex: number): Purchase | undefined {
		const purchase = this.finder.find(itemIndex);
		if (purchase) this.takeUp(itemIndex, purchase);
		return purchase;
	}

	/** Resolves when it is known what became of a request that another run has on the wire; undefined where it was not accepted. */
	async outcomeOf(itemIndex: number, purchase: Purchase): Promise<Purchase | undefined> {
		await this.lineage.answerOf(purchase);
		if (this.lineage.purchases.includes(purchase)) {
			if (isPaid(purchase)) this.move(itemIndex, purchase);
			return purchase;
		}
		this.letGo(itemIndex, purchase);
		return undefined;
	}

	/** Notes, before it is sent, that a row's request goes out at `nowMs`. */
	begin(itemIndex: number, prompt: Prompt, nowMs: number): Purchase {
		const { runIndex, executionId, savedFields, data } = this.run;
		const purchase: Purchase = {
			id: `${executionId}/${runIndex}/${itemIndex}/${nowMs}`,
			runIndex,
			itemIndex,
			data: data[itemIndex],
			savedFields,
			prompt,
			state: 'sending',
		};
		this.budget.spend(prompt.num);
		this.lineage.send(purchase);
		this.takeUp(itemIndex, purchase);
		return purchase;
	}

	/** A request is answered, and what became of it is written into its purchase. */
	settle(purchase: Purchase): void {
		this.lineage.settle(purchase, false);
	}

	/** Forgets a request that certainly was not accepted; its images are set aside again. */
	forget(itemIndex: number, purchase: Purchase): void {
		this.budget.giveBack(purchase.prompt.num);
		this.lineage.settle(purchase, true);
		this.letGo(itemIndex, purchase);
	}

	/** Ends this run. `delivered`: the items whose results go to the next node, for good. */
	close(delivered: ReadonlySet<number>): void {
		this.budget.close();
		for (const [itemIndex, purchase] of this.own) {
			this.lineage.end(purchase, this.run.executionId);
			if (delivered.has(itemIndex)) purchase.handedOut = this.run.executionId;
		}
	}

	private takeUp(itemIndex: number, purchase: Purchase): void {
		this.lineage.begin(purchase, this.run.executionId);
		// Whoever takes up what was handed out is a retry: n8n has thrown the first result away.
		delete purchase.handedOut;
		this.own.set(itemIndex, purchase);
		if (isPaid(purchase)) this.move(itemIndex, purchase);
	}

	/** From now on a paid task belongs to the row that it serves; an unclear request stays with the row that sent it. */
	private move(itemIndex: number, purchase: Purchase): void {
		const { runIndex, savedFields, data } = this.run;
		Object.assign(purchase, { runIndex, itemIndex, data: data[itemIndex], savedFields });
	}

	private letGo(itemIndex: number, purchase: Purchase): void {
		this.lineage.end(purchase, this.run.executionId);
		this.own.delete(itemIndex);
	}
}
