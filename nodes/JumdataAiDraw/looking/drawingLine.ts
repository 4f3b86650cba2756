/** A task that the service has accepted. */
export interface QueuedTask {
	/** Its place in the order of acceptance, from 0. */
	readonly index: number;
	readonly acceptedAtMs: number;
	/** When it was last seen not to be done. */
	notDoneAtMs?: number;
	/** When it probably was done. */
	doneAtMs?: number;
}

/** The line in which accepted tasks wait for a slot: who is in it, and who left it when. */
export class DrawingLine {
	acceptedCount = 0;

	private readonly unfinished = new Map<number, QueuedTask>();

	/** When tasks left, in that order. */
	private readonly leftAtMs: number[] = [];

	get leftCount(): number {
		return this.leftAtMs.length;
	}

	accept(acceptedAtMs: number): QueuedTask {
		const task = { index: this.acceptedCount++, acceptedAtMs };
		this.unfinished.set(task.index, task);
		return task;
	}

	/** The task left its slot at `atMs`; of no effect the second time. */
	leave({ index }: QueuedTask, atMs: number): void {
		if (!this.unfinished.delete(index)) return;
		let place = this.leftAtMs.length;
		while (place > 0 && this.leftAtMs[place - 1] > atMs) place--;
		this.leftAtMs.splice(place, 0, atMs);
	}

	/** When a task gets its slot if there are so many: task i when i - slots + 1 tasks have left; undefined if it still waits. */
	startWith(slots: number, { index, acceptedAtMs }: QueuedTask): number | undefined {
		if (index < slots) return acceptedAtMs;
		const freeAtMs = this.leftAtMs[index - slots];
		return freeAtMs === undefined ? undefined : Math.max(acceptedAtMs, freeAtMs);
	}

	/** The oldest tasks in line, of those that `isMeant`. */
	oldest(count: number, isMeant?: (task: QueuedTask) => boolean): QueuedTask[] {
		const oldest: QueuedTask[] = [];
		for (const task of this.unfinished.values()) {
			if (oldest.length === count) break;
			if (isMeant?.(task) ?? true) oldest.push(task);
		}
		return oldest;
	}
}
