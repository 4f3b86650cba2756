import type { Clock } from '../async/clock';
import type { QueuedTask } from './drawingLine';
import { DrawingQueue } from './drawingQueue';
import { type Durations, nextLookAgeMs } from './readings';
import type { Turnstile } from '../pacing/turnstile';

const FIRST_PAUSE_MS = 350;
const SHARE_OF_AGE = 0.28;
const LEAST_SHARE = 0.065;
/** Where hearsay tells when a task may be done, all other ages are felt out, too, but more seldom. */
const SHARE_WITH_PRIOR = 0.5;
/** So long a task is left alone on the strength of hearsay. */
const TRUST_MS = 15_000;
/** A look that trouble held up for longer does not tell how long drawing took; nor one that the pace may have held up. */
const LATE_MS = 30_000;
const LATE_BY_PACE_MS = 2_000;

/**
 * Decides when which task of a batch is looked at. While nothing is known of how long drawing takes,
 * one look at a time goes round the oldest tasks, more and more seldom; from the first one that is
 * done on, each is looked at when it is likely done, then closely, then less and less.
 */
export class Checker {
	private readonly watches = new Map<QueuedTask, TaskWatch>();

	private roundAtMs = -Infinity;

	readonly queue: DrawingQueue;

	/** `prior`: how long tasks took in an earlier run, as far as is known. */
	constructor(
		readonly clock: Clock,
		readonly turnstile: Turnstile,
		prior?: Durations,
	) {
		this.queue = new DrawingQueue(prior);
	}

	/** How long tasks take, if this run has seen it. */
	get learned(): Durations | undefined {
		return this.queue.hasLearned ? this.queue.times : undefined;
	}

	/**
	 * Begins to watch a task, at a fixed interval or (0) as seems best. `acceptedAtMs`: when it was
	 * accepted just now; undefined where that is long ago, so that it may be done and is looked at at once.
	 */
	watch(acceptedAtMs: number | undefined, intervalMs: number): TaskWatch {
		const task = this.queue.accept(acceptedAtMs ?? this.clock.now());
		const watch = new TaskWatch(this, task, intervalMs, acceptedAtMs === undefined);
		this.watches.set(task, watch);
		return watch;
	}

	/** A watch has ended. */
	forget({ task }: TaskWatch): void {
		this.watches.delete(task);
	}

	/** The pause between two looks goes by the age of the task that was looked at; one that is done is no reason to wait. */
	beginRound(): void {
		this.roundAtMs = -Infinity;
	}

	/** When to look at a task of which nothing else decides. */
	lookAtMs(watch: TaskWatch): number {
		const { queue } = this;
		const roundAtMs = queue.hasLearned ? Infinity : this.roundAtMsOf(watch);
		if (!queue.times) return roundAtMs;
		const startMs = queue.startOf(watch.task, this.clock.now());
		if (startMs === undefined) return roundAtMs;
		const { notDoneAtMs = -Infinity } = watch.task;
		const lastAgeMs = notDoneAtMs < startMs ? undefined : notDoneAtMs - startMs;
		return Math.min(roundAtMs, startMs + nextLookAgeMs(lastAgeMs, queue.times, watch.chance));
	}

	/** A look leaves now. */
	looks({ task }: TaskWatch): void {
		const nowMs = this.clock.now();
		const share = this.queue.times
			? SHARE_WITH_PRIOR
			: Math.max(LEAST_SHARE, SHARE_OF_AGE / Math.sqrt(this.watches.size));
		this.roundAtMs = nowMs + Math.max(FIRST_PAUSE_MS, share * (nowMs - task.acceptedAtMs));
	}

	/** The round goes to the task that was not looked at for long, the older the more often. */
	private roundAtMsOf({ task }: TaskWatch): number {
		const line = this.queue.firstInLine((it) => this.watches.get(it)?.isTrouble === false);
		const nowMs = this.clock.now();
		let next: QueuedTask | undefined;
		let mostMs = -Infinity;
		for (const [place, it] of line.entries()) {
			const unseenMs = (nowMs - (it.notDoneAtMs ?? it.acceptedAtMs)) / Math.sqrt(place + 1);
			if (unseenMs <= mostMs) continue;
			next = it;
			mostMs = unseenMs;
		}
		if (next !== task) return Infinity;
		return this.queue.times
			? Math.max(this.roundAtMs, task.acceptedAtMs + TRUST_MS)
			: this.roundAtMs;
	}
}

/** One task that is being watched. */
export class TaskWatch {
	/** Its last look did not tell anything. */
	isTrouble = false;

	/** A number from 0 to 1 that spreads its next look. */
	chance: number;

	private fromMs = -Infinity;

	private lookedAtMs?: number;

	/** Whether the last look left long after it was wanted. */
	private isLate = false;

	constructor(
		private readonly checker: Checker,
		readonly task: QueuedTask,
		private readonly intervalMs: number,
		private readonly isUrgent: boolean,
	) {
		this.chance = checker.clock.random();
	}

	/** Resolves when it is time to look, at `byMs` at the latest, and at once when the run is over. */
	async turn(byMs: number): Promise<void> {
		const { turnstile } = this.checker;
		const dueMs = () => this.dueMs();
		await new Promise<void>((leave) =>
			turnstile.add({ byMs, kind: 'look', order: 0, dueMs, leave: () => leave() }),
		);
		const nowMs = this.checker.clock.now();
		const wantedMs = this.isTrouble ? -Infinity : this.dueMs();
		const mostMs = turnstile.isPaced ? LATE_BY_PACE_MS : LATE_MS;
		this.isLate = nowMs - Math.max(wantedMs, this.task.acceptedAtMs) > mostMs;
		this.lookedAtMs = nowMs;
		this.chance = this.checker.clock.random();
		this.checker.looks(this);
	}

	/** The look, sent at `sentAtMs`, found the task not done. */
	notDone(sentAtMs: number): void {
		this.isTrouble = false;
		this.checker.queue.sawNotDone(this.task, sentAtMs);
		this.checker.turnstile.plan();
	}

	/** The look told nothing: the next one comes in `waitMs`, whatever else is known. */
	trouble(waitMs: number): void {
		this.isTrouble = true;
		this.fromMs = this.checker.clock.now() + waitMs;
	}

	/** The look found the task done. */
	done(): void {
		const { queue, clock } = this.checker;
		const tellsNothing = (this.isUrgent || this.isLate) && this.task.notDoneAtMs === undefined;
		if (tellsNothing) this.checker.beginRound();
		else queue.sawDone(this.task, clock.now());
		this.end();
	}

	/** Nobody looks any more; of no effect the second time. */
	end(): void {
		const { queue, clock, turnstile } = this.checker;
		queue.leave(this.task, clock.now());
		this.checker.forget(this);
		turnstile.plan();
	}

	private dueMs(): number {
		if (this.isTrouble) return this.fromMs;
		if (this.lookedAtMs === undefined && (this.isUrgent || this.intervalMs > 0)) return -Infinity;
		if (this.intervalMs > 0) return (this.lookedAtMs ?? 0) + this.intervalMs;
		return this.checker.lookAtMs(this);
	}
}
