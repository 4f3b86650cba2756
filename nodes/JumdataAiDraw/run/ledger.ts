import type { Prompt } from '../jumdata/values';
import { Budget } from './budget';
import type { Lineage } from './lineage';
import { asksFor, isPaid, type Purchase } from './purchase';

/** Which run of which execution this is, and what its rows are known by. */
export interface RunOfNode {
	/** Which turn of a loop, or which call of a tool; a retry has the same as what it repeats. */
	runIndex: number;
	/** A retry from the executions list has one of its own. */
	executionId: string;
	/** An agent has the node as its tool, and may call it with any run index. */
	isTool: boolean;
	/** A hash of the saved fields that say what is drawn. */
	form: string;
	/** A hash of each item's own data, by item index. */
	data: readonly string[];
}

/** What an execution stores of this node. */
interface Stored {
	purchases?: unknown;
	/** How many requests in a row may have been billed, and in which execution. */
	unclear?: { executionId: string; inARow: number };
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
	readonly budget: Budget;

	/** What this run has sent or taken up, by the item that it is for. */
	private readonly own = new Map<number, Purchase>();

	/** What each item asks for; undefined where its cells cannot be used. */
	private prompts: ReadonlyArray<Prompt | undefined> = [];

	constructor(
		private readonly stored: Stored,
		private readonly lineage: Lineage,
		private readonly run: RunOfNode,
	) {
		if (Array.isArray(stored.purchases)) lineage.learn(stored.purchases as Purchase[]);
		stored.purchases = lineage.purchases;
		this.budget = new Budget(lineage, run.executionId);
	}

	/** What is or may be paid for, and no run has given to the next node. */
	get open(): Purchase[] {
		return this.lineage.purchases.filter(({ handedOut }) => handedOut === undefined);
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
		for (const purchase of this.lineage.purchases) {
			const { itemIndex } = purchase;
			if (this.isSame(purchase) && !this.own.has(itemIndex) && this.isFree(purchase))
				this.takeUp(itemIndex, purchase);
		}
	}

	/** Takes up, for rows that have nothing yet, what was paid for the same request, or may have been for the same data. */
	takeUpAlike(prompts: ReadonlyArray<Prompt | undefined>): void {
		this.prompts = prompts;
		for (const itemIndex of this.run.data.keys()) {
			if (!this.own.has(itemIndex)) this.takeUpFor(itemIndex);
		}
	}

	/** Takes up what serves a row, if anything does by now: another retry may have sent it meanwhile. */
	takeUpFor(itemIndex: number): Purchase | undefined {
		const purchase = this.find(itemIndex);
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
		const { runIndex, executionId, form, data } = this.run;
		const purchase: Purchase = {
			id: `${executionId}/${runIndex}/${itemIndex}/${nowMs}`,
			runIndex,
			itemIndex,
			data: data[itemIndex],
			form,
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

	/** Whether no run of this execution is at work on a purchase. */
	private isFree(purchase: Purchase): boolean {
		return !this.lineage.isAtWork(purchase, this.run.executionId);
	}

	/** Whether a purchase is for the item of this run that has its place, as that is now. */
	private isSame({ runIndex, itemIndex, data, form }: Purchase): boolean {
		const { run } = this;
		const isUnedited = form === run.form && data === run.data[itemIndex];
		return !run.isTool && runIndex === run.runIndex && isUnedited;
	}

	/** Whether a purchase serves the row of this run that has its place before any other, be that edited. */
	private isOfItsPlace(purchase: Purchase): boolean {
		const { runIndex, itemIndex, data } = purchase;
		const prompt = this.prompts[itemIndex];
		const isAlike = prompt !== undefined && asksFor(purchase, prompt);
		const isHere = runIndex === this.run.runIndex && data === this.run.data[itemIndex];
		return isHere && !this.run.isTool && (this.isSame(purchase) || !isPaid(purchase) || isAlike);
	}

	/** Which purchase serves a row; none that another row of this run will find as its own. */
	private find(itemIndex: number): Purchase | undefined {
		const { data, runIndex, executionId } = this.run;
		if (this.lineage.isAtWorkOnAll(executionId)) return undefined;
		const prompt = this.prompts[itemIndex];
		const isAlike = (it: Purchase) => prompt !== undefined && asksFor(it, prompt);
		const isHere = (it: Purchase) => it.itemIndex === itemIndex;
		const isOthers = (it: Purchase) =>
			this.isOfItsPlace(it) && !isHere(it) && !this.own.has(it.itemIndex);
		const isRetried = (it: Purchase) => it.runIndex === runIndex && isAlike(it);
		const isLeft = (it: Purchase) => this.isLeft(it, itemIndex, isAlike(it));
		const free = this.lineage.purchases.filter(
			(it) => (isAlike(it) || it.data === data[itemIndex]) && this.isFree(it) && !isOthers(it),
		);
		return (
			free.find((it) => isHere(it) && this.isOfItsPlace(it)) ??
			free.find(isRetried) ??
			free.find((it) => isAlike(it) && isLeft(it)) ??
			free.find(isLeft)
		);
	}

	/** Whether a purchase of any run serves this row: its result was not given out, and may still come. */
	private isLeft(purchase: Purchase, itemIndex: number, isAlike: boolean): boolean {
		const { handedOut, data } = purchase;
		const { isTool, executionId } = this.run;
		// n8n lets an agent begin anew in a retry, so that what an earlier execution gave it is lost.
		if (isTool) return isAlike && handedOut !== executionId;
		const isSameRow = data === this.run.data[itemIndex];
		return isSameRow && (!isPaid(purchase) || (isAlike && handedOut === undefined));
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
		const { runIndex, form, data } = this.run;
		Object.assign(purchase, { runIndex, itemIndex, data: data[itemIndex], form });
	}

	private letGo(itemIndex: number, purchase: Purchase): void {
		this.lineage.end(purchase, this.run.executionId);
		this.own.delete(itemIndex);
	}
}
