/** Somebody who is to be woken. */
export interface Timer {
	dueMs: number;
	/** Of two that are due together, the one with the smaller is woken first. */
	order: number;
	wake: () => void;
}

/** Timers in the order in which they are due, however many there are. */
export class TimerHeap {
	private readonly heap: Timer[] = [];

	private readonly cancelled = new Set<Timer>();

	/** How many are still to be woken. */
	get size(): number {
		return this.heap.length - this.cancelled.size;
	}

	add(timer: Timer): void {
		let place = this.heap.push(timer) - 1;
		while (place > 0) {
			const above = (place - 1) >> 1;
			if (isBefore(this.heap[above], timer)) break;
			this.heap[place] = this.heap[above];
			place = above;
		}
		this.heap[place] = timer;
	}

	/** Takes out a timer that is not to be woken; it must be among them. */
	cancel(timer: Timer): void {
		this.cancelled.add(timer);
		if (this.cancelled.size > 64 && this.cancelled.size > this.heap.length / 2) this.sweep();
	}

	/** The one that is due first. */
	next(): Timer | undefined {
		while (this.heap.length > 0 && this.cancelled.delete(this.heap[0])) this.removeFirst();
		return this.heap[0];
	}

	/** Takes out the one that is due first. */
	take(): Timer | undefined {
		const first = this.next();
		if (first) this.removeFirst();
		return first;
	}

	private removeFirst(): void {
		const last = this.heap.pop();
		if (!last || this.heap.length === 0) return;
		let place = 0;
		for (;;) {
			const left = 2 * place + 1;
			if (left >= this.heap.length) break;
			const right = left + 1;
			const below =
				right < this.heap.length && isBefore(this.heap[right], this.heap[left]) ? right : left;
			if (!isBefore(this.heap[below], last)) break;
			this.heap[place] = this.heap[below];
			place = below;
		}
		this.heap[place] = last;
	}

	private sweep(): void {
		const kept = this.heap.filter((timer) => !this.cancelled.has(timer));
		this.cancelled.clear();
		this.heap.length = 0;
		for (const timer of kept) this.add(timer);
	}
}

function isBefore(a: Timer, b: Timer): boolean {
	return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}
