import { DrawingLine, type QueuedTask } from './drawingLine';
import { fitSlots, type SlotFit } from './fitSlots';
import { closeGapMs, type Durations, latestMs } from './readings';

/** How many of the first tasks and of the last ones are kept in mind: how a queue fills tells most of its slots. */
const FIRST_COUNT = 24;
const KEPT_COUNT = 64;
/** From so many tasks that are done on, those that are not add little. */
const LEARNED_COUNT = 16;
/** From then on, only every so many that are done are worth thinking it over. */
const LEARN_EVERY = 4;
const DAY_MS = 86_400_000;
/** How many slots are thought possible before any task is done, and for each one that is. */
const FIRST_REACH = 8;
const REACH_PER_DONE = 4;
const MOST_SLOTS = 1_000;
/** A task counts as overdue after so many times the longest usual time. */
const OVERDUE = 1.2;

/**
 * What can be known, without being told, of a service that draws in the order of acceptance, some at
 * a time: how many at a time, when each task began to be drawn, and how long drawing takes.
 */
export class DrawingQueue {
	private readonly line = new DrawingLine();

	private readonly done: QueuedTask[] = [];

	private fit?: SlotFit;

	private overdue = { atMs: NaN, count: 0 };

	private readonly prior?: Durations;

	/** `prior`: what an earlier run learned; one that makes no sense counts as none. */
	constructor(prior?: Durations) {
		if (prior && isSensible(prior)) this.prior = prior;
	}

	/** How long drawing takes, as far as is known. */
	get times(): Durations | undefined {
		return this.fit?.times ?? this.prior;
	}

	/** Whether this is known from a task that is done, and not from hearsay. */
	get hasLearned(): boolean {
		return this.fit !== undefined;
	}

	accept(acceptedAtMs: number): QueuedTask {
		return this.line.accept(acceptedAtMs);
	}

	/** A look that was sent at `atMs` found the task not done. */
	sawNotDone(task: QueuedTask, atMs: number): void {
		task.notDoneAtMs = atMs;
		if (this.done.length < LEARNED_COUNT) this.learn();
	}

	/** A look at `atMs` found the task done: since when, is guessed to be half the time since the look before. */
	sawDone(task: QueuedTask, atMs: number): void {
		const unseenMs = this.times ? closeGapMs(this.times) : 0;
		const afterMs = task.notDoneAtMs ?? Math.max(task.acceptedAtMs, atMs - unseenMs);
		task.doneAtMs = (afterMs + atMs) / 2;
		this.leave(task, task.doneAtMs);
		this.done.push(task);
		if (this.done.length > KEPT_COUNT) this.done.splice(FIRST_COUNT, 1);
		if (this.done.length < LEARNED_COUNT || task.index % LEARN_EVERY === 0) this.learn();
	}

	/** The task does not wait any more; it counts as done at `atMs`. */
	leave(task: QueuedTask, atMs: number): void {
		this.line.leave(task, atMs);
	}

	/**
	 * When the task probably began to be drawn; undefined if it still waits. Tasks that take too long are
	 * thought to let others past.
	 */
	startOf(task: QueuedTask, nowMs: number): number | undefined {
		const slots = this.fit?.slots ?? FIRST_REACH;
		return (
			this.line.startWith(slots, task) ??
			this.line.startWith(slots + this.overdueCount(nowMs), task)
		);
	}

	/** The tasks that are thought to be drawn while nothing is known, oldest first, of those that `isMeant`. */
	firstInLine(isMeant: (task: QueuedTask) => boolean): QueuedTask[] {
		return this.line.oldest(FIRST_REACH, isMeant);
	}

	private learn(): void {
		if (this.done.length === 0) return;
		const mostSlots = Math.min(
			MOST_SLOTS,
			this.line.acceptedCount,
			FIRST_REACH + REACH_PER_DONE * this.line.leftCount,
		);
		const notDone = this.line
			.oldest(KEPT_COUNT)
			.filter(({ notDoneAtMs }) => notDoneAtMs !== undefined);
		const drawnMs = (task: QueuedTask, slots: number) => {
			const startMs = this.line.startWith(slots, task);
			return startMs === undefined ? undefined : (task.doneAtMs ?? task.notDoneAtMs ?? 0) - startMs;
		};
		this.fit = fitSlots({ done: this.done, notDone, drawnMs }, mostSlots);
	}

	private overdueCount(nowMs: number): number {
		const { fit } = this;
		if (!fit) return 0;
		if (this.overdue.atMs === nowMs) return this.overdue.count;
		const isOverdue = (task: QueuedTask) => {
			const startMs = this.line.startWith(fit.slots, task);
			return startMs !== undefined && nowMs - startMs > OVERDUE * latestMs(fit.times);
		};
		this.overdue = { atMs: nowMs, count: this.line.oldest(fit.slots).filter(isOverdue).length };
		return this.overdue.count;
	}
}

/** Whether a drawing can take so long, and differ so much. */
function isSensible({ meanMs, spread }: Durations): boolean {
	return meanMs > 0 && meanMs < DAY_MS && spread >= 0 && spread < 1;
}
