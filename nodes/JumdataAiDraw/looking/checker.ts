import type { Clock } from '../async/clock';
import type { Gate } from '../pacing/gate';
import { nextCheckAgeMs, SHORTEST_GAP_MS } from './checkTimes';
import { type QueuedTask, TaskQueue } from './taskQueue';

/** How many tasks are thought to be at work while none is done. Twice: the first round takes long; half: tasks beyond it are not seen. */
const REACH = 32;
/** The pause of the round, as a share of the age of the task that was checked. Twice: the first one done is found late; half: more checks in vain. */
const SHARE_OF_AGE = 0.28;
/** A check that came so much later than it was wanted does not tell how long the task took. Twice: a busy service is thought slow; half: less is learned where checks are scarce. */
const LATE_MS = 2_000;

/**
 * Decides when which task of a run is checked. While nothing is known of how long tasks take, one
 * check at a time goes round the oldest tasks, more and more seldom; from the first one that is done
 * on, each is checked when it is likely done, then closely, then less and less.
 */
export class Checker {
	readonly queue = new TaskQueue();

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
		const { queue } = this;
		const { learned } = queue;
		if (!learned) return task === this.nextInRound() ? this.roundAtMs : Infinity;
		const startMs = queue.startOf(task, learned, this.clock.now());
		if (startMs === undefined) return Infinity;
		const { notDoneAtMs = -Infinity } = task;
		const lastAgeMs = notDoneAtMs < startMs ? undefined : notDoneAtMs - startMs;
		return startMs + nextCheckAgeMs(lastAgeMs, learned.times);
	}

	/** A check leaves now: the next one of the round waits the longer, the older the task. */
	checks(task: QueuedTask): void {
		const nowMs = this.clock.now();
		const share = SHARE_OF_AGE / Math.sqrt(this.queue.unfinished.size);
		this.roundAtMs = nowMs + Math.max(SHORTEST_GAP_MS, share * (nowMs - task.acceptedAtMs));
	}

	/** A task that is done is no reason to wait. */
	beginRound(): void {
		this.roundAtMs = -Infinity;
	}

	/** The task that was not checked for long, the older the more often. */
	private nextInRound(): QueuedTask | undefined {
		const nowMs = this.clock.now();
		const unseenMs = ({ notDoneAtMs, acceptedAtMs }: QueuedTask) =>
			nowMs - (notDoneAtMs ?? acceptedAtMs);
		const line = this.queue.oldest(REACH, ({ wantedAtMs }) => wantedAtMs === undefined);
		const urgency = line.map((task, place) => unseenMs(task) / Math.sqrt(place + 1));
		return line[urgency.indexOf(Math.max(...urgency))];
	}
}

/** One task that is being watched. */
export class TaskWatch {
	readonly task: QueuedTask;

	/** Whether the task may have been done before anybody looked. */
	private readonly isOld: boolean;

	/** Whether the last check left long after it was wanted. */
	private isLate = false;

	constructor(
		private readonly checker: Checker,
		acceptedAtMs: number | undefined,
		private readonly intervalMs: number,
	) {
		const { queue, clock } = checker;
		this.isOld = acceptedAtMs === undefined;
		this.task = queue.accept(acceptedAtMs ?? clock.now());
		if (this.isOld || intervalMs > 0) this.task.wantedAtMs = -Infinity;
	}

	/** Resolves when it is time to check, at `byMs` at the latest, and at once when the run is over. */
	async turn(byMs: number): Promise<void> {
		const { task, checker } = this;
		const dueMs = () => task.wantedAtMs ?? checker.checkAtMs(task);
		await new Promise<void>((leave) =>
			checker.gate.add({ byMs, kind: 'check', order: 0, dueMs, leave: () => leave() }),
		);
		const wantedMs = task.wantedAtMs === undefined ? checker.checkAtMs(task) : -Infinity;
		this.isLate = checker.clock.now() - Math.max(wantedMs, task.acceptedAtMs) > LATE_MS;
		// Who has a time of his own does not put off the others.
		if (task.wantedAtMs === undefined) checker.checks(task);
	}

	/** The check, sent at `sentAtMs`, found the task not done. */
	notDone(sentAtMs: number): void {
		this.task.wantedAtMs = this.intervalMs > 0 ? sentAtMs + this.intervalMs : undefined;
		this.checker.queue.sawNotDone(this.task, sentAtMs);
		this.checker.gate.plan();
	}

	/** The check told nothing: the next one comes in `waitMs`, whatever else is known. */
	trouble(waitMs: number): void {
		this.task.wantedAtMs = this.checker.clock.now() + waitMs;
	}

	/** The check found the task done. */
	done(): void {
		const { queue, clock } = this.checker;
		const tellsNothing = (this.isOld || this.isLate) && this.task.notDoneAtMs === undefined;
		if (tellsNothing) this.checker.beginRound();
		else queue.sawDone(this.task, clock.now());
		this.end();
	}

	/** Nobody checks any more; of no effect the second time. */
	end(): void {
		const { queue, clock, gate } = this.checker;
		queue.leave(this.task, clock.now());
		gate.plan();
	}
}
