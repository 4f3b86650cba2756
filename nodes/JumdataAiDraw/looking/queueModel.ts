import { type Fit, fit } from './fit';

/** A task that the service has accepted. */
export interface QueuedTask {
	/** Its place in the order of acceptance, from 0. */
	readonly index: number;
	readonly acceptedAtMs: number;
	/** When it was last seen not to be done. */
	notDoneAtMs?: number;
	/** When it was found done. */
	foundAtMs?: number;
}

/** How many tasks that are done, and that are not, are kept in mind. Twice: twice the work at each fit; half: times vary from one fit to the next. */
const KEPT_COUNT = 64;
/** A fit is made anew when this share of what it goes by is new. Twice: slots are found out later; half: twice the work. */
const NEWS = 0.25;
/** After how many times the mean time a task counts as overdue. Twice: those behind a stuck task wait; half: tasks that wait are checked in vain. */
const OVERDUE = 1.5;

/**
 * What can be known, without being told, of a service that works on tasks in the order of acceptance,
 * some at a time: how many at a time, when each began, and how long they take.
 */
export class QueueModel {
	/** In the order of acceptance. */
	readonly unfinished = new Set<QueuedTask>();

	private acceptedCount = 0;
	/** When tasks left their slots, in that order. */
	private readonly leftAtMs: number[] = [];
	private readonly done: QueuedTask[] = [];
	private found?: Fit;
	private newsCount = 0;

	/** What the tasks that are done tell; nothing as long as none is. */
	get learned(): Fit | undefined {
		if (this.done.length > 0 && this.newsCount > NEWS * this.done.length) {
			this.found = this.findOut();
			this.newsCount = 0;
		}
		return this.found;
	}

	accept(acceptedAtMs: number): QueuedTask {
		const task = { index: this.acceptedCount++, acceptedAtMs };
		this.unfinished.add(task);
		return task;
	}

	/** A check that was sent at `atMs` found the task not done. */
	sawNotDone(task: QueuedTask, atMs: number): void {
		task.notDoneAtMs = atMs;
		this.newsCount++;
	}

	/** A check at `atMs` found the task done. */
	sawDone(task: QueuedTask, atMs: number): void {
		task.foundAtMs = atMs;
		this.leave(task, ((task.notDoneAtMs ?? atMs) + atMs) / 2);
		this.done.push(task);
		if (this.done.length > KEPT_COUNT) this.done.shift();
		this.newsCount++;
	}

	/** The task left its slot at `atMs`; of no effect the second time. */
	leave(task: QueuedTask, atMs: number): void {
		if (!this.unfinished.delete(task)) return;
		let place = this.leftAtMs.length;
		while (place > 0 && this.leftAtMs[place - 1] > atMs) place--;
		this.leftAtMs.splice(place, 0, atMs);
	}

	/** When the task probably began; undefined if it still waits. Tasks that take too long are thought to let others past. */
	startOf(task: QueuedTask, { slots, meanMs }: Fit, nowMs: number): number | undefined {
		const startMs = this.startWith(slots, task);
		if (startMs !== undefined) return startMs;
		let more = slots;
		for (const stuck of this.unfinished) {
			const stuckSinceMs = this.startWith(slots, stuck) ?? nowMs;
			if (stuckSinceMs > nowMs - OVERDUE * meanMs) break;
			more++;
		}
		return this.startWith(more, task);
	}

	/** Task i gets its slot when i - slots + 1 tasks have left. */
	private startWith(slots: number, { index, acceptedAtMs }: QueuedTask): number | undefined {
		if (index < slots) return acceptedAtMs;
		const freeAtMs = this.leftAtMs[index - slots];
		return freeAtMs === undefined ? undefined : Math.max(acceptedAtMs, freeAtMs);
	}

	private findOut(): Fit {
		const seen = [...this.unfinished].filter(({ notDoneAtMs }) => notDoneAtMs !== undefined);
		const tasks = [...this.done, ...seen.slice(0, KEPT_COUNT)];
		const takenWith = (slots: number) =>
			tasks.map((task) => {
				const startMs = this.startWith(slots, task) ?? Number.MAX_VALUE;
				const { notDoneAtMs = startMs, foundAtMs = Infinity } = task;
				return {
					overMs: Math.max(0, notDoneAtMs - startMs),
					withinMs: Math.max(0, foundAtMs - startMs),
				};
			});
		return fit(takenWith, this.acceptedCount);
	}
}
