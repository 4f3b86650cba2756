import type { Prompt } from '../jumdata/values';

/**
 * One request that was or may have been billed, as the execution remembers it. `sending`: on the
 * wire, or the process ended meanwhile; `unclear`: it may have been billed; `paid`: it has a task.
 * Anyone who may see the execution can read it: no secrets.
 */
export interface Purchase {
	/** No other purchase of this execution and its retries has it, on whatever process. */
	id: string;
	/** The run that it belongs to: whichever sent it, or took it up last once it was paid. */
	runIndex: number;
	itemIndex: number;
	/** A hash of the item's own data. */
	data: string;
	/** A hash of the saved fields that say what is drawn. */
	savedFields: string;
	/** What was sent, whatever the row's expressions give later. */
	prompt: Prompt;
	state: 'sending' | 'unclear' | 'paid';
	taskId?: string;
	taskNo?: string;
	charged?: boolean;
	/** When the task was accepted, in milliseconds since 1970. */
	paidAtMs?: number;
	/** The execution that has given its result to the next node. */
	handedOut?: string;
}

/** A purchase whose task is known. */
export type PaidTask = Purchase & { taskId: string };

/** Whether its task is known. */
export function isPaid(purchase: Purchase): purchase is PaidTask {
	return purchase.state === 'paid';
}

/** Whether a purchase is for just this request. */
export function asksFor({ prompt }: Purchase, { text, style, resolution, num }: Prompt): boolean {
	const isSameImage = prompt.style === style && prompt.resolution === resolution;
	return prompt.text === text && isSameImage && prompt.num === num;
}
