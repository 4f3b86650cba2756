import { closeGapMs, type Durations, latestMs } from './checkTimes';
import { type Ages, type Fit, fit } from './fit';

/** A task that the service has accepted. */
export interface QueuedTask {
	/** Its place in the order of acceptance, from 0. */
	readonly index: number;
	readonly acceptedAtMs: number;
	/** When it was last seen not to be done. */
	notDoneAtMs?: number;
	/** When it probably was done, and for how long nobody had looked when it was found so. */
	doneAtMs?: number;
	unseenMs?: number;
}

/** How many tasks that are done are kept in mind. Twice: twice the work at each fit; half: times vary from one fit to the next. */
const KEPT_COUNT = 48;
/** From how many tasks that are done on only every fourth is worth a fit. Twice: more work a task; half: the first fits are rougher. */
const LEARNED_COUNT = 16;
/** How many slots are thought possible before any task is done. Twice: the first round takes long; half: tasks beyond it are not seen. */
const FIRST_REACH = 32;
/** How many more for each one that is done. Twice: more work at each fit; half: many slots are found later. */
const REACH_PER_DONE = 4;
/** What an earlier run says beyond this makes no sense. */
const DAY_MS = 86_400_000;
/** After how many times the longest usual time a task counts as overdue. Twice: those behind a stuck task wait; half: tasks that wait are checked in vain. */
const OVERDUE = 1.2;

/**
 * What can be known, without being told, of a service that works on tasks in the order of acceptance,
 * some at a time: how many at a time, when each began, and how long they take.
 */
export class TaskQueue {
	private acceptedCount = 0;

	private readonly unfinished = new Map<number, QueuedTask>();

	/** When tasks left their slots, in that order. */
	private readonly leftAtMs: number[] = [];

	private readonly done: QueuedTask[] = [];

	private found?: Fit;

	private isFoundOut = true;

	private readonly prior?: Durations;

	/** `prior`: what an earlier run learned; one that makes no sense counts as none. */
	constructor(prior?: Durations) {
		if (prior && isSensible(prior)) this.prior = prior;
	}

	/** How long tasks take, as far as is known. */
	get times(): Durations | undefined {
		return this.learned?.times ?? this.prior;
	}

	/** What is known from tasks that are done, and not from hearsay. */
	get learned(): Fit | undefined {
		if (!this.isFoundOut && this.done.length > 0) this.found = this.findOut();
		this.isFoundOut = true;
		return this.found;
	}

	/** How many tasks are thought to be at work at once. */
	get slots(): number {
		return this.learned?.slots ?? FIRST_REACH;
	}

	accept(acceptedAtMs: number): QueuedTask {
		const task = { index: this.acceptedCount++, acceptedAtMs };
		this.unfinished.set(task.index, task);
		return task;
	}

	/** A check that was sent at `atMs` found the task not done. */
	sawNotDone(task: QueuedTask, atMs: number): void {
		task.notDoneAtMs = atMs;
		this.isFoundOut &&= this.done.length >= LEARNED_COUNT;
	}

	/** A check at `atMs` found the task done: since when, is guessed to be half the time since the check before. */
	sawDone(task: QueuedTask, atMs: number): void {
		const unseenMs = this.times ? closeGapMs(this.times) : 0;
		const afterMs = task.notDoneAtMs ?? Math.max(task.acceptedAtMs, atMs - unseenMs);
		task.doneAtMs = (afterMs + atMs) / 2;
		task.unseenMs = atMs - (task.notDoneAtMs ?? task.acceptedAtMs);
		this.leave(task, task.doneAtMs);
		this.done.push(task);
		if (this.done.length > KEPT_COUNT) this.done.shift();
		this.isFoundOut &&= this.done.length >= LEARNED_COUNT && task.index % 4 > 0;
	}

	/** The task left its slot at `atMs`; of no effect the second time. */
	leave({ index }: QueuedTask, atMs: number): void {
		if (!this.unfinished.delete(index)) return;
		let place = this.leftAtMs.length;
		while (place > 0 && this.leftAtMs[place - 1] > atMs) place--;
		this.leftAtMs.splice(place, 0, atMs);
	}

	/** When the task probably began; undefined if it still waits. Tasks that take too long are thought to let others past. */
	startOf(task: QueuedTask, nowMs: number): number | undefined {
		const { learned } = this;
		if (!learned) return this.startWith(FIRST_REACH, task);
		const { slots, times } = learned;
		const startMs = this.startWith(slots, task);
		if (startMs !== undefined) return startMs;
		const isOverdue = (it: QueuedTask) =>
			nowMs - (this.startWith(slots, it) ?? nowMs) > OVERDUE * latestMs(times);
		return this.startWith(slots + this.oldest(slots).filter(isOverdue).length, task);
	}

	/** The tasks that are thought to be at work while nothing is known, oldest first, of those that `isMeant`. */
	firstInLine(isMeant: (task: QueuedTask) => boolean): QueuedTask[] {
		return this.oldest(FIRST_REACH, isMeant);
	}

	/** Task i gets its slot when i - slots + 1 tasks have left. */
	private startWith(slots: number, { index, acceptedAtMs }: QueuedTask): number | undefined {
		if (index < slots) return acceptedAtMs;
		const freeAtMs = this.leftAtMs[index - slots];
		return freeAtMs === undefined ? undefined : Math.max(acceptedAtMs, freeAtMs);
	}

	private oldest(count: number, isMeant?: (task: QueuedTask) => boolean): QueuedTask[] {
		const oldest: QueuedTask[] = [];
		for (const task of this.unfinished.values()) {
			if (oldest.length === count) break;
			if (isMeant?.(task) ?? true) oldest.push(task);
		}
		return oldest;
	}

	private findOut(): Fit {
		const reach = FIRST_REACH + REACH_PER_DONE * this.leftAtMs.length;
		const notDone = this.oldest(KEPT_COUNT).filter(({ notDoneAtMs }) => notDoneAtMs !== undefined);
		const agesWith = (slots: number): Ages => {
			const aged = (tasks: QueuedTask[]) =>
				tasks.flatMap((task) => {
					const { doneAtMs, notDoneAtMs = 0, unseenMs = 0 } = task;
					const startMs = this.startWith(slots, task);
					if (startMs === undefined) return [];
					return [{ ms: (doneAtMs ?? notDoneAtMs) - startMs, unseenMs }];
				});
			const done = aged(this.done);
			const notDoneMs = aged(notDone).map(({ ms }) => ms);
			return { done, notDoneMs, impossible: this.done.length - done.length };
		};
		return fit(agesWith, Math.min(this.acceptedCount, reach));
	}
}

/** Whether a task can take so long, and differ so much. */
function isSensible({ meanMs, spread }: Durations): boolean {
	return meanMs > 0 && meanMs < DAY_MS && spread >= 0 && spread < 1;
}
