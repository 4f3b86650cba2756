/** Twice as many, and an account that takes one is asked for eight at first; half, and large ones fill up later. */
const FIRST_LIMIT = 3;
/** Twice, and a number that has grown is found later; half, and more tries at one more are refused. */
const FIRST_PATIENCE = 4;
/** The same, where many tries at one more were refused. */
const LONGEST_PATIENCE = 64;

/**
 * How many the service allows at once, learned from what it accepts and refuses, never more than `most`:
 * quick growth until it refuses, then the number it allowed, with a try at one more every so many ends;
 * the tries get rarer until one is accepted.
 */
export class AllowedPlaces {
	/** How many may be at once, as far as is known. */
	limit: number;

	private refusedBeyond = Infinity;
	private patience = FIRST_PATIENCE;
	private endedCount = 0;

	constructor(private readonly most: number) {
		this.limit = Math.min(most, FIRST_LIMIT);
	}

	/** One more was accepted, which makes them `count`. */
	accepted(count: number): void {
		if (this.refusedBeyond === Infinity || count > this.refusedBeyond) this.grow();
	}

	/** One beyond `count` was refused. */
	refused(count: number): void {
		this.patience = Math.min(LONGEST_PATIENCE, 2 * this.patience);
		this.refusedBeyond = Math.max(1, count);
		this.limit = Math.min(this.most, this.refusedBeyond);
		this.endedCount = 0;
	}

	/** What was taken for a refusal of one more was none. */
	forgetLimit(): void {
		if (this.refusedBeyond < Infinity) this.grow();
	}

	/** One of them ended. */
	ended(): void {
		if (this.refusedBeyond === Infinity || ++this.endedCount < this.patience) return;
		this.endedCount = 0;
		this.limit = Math.min(this.most, this.refusedBeyond + 1);
	}

	private grow(): void {
		this.refusedBeyond = Infinity;
		this.patience = FIRST_PATIENCE;
		this.limit = Math.min(this.most, this.limit + 1);
	}
}
