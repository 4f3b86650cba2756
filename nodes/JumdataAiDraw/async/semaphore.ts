/** Lets at most `limit` be at work at once; the others wait their turn in the order they came. */
export class Semaphore {
	private activeCount = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(private readonly limit: number) {}

	/** Resolves when a permit is free, with how to let go of it. */
	async enter(): Promise<() => void> {
		if (this.activeCount >= this.limit)
			await new Promise<void>((enter) => this.waiting.push(enter));
		else this.activeCount++;
		return () => this.leave();
	}

	private leave(): void {
		const enterNext = this.waiting.shift();
		if (enterNext) enterNext();
		else this.activeCount--;
	}
}
