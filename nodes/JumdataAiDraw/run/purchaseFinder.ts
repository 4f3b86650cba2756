import type { Prompt } from '../jumdata/values';
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
	savedFields: string;
	/** A hash of each item's own data, by item index. */
	data: readonly string[];
}

/**
 * Finds what was paid for the rows of a run, or may have been.
 *
 * A row is known by run index, item, the item's own data and the saved fields, whatever their
 * expressions give this time; after an edit of these, where the data differ, and for a tool, by what
 * it asks for. Each purchase serves one row of an execution.
 */
export class PurchaseFinder {
	/** What each item asks for; undefined where its cells cannot be used. */
	prompts: ReadonlyArray<Prompt | undefined> = [];

	/** `own`: what the run has sent or taken up already, by item index. */
	constructor(
		private readonly run: RunOfNode,
		private readonly lineage: Lineage,
		private readonly own: ReadonlyMap<number, Purchase>,
	) {}

	/** What was paid for the rows of this run, by what each of them is; of a row there may be several. */
	same(): Purchase[] {
		return this.lineage.purchases.filter((it) => this.isSame(it) && this.isFree(it));
	}

	/** Which purchase serves a row; none that another row of this run will find as its own. */
	find(itemIndex: number): Purchase | undefined {
		const { data, runIndex, executionId } = this.run;
		if (this.lineage.isAtWorkOnAll(executionId)) return undefined;
		const isAlike = (it: Purchase) => this.isAlike(it, itemIndex);
		const isHere = (it: Purchase) => it.itemIndex === itemIndex;
		const isOthers = (it: Purchase) =>
			this.isOfItsPosition(it) && !isHere(it) && !this.own.has(it.itemIndex);
		const isLeft = (it: Purchase) => this.isLeft(it, itemIndex);
		const free = this.lineage.purchases.filter(
			(it) => (isAlike(it) || it.data === data[itemIndex]) && this.isFree(it) && !isOthers(it),
		);
		return (
			free.find((it) => isHere(it) && this.isOfItsPosition(it)) ??
			free.find((it) => it.runIndex === runIndex && isAlike(it)) ??
			free.find((it) => isAlike(it) && isLeft(it)) ??
			free.find(isLeft)
		);
	}

	/** Whether no run of this execution is at work on a purchase. */
	private isFree(purchase: Purchase): boolean {
		return !this.lineage.isAtWork(purchase, this.run.executionId);
	}

	/** Whether a purchase is for just what a row asks for. */
	private isAlike(purchase: Purchase, itemIndex: number): boolean {
		const prompt = this.prompts[itemIndex];
		return prompt !== undefined && asksFor(purchase, prompt);
	}

	/** Whether a purchase is for the item of this run at its position, as that is now. */
	private isSame({ runIndex, itemIndex, data, savedFields }: Purchase): boolean {
		const { run } = this;
		const isUnedited = savedFields === run.savedFields && data === run.data[itemIndex];
		return !run.isTool && runIndex === run.runIndex && isUnedited;
	}

	/** Whether a purchase serves the row of this run at its position before any other, be that edited. */
	private isOfItsPosition(purchase: Purchase): boolean {
		const { runIndex, itemIndex, data } = purchase;
		const isHere = runIndex === this.run.runIndex && data === this.run.data[itemIndex];
		const isServed = !isPaid(purchase) || this.isAlike(purchase, itemIndex);
		return isHere && !this.run.isTool && (this.isSame(purchase) || isServed);
	}

	/** Whether a purchase of any run serves this row: its result was not given out, and may still come. */
	private isLeft(purchase: Purchase, itemIndex: number): boolean {
		const { handedOut, data } = purchase;
		const { isTool, executionId } = this.run;
		const isAlike = this.isAlike(purchase, itemIndex);
		// n8n lets an agent begin anew in a retry, so that what an earlier execution gave it is lost.
		if (isTool) return isAlike && handedOut !== executionId;
		const isSameRow = data === this.run.data[itemIndex];
		return isSameRow && (!isPaid(purchase) || (isAlike && handedOut === undefined));
	}
}
