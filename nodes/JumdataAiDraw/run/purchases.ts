import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../jumdata/values';

/**
 * One request that was or may have been billed, as the execution remembers it. `sending`: on the
 * wire, or the process ended meanwhile; `unclear`: it may have been billed; `bought`: it has a task.
 */
export interface Purchase {
	/** The run that it belongs to: whichever sent it or took it up last. */
	runIndex: number;
	itemIndex: number;
	request: string;
	images: number;
	state: 'sending' | 'unclear' | 'bought';
	taskId?: string;
	taskNo?: string;
	charged?: boolean;
	/** When the task was accepted, in milliseconds since 1970. */
	boughtAtMs?: number;
	/** The execution that has given its result to the next node: only a retry of that run takes it up from then on. */
	handedOut?: string;
}

/** Which run of which execution this is. */
export interface RunOfNode {
	/** Which turn of a loop, or which call of a tool. */
	runIndex: number;
	/** A retry from the executions list has one of its own. */
	executionId: string;
	/** An agent has the node as its tool, and may call it with any run index. */
	isTool: boolean;
}

const CONTEXT_KEY = 'purchases';

/** Purchases that a run in this process is at work on; another run must not take them for left behind. */
const inWork = new WeakSet<Purchase>();

/** Images that runs in this process are about to buy, by the execution that they belong to. */
const reservations = {
	byExecution: new WeakMap<Purchase[], Map<Purchases, number>>(),
	get(execution: Purchase[]): Map<Purchases, number> {
		const known = this.byExecution.get(execution) ?? new Map<Purchases, number>();
		this.byExecution.set(execution, known);
		return known;
	},
};

/**
 * What this execution has bought, kept in the node's context, which n8n saves with the execution: so
 * a retry finds it, on another process too. Anyone who may see the execution can read it: no secrets.
 */
export class Purchases {
	private readonly all: Purchase[];

	/** What this run has sent or taken up, by the item that it is for. */
	private readonly own = new Map<number, Purchase>();

	constructor(
		context: IDataObject,
		private readonly run: RunOfNode,
	) {
		if (!Array.isArray(context[CONTEXT_KEY])) context[CONTEXT_KEY] = [];
		this.all = context[CONTEXT_KEY] as unknown as Purchase[];
	}

	/** What this run has sent or taken up, in the order in which it did. */
	get ofThisRun(): Purchase[] {
		return [...this.own.values()];
	}

	/** What this execution has bought, or may have, and no run of it has handed out. */
	get open(): Purchase[] {
		return this.all.filter(({ handedOut }) => handedOut === undefined);
	}

	/** The task that an earlier try of this run bought for an item, whatever it asks for now. */
	taskIdOf(itemIndex: number): string | undefined {
		const { runIndex } = this.run;
		return this.open.findLast((it) => it.runIndex === runIndex && it.itemIndex === itemIndex)
			?.taskId;
	}

	/**
	 * Sets `wanted` images aside for this run, unless the execution would then have bought more than
	 * `limit`; what other runs have bought, may have bought or set aside counts. Gives back how many
	 * that were where they are too many.
	 */
	reserve(wanted: number, limit: number): number | undefined {
		const others = [...reservations.get(this.all).values()].reduce((sum, it) => sum + it, 0);
		const taken = this.all.reduce((sum, { images }) => sum + images, others);
		if (taken + wanted > limit) return taken;
		reservations.get(this.all).set(this, wanted);
		return undefined;
	}

	/**
	 * Takes up what earlier tries have bought for these rows: first by this run, item and request (a retry
	 * repeats them), then by the request alone among results that were never handed out (an agent's
	 * tool gets a new run index at every retry). Each purchase serves one row; what was handed out
	 * serves no other run, so a loop's next turn draws anew; only a tool takes up what an execution
	 * handed out that was retried since, for n8n lets its agent begin anew.
	 */
	takeUp(prompts: ReadonlyMap<number, Prompt>): Map<number, Purchase> {
		const found = this.find(prompts);
		for (const [itemIndex, purchase] of found) this.workOn(itemIndex, purchase);
		return found;
	}

	/** Notes, before it is sent, that this row's request goes out. */
	begin(itemIndex: number, prompt: Prompt): Purchase {
		this.release(prompt.num);
		const purchase: Purchase = {
			runIndex: this.run.runIndex,
			itemIndex,
			request: requestKey(prompt),
			images: prompt.num,
			state: 'sending',
		};
		this.all.push(purchase);
		return this.workOn(itemIndex, purchase);
	}

	/** Forgets a request that certainly was not accepted; its images are set aside again. */
	forget(itemIndex: number, purchase: Purchase): void {
		this.release(-purchase.images);
		remove(this.all, purchase);
		this.own.delete(itemIndex);
	}

	/** Ends this run. `delivered`: the items whose results go to the next node, so that no later run takes them up. */
	close(delivered: ReadonlySet<number>): void {
		reservations.get(this.all).delete(this);
		for (const [itemIndex, purchase] of this.own) {
			inWork.delete(purchase);
			if (delivered.has(itemIndex)) purchase.handedOut = this.run.executionId;
		}
	}

	private find(prompts: ReadonlyMap<number, Prompt>): Map<number, Purchase> {
		const found = new Map<number, Purchase>();
		const exact = new Map<string, Purchase>();
		const leftBehind = new Map<string, Purchase[]>();
		for (const purchase of this.all) {
			if (purchase.runIndex === this.run.runIndex) exact.set(exactKey(purchase), purchase);
			else if (this.isLeftBehind(purchase)) add(leftBehind, purchase);
		}
		for (const [itemIndex, prompt] of prompts) {
			const request = requestKey(prompt);
			const purchase =
				exact.get(exactKey({ itemIndex, request })) ?? leftBehind.get(request)?.shift();
			if (purchase) found.set(itemIndex, purchase);
		}
		return found;
	}

	private isLeftBehind(purchase: Purchase): boolean {
		if (inWork.has(purchase)) return false;
		const { handedOut } = purchase;
		return handedOut === undefined || (this.run.isTool && handedOut !== this.run.executionId);
	}

	private release(images: number): void {
		const own = reservations.get(this.all).get(this);
		if (own !== undefined) reservations.get(this.all).set(this, own - images);
	}

	private workOn(itemIndex: number, purchase: Purchase): Purchase {
		inWork.add(purchase);
		// Whoever takes up what was handed out is a retry: n8n has thrown the first result away.
		delete purchase.handedOut;
		// A retry of this run looks for it under this run's index and item.
		Object.assign(purchase, { runIndex: this.run.runIndex, itemIndex });
		this.own.set(itemIndex, purchase);
		return purchase;
	}
}

function requestKey({ text, style, resolution, num }: Prompt): string {
	return JSON.stringify([text, style, resolution, num]);
}

function exactKey({ itemIndex, request }: Pick<Purchase, 'itemIndex' | 'request'>): string {
	return `${itemIndex} ${request}`;
}

function add(groups: Map<string, Purchase[]>, purchase: Purchase): void {
	const group = groups.get(purchase.request);
	if (group) group.push(purchase);
	else groups.set(purchase.request, [purchase]);
}

function remove<T>(list: T[], entry: T): void {
	const index = list.lastIndexOf(entry);
	if (index >= 0) list.splice(index, 1);
}
