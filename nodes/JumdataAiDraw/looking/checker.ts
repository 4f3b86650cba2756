import type { Clock } from '../async/clock';
import type { Gate } from '../pacing/gate';
import { type Durations, nextCheckAgeMs } from './checkTimes';
import { type QueuedTask, TaskQueue } from './taskQueue';

/** The least between two checks of the round. Twice: quick tasks wait; half: twice the checks of a first run. */
const FIRST_PAUSE_MS = 350;
/** The pause of the round, as a share of the age of the task that was checked. Twice: the first one done is found late; half: more checks in vain. */
const SHARE_OF_AGE = 0.28;
/** The same at least, however many tasks share the round. Twice: the first one of many is found late; half: more checks in vain. */
const LEAST_SHARE = 0.065;
/** Where hearsay tells when a task may be done, all other ages are felt out, too, but more seldom. Twice: a run that is quicker than the one before is found so late; half: more checks in vain. */
const SHARE_WITH_PRIOR = 0.5;
/** How long a task is left alone on the strength of hearsay. Twice: a run that is quicker than the one before waits; half: more checks in vain. */
const TRUST_MS = 15_000;
/** A check that came so much later than it was wanted does not tell how long the task took. Twice: a busy service is thought slow; half: less is learned where checks are scarce. */
const LATE_MS = 2_000;
/** How far apart a task's checks are where checks are scarce, as a share of the time that a check of each takes. Twice: tasks that are done wait; half: checks queue up. */
const SCARCE = 0.5;

/** What lets checks through, and the least time between two of them. */
export interface Pacing {
	readonly gate: Gate;
	readonly checkGapMs: number;
}

/**
 * Decides when which task of a run is checked. While nothing is known of how long tasks take, one
 * check at a time goes round the oldest tasks, more and more seldom; from the first one that is done
 * on, each is checked when it is likely done, then closely, then less and less.
 */
export class Checker {
	readonly queue: TaskQueue;

	private readonly watches = new Map<QueuedTask, TaskWatch>();

	private roundAtMs = -Infinity;

	/** `prior`: how long tasks took in an earlier run, as far as is known. */
	constructor(
		readonly clock: Clock,
		readonly pacing: Pacing,
		prior?: Durations,
	) {
		this.queue = new TaskQueue(prior);
	}

	/** How long tasks take, if this run has seen it. */
	get learned(): Durations | undefined {
		return this.queue.learned?.times;
	}

	/**
	 * Begins to watch a task, at a fixed interval or (0) as seems best. `acceptedAtMs`: when it was
	 * accepted just now; undefined where that is long ago, so that it may be done and is checked at once.
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

	/** The pause between two checks goes by the age of the task that was checked; one that is done is no reason to wait. */
	beginRound(): void {
		this.roundAtMs = -Infinity;
	}

	/** When to check a task of which nothing else decides. */
	checkAtMs({ task }: TaskWatch): number {
		const { queue, pacing } = this;
		const roundAtMs = queue.learned ? Infinity : this.roundAtMsOf(task);
		const startMs = queue.times && queue.startOf(task, this.clock.now());
		if (!queue.times || startMs === undefined) return roundAtMs;
		const { notDoneAtMs = -Infinity } = task;
		const lastAgeMs = notDoneAtMs < startMs ? undefined : notDoneAtMs - startMs;
		const leastGapMs = SCARCE * pacing.checkGapMs * Math.min(this.watches.size, queue.slots);
		return Math.min(roundAtMs, startMs + nextCheckAgeMs(lastAgeMs, queue.times, leastGapMs));
	}

	/** A check leaves now. */
	checks({ task }: TaskWatch): void {
		const nowMs = this.clock.now();
		const share = this.queue.times
			? SHARE_WITH_PRIOR
			: Math.max(LEAST_SHARE, SHARE_OF_AGE / Math.sqrt(this.watches.size));
		const pauseMs = Math.max(FIRST_PAUSE_MS, 3 * this.pacing.checkGapMs);
		this.roundAtMs = nowMs + Math.max(pauseMs, share * (nowMs - task.acceptedAtMs));
	}

	/** The round goes to the task that was not checked for long, the older the more often. */
	private roundAtMsOf(task: QueuedTask): number {
		const nowMs = this.clock.now();
		const line = this.queue.firstInLine((it) => this.watches.get(it)?.isTrouble === false);
		const unseenMs = line.map(
			(it, place) => (nowMs - (it.notDoneAtMs ?? it.acceptedAtMs)) / Math.sqrt(place + 1),
		);
		if (line[unseenMs.indexOf(Math.max(...unseenMs))] !== task) return Infinity;
		return this.queue.times
			? Math.max(this.roundAtMs, task.acceptedAtMs + TRUST_MS)
			: this.roundAtMs;
	}
}

/** One task that is being watched. */
export class TaskWatch {
	/** Its last check did not tell anything. */
	isTrouble = false;

	private fromMs = -Infinity;

	private checkedAtMs?: number;

	/** Whether the last check left long after it was wanted. */
	private isLate = false;

	constructor(
		private readonly checker: Checker,
		readonly task: QueuedTask,
		private readonly intervalMs: number,
		private readonly isUrgent: boolean,
	) {}

	/** Resolves when it is time to check, at `byMs` at the latest, and at once when the run is over. */
	async turn(byMs: number): Promise<void> {
		const { clock, pacing } = this.checker;
		const dueMs = () => this.dueMs();
		await new Promise<void>((leave) =>
			pacing.gate.add({ byMs, kind: 'check', order: 0, dueMs, leave: () => leave() }),
		);
		const wantedMs = this.isTrouble ? -Infinity : this.dueMs();
		this.isLate = clock.now() - Math.max(wantedMs, this.task.acceptedAtMs) > LATE_MS;
		this.checkedAtMs = clock.now();
		this.checker.checks(this);
	}

	/** The check, sent at `sentAtMs`, found the task not done. */
	notDone(sentAtMs: number): void {
		this.isTrouble = false;
		this.checker.queue.sawNotDone(this.task, sentAtMs);
		this.checker.pacing.gate.plan();
	}

	/** The check told nothing: the next one comes in `waitMs`, whatever else is known. */
	trouble(waitMs: number): void {
		this.isTrouble = true;
		this.fromMs = this.checker.clock.now() + waitMs;
	}

	/** The check found the task done. */
	done(): void {
		const { queue, clock } = this.checker;
		const tellsNothing = (this.isUrgent || this.isLate) && this.task.notDoneAtMs === undefined;
		if (tellsNothing) this.checker.beginRound();
		else queue.sawDone(this.task, clock.now());
		this.end();
	}

	/** Nobody checks any more; of no effect the second time. */
	end(): void {
		const { queue, clock, pacing } = this.checker;
		queue.leave(this.task, clock.now());
		this.checker.forget(this);
		pacing.gate.plan();
	}

	private dueMs(): number {
		if (this.isTrouble) return this.fromMs;
		if (this.checkedAtMs === undefined && (this.isUrgent || this.intervalMs > 0)) return -Infinity;
		if (this.intervalMs > 0) return (this.checkedAtMs ?? 0) + this.intervalMs;
		return this.checker.checkAtMs(this);
	}
}
