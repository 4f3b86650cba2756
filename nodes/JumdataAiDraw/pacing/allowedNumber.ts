const FIRST_LIMIT = 4;
const INCREASE = 2;
const FIRST_PATIENCE = 4;
const LONGEST_PATIENCE = 64;

/**
 * How many the service allows at once, learned from what it accepts and refuses, never more than
 * `most`: quick growth until it refuses, then the number it allowed, with a try at one more every so
 * many ends; the tries get rarer as long as they are refused at the same number.
 */
export class AllowedNumber {
	/** How many may be at once, as far as is known. */
	limit: number;

	private refusedBeyond?: number;

	private patience = FIRST_PATIENCE;

	private endedCount = 0;

	constructor(private readonly most: number) {
		this.limit = Math.min(most, FIRST_LIMIT);
	}

	/** Whether it is known already that there is no room beyond `count`. */
	isFullAt(count: number): boolean {
		return this.refusedBeyond !== undefined && count >= this.refusedBeyond;
	}

	/** One more was accepted, which makes them `count`. */
	accepted(count: number): void {
		if (this.refusedBeyond !== undefined && count <= this.refusedBeyond) return;
		this.refusedBeyond = undefined;
		this.limit = Math.min(this.most, this.limit + INCREASE);
	}

	/** One beyond `count` was refused. */
	refused(count: number): void {
		const isKnown = count === this.refusedBeyond;
		this.patience = isKnown ? Math.min(LONGEST_PATIENCE, this.patience * 2) : FIRST_PATIENCE;
		this.refusedBeyond = count;
		this.limit = Math.min(this.most, Math.max(1, count));
		this.endedCount = 0;
	}

	/** One of them ended. */
	ended(): void {
		if (this.refusedBeyond === undefined || ++this.endedCount < this.patience) return;
		this.endedCount = 0;
		this.limit = Math.min(this.most, Math.max(1, this.refusedBeyond) + 1);
	}
}
