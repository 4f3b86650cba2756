import type { Lineage } from './lineage';

/** How many images a run may still pay for: Max Images holds over all runs and retries of an execution. */
export class Budget {
	private limit = Infinity;

	/** Images set aside for this run. */
	private reserved = 0;

	private isOver = false;

	constructor(
		private readonly lineage: Lineage,
		private readonly executionId: string,
	) {}

	/**
	 * Sets `wanted` images aside for this run, unless there would then be more than `limit` over all runs and
	 * retries of the execution. Gives back how many there are already, where that is too many.
	 */
	reserve(wanted: number, limit: number): number | undefined {
		this.limit = limit;
		const taken = this.lineage.taken(this.executionId);
		if (wanted > 0 && taken + wanted > limit) return taken;
		this.setAside(wanted);
		return undefined;
	}

	/** Whether `images` more are within the limit: another retry may have paid for some meanwhile. */
	allows(images: number): boolean {
		return this.lineage.purchasedImages + images <= this.limit;
	}

	/** Images are asked for. */
	spend(images: number): void {
		this.setAside(Math.max(0, this.reserved - images));
	}

	/** They were not accepted, and are set aside again. */
	giveBack(images: number): void {
		this.setAside(this.reserved + images);
	}

	/** The run is over. */
	close(): void {
		this.isOver = true;
		this.lineage.release(this);
	}

	private setAside(images: number): void {
		if (this.isOver) return;
		this.reserved = images;
		this.lineage.reserve(this, this.executionId, images);
	}
}
