import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../api/values';

/**
 * One request that was or may have been billed, as the execution remembers it. `sending`: on the
 * wire, or the process ended meanwhile; `unclear`: it may have been billed; `bought`: it has a task.
 */
export interface Purchase {
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
	/** The run that made it has given its result to the next node, so only a retry of that run takes it up. */
	handedOut?: boolean;
}

const CONTEXT_KEY = 'purchases';

/** Purchases that a run in this process is at work on; another run must not take them for left behind. */
const inWork = new WeakSet<Purchase>();

/**
 * What this execution has bought, kept in the node's context, which n8n saves with the execution: so
 * a retry finds it, on another process too. Anyone who may see the execution can read it: no secrets.
 */
export class Purchases {
	private readonly all: Purchase[];

	/** What this run has sent or taken up, in the order in which it did. */
	readonly ofThisRun: Purchase[] = [];

	constructor(
		context: IDataObject,
		private readonly runIndex: number,
	) {
		if (!Array.isArray(context[CONTEXT_KEY])) context[CONTEXT_KEY] = [];
		this.all = context[CONTEXT_KEY] as unknown as Purchase[];
	}

	/** How many images this execution has bought or may have bought, all its runs together. */
	get images(): number {
		return this.all.reduce((sum, { images }) => sum + images, 0);
	}

	/** What `takeUp` would find, left where it is. */
	find(prompts: ReadonlyMap<number, Prompt>): Map<number, Purchase> {
		const found = new Map<number, Purchase>();
		const exact = new Map<string, Purchase>();
		const leftBehind = new Map<string, Purchase[]>();
		for (const purchase of this.all) {
			if (purchase.runIndex === this.runIndex) exact.set(exactKey(purchase), purchase);
			else if (!purchase.handedOut && !inWork.has(purchase)) add(leftBehind, purchase);
		}
		for (const [itemIndex, prompt] of prompts) {
			const request = requestKey(prompt);
			const purchase =
				exact.get(exactKey({ itemIndex, request })) ?? leftBehind.get(request)?.shift();
			if (purchase) found.set(itemIndex, purchase);
		}
		return found;
	}

	/**
	 * Takes up what earlier tries have bought for these rows: first by this run, item and request (a retry
	 * repeats them), then by the request alone among results that were never handed out (an agent's
	 * tool gets a new run index at every retry). Each purchase serves one row; what was handed out
	 * serves no other run, so a loop's next turn draws anew.
	 */
	takeUp(prompts: ReadonlyMap<number, Prompt>): Map<number, Purchase> {
		const found = this.find(prompts);
		for (const purchase of found.values()) this.workOn(purchase);
		return found;
	}

	/** Notes, before it is sent, that this row's request goes out. */
	begin(itemIndex: number, prompt: Prompt): Purchase {
		const purchase: Purchase = {
			runIndex: this.runIndex,
			itemIndex,
			request: requestKey(prompt),
			images: prompt.num,
			state: 'sending',
		};
		this.all.push(purchase);
		return this.workOn(purchase);
	}

	/** Forgets a request that certainly was not accepted. */
	forget(purchase: Purchase): void {
		remove(this.all, purchase);
		remove(this.ofThisRun, purchase);
	}

	/** Lets go of this run's purchases. `handedOut`: their results go to the next node. */
	close(handedOut: boolean): void {
		for (const purchase of this.ofThisRun) {
			inWork.delete(purchase);
			if (handedOut) purchase.handedOut = true;
		}
	}

	private workOn(purchase: Purchase): Purchase {
		inWork.add(purchase);
		this.ofThisRun.push(purchase);
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
