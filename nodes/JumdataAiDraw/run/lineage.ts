import { isPaid, type Purchase } from './purchase';

/** A request on the wire, and how to say that its answer is there. */
interface OnWire {
	answered: Promise<void>;
	tell: () => void;
}

/**
 * What an execution and all its retries have paid for, shared by those of them that run in this process:
 * n8n starts every retry from what the first execution stored, so that of two retries neither would
 * know what the other paid for.
 */
export class Lineage {
	readonly purchases: Purchase[] = [];

	private readonly onWire = new Map<Purchase, OnWire>();

	/** What the runs of each execution are at work on. */
	private readonly atWork = new Map<string, Set<Purchase>>();

	/** How many images are set aside for runs, and in which execution each is. */
	private readonly reservations = new Map<object, { executionId: string; images: number }>();

	/** Learns what was stored, on another process perhaps, which may know more of what became of a request. */
	learn(stored: readonly Purchase[]): void {
		const known = new Map(this.purchases.map((it) => [it.id, it]));
		for (const purchase of stored) {
			const here = known.get(purchase.id);
			if (!here) this.purchases.push(purchase);
			else if (!isPaid(here) && isPaid(purchase)) Object.assign(here, purchase);
		}
	}

	/** A request goes out. */
	send(purchase: Purchase): void {
		let tell = () => {};
		const answered = new Promise<void>((resolve) => (tell = resolve));
		this.purchases.push(purchase);
		this.onWire.set(purchase, { answered, tell });
	}

	/** What became of a request is written into it; it is `forgotten` where it certainly was not accepted. */
	settle(purchase: Purchase, isForgotten: boolean): void {
		const index = isForgotten ? this.purchases.lastIndexOf(purchase) : -1;
		if (index >= 0) this.purchases.splice(index, 1);
		if (isForgotten) for (const executionId of this.atWork.keys()) this.end(purchase, executionId);
		this.onWire.get(purchase)?.tell();
		this.onWire.delete(purchase);
	}

	/** Resolves when it is known what became of a request, at once where nobody waits for its answer any more. */
	async answerOf(purchase: Purchase): Promise<void> {
		await this.onWire.get(purchase)?.answered;
	}

	begin(purchase: Purchase, executionId: string): void {
		const purchases = this.atWork.get(executionId) ?? new Set();
		this.atWork.set(executionId, purchases.add(purchase));
	}

	end(purchase: Purchase, executionId: string): void {
		this.atWork.get(executionId)?.delete(purchase);
	}

	/** Whether a run of this execution is at work on it. */
	isAtWork(purchase: Purchase, executionId: string): boolean {
		return this.atWork.get(executionId)?.has(purchase) ?? false;
	}

	/** Whether its runs are at work on all that there is, so that there is nothing to look for. */
	isAtWorkOnAll(executionId: string): boolean {
		return (this.atWork.get(executionId)?.size ?? 0) === this.purchases.length;
	}

	/** How many images are paid for, or may be. */
	get purchasedImages(): number {
		return this.purchases.reduce((sum, { prompt }) => sum + prompt.num, 0);
	}

	/** How many images are paid for, may be, or are set aside by runs of this execution. */
	taken(executionId: string): number {
		const here = [...this.reservations.values()].filter((it) => it.executionId === executionId);
		return here.reduce((sum, { images }) => sum + images, this.purchasedImages);
	}

	/** Sets images aside for a run, so that others count them. */
	reserve(run: object, executionId: string, images: number): void {
		this.reservations.set(run, { executionId, images });
	}

	/** A run needs nothing set aside any more. */
	release(run: object): void {
		this.reservations.delete(run);
	}
}
