import type { Clock } from '../async/clock';
import type { Gate } from '../pacing/gate';
import { nextCheckAgeMs, SHORTEST_GAP_MS } from './checkTimes';
import { type QueuedTask, QueueModel } from './queueModel';

/** The pause of the round, as a share of the age of the task that was checked. Twice: the first one done is found late; half: more checks in vain. */
const SHARE_OF_AGE = 0.28;
/** A check that comes so much later than it is wanted does not tell how long the task took. Twice: a busy service is thought slow; half: less is learned where checks are scarce. */
const LATE_MS = 2_000;

/**
 * Decides when which task of a run is checked. While nothing is known of how long tasks take, one
 * check at a time goes round them, more and more seldom; from the first one that is done on, each is
 * checked when it is likely done, then closely, then less and less.
 */
export class Checker {
	readonly queue = new QueueModel();

	private roundAtMs = -Infinity;

	constructor(
		readonly clock: Clock,
		/** Lets checks through. */
		readonly gate: Gate,
	) {}

	/**
	 * Begins to watch a task, at a fixed interval or (0) as seems best. `acceptedAtMs`: when it was
	 * accepted just now; undefined where that is long ago, so that it may be done and is checked at once.
	 */
	watch(acceptedAtMs: number | undefined, intervalMs: number): TaskWatch {
		return new TaskWatch(this, acceptedAtMs, intervalMs);
	}

	/** When to check a task of which nothing else decides. */
	checkAtMs(task: QueuedTask): number {
		const { learned } = this.queue;
		if (!learned) return this.roundAtMs;
		const startMs = this.queue.startOf(task, learned, this.clock.now());
		if (startMs === undefined) return Infinity;
		const { notDoneAtMs = -Infinity } = task;
		return startMs + nextCheckAgeMs(notDoneAtMs - startMs, learned.meanMs);
	}

	/** Of those due at the same time: in the round, the one not checked for long comes first, the older the sooner. */
	orderOf({ index, acceptedAtMs, notDoneAtMs = acceptedAtMs }: QueuedTask): number {
		return this.queue.learned ? 0 : (notDoneAtMs - this.clock.now()) / (index + 1);
	}

	/** A check leaves now: the next one of the round waits the longer, the older the task. */
	checks({ acceptedAtMs }: QueuedTask): void {
		const nowMs = this.clock.now();
		const share = SHARE_OF_AGE / Math.sqrt(this.queue.unfinished.size);
		this.roundAtMs = nowMs + Math.max(SHORTEST_GAP_MS, share * (nowMs - acceptedAtMs));
	}

	/** A task that is done is no reason to wait. */
	beginRound(): void {
		this.roundAtMs = -Infinity;
	}
}

/** One task that is being watched. */
class TaskWatch {
	private readonly task: QueuedTask;
	/** Whether the task may have been done before anybody looked. */
	private readonly isOld: boolean;
	/** When to check it, whatever is known of others. */
	private wantedAtMs?: number;
	/** Whether the last check came long after it was wanted. */
	private isLate = false;

	constructor(
		private readonly checker: Checker,
		acceptedAtMs: number | undefined,
		private readonly intervalMs: number,
	) {
		this.isOld = acceptedAtMs === undefined;
		this.task = checker.queue.accept(acceptedAtMs ?? checker.clock.now());
		if (this.isOld || intervalMs > 0) this.wantedAtMs = -Infinity;
	}

	/** Resolves when it is time to check, at `byMs` at the latest, and at once when the run is over. */
	async due(byMs: number): Promise<void> {
		const { task, checker } = this;
		await new Promise<void>((resolve) =>
			checker.gate.add({
				kind: 'check',
				dueMs: () => this.wantedAtMs ?? checker.checkAtMs(task),
				byMs,
				order: () => checker.orderOf(task),
				leave: () => {
					const hasOwnTime = this.wantedAtMs !== undefined;
					const wantedMs = hasOwnTime ? -Infinity : checker.checkAtMs(task);
					this.isLate = checker.clock.now() - Math.max(wantedMs, task.acceptedAtMs) > LATE_MS;
					// Who has a time of his own does not put off the others.
					if (!hasOwnTime) checker.checks(task);
					resolve();
				},
			}),
		);
	}

	/** The check, sent at `sentAtMs`, found the task not done. */
	notDone(sentAtMs: number): void {
		this.wantedAtMs = this.intervalMs > 0 ? sentAtMs + this.intervalMs : undefined;
		this.checker.queue.sawNotDone(this.task, sentAtMs);
		this.checker.gate.plan();
	}

	/** The check told nothing: the next one comes in `waitMs`, whatever else is known. */
	trouble(waitMs: number): void {
		this.wantedAtMs = this.checker.clock.now() + waitMs;
	}

	/** The check found the task done. */
	done(): void {
		const { queue, clock } = this.checker;
		const mayBeLong = (this.isOld || this.isLate) && this.task.notDoneAtMs === undefined;
		if (!mayBeLong) queue.sawDone(this.task, clock.now());
		this.checker.beginRound();
		this.end();
	}

	/** Nobody checks any more; of no effect the second time. */
	end(): void {
		const { queue, clock, gate } = this.checker;
		queue.leave(this.task, clock.now());
		gate.plan();
	}
}
