/** Lets at most `limit` jobs run at once; the others wait their turn in the order they came. */
export class Slots {
	private activeCount = 0;

	private readonly waiting: Array<() => void> = [];

	constructor(private readonly limit: number) {}

	/** Runs `job` when a slot is free and gives back what it gives back. The slot is free again when the job ends, however it ends. */
	async run<T>(job: () => Promise<T>): Promise<T> {
		if (this.activeCount >= this.limit)
			await new Promise<void>((enter) => this.waiting.push(enter));
		else this.activeCount++;
		try {
			return await job();
		} finally {
			const enterNext = this.waiting.shift();
			if (enterNext) enterNext();
			else this.activeCount--;
		}
	}
}
