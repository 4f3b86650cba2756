import type { Clock } from '../../nodes/JumdataAiDraw/async/clock';
import { whenAborted } from '../../nodes/JumdataAiDraw/async/whenAborted';
import { type Timer, TimerHeap } from './timerHeap.cts';

const TURNS_TO_SETTLE = 3;
const MOST_JUMPS = 200_000;

/** Lets everything happen that needs no time: promises, next ticks, streams in memory. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < TURNS_TO_SETTLE; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/**
 * Time that jumps: nobody waits, and what was slept is on record. `chance` gives the numbers of
 * `random()`; without it they are all one half. A run that takes more than `mostJumps` jumps is
 * thought to have no end.
 */
export class VirtualClock implements Clock {
	/** Every sleep that was begun, in milliseconds, in the order in which they were. */
	readonly slept: number[] = [];

	private readonly timers = new TimerHeap();

	private sleepCount = 0;

	constructor(
		private nowMs = Date.UTC(2026, 0, 1),
		private readonly chance: () => number = () => 0.5,
		private readonly mostJumps = MOST_JUMPS,
	) {}

	now(): number {
		return this.nowMs;
	}

	date(): number {
		return this.nowMs;
	}

	random(): number {
		return this.chance();
	}

	async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
		this.slept.push(durationMs);
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const timer: Timer = {
				dueMs: this.nowMs + Math.max(0, durationMs),
				order: this.sleepCount++,
				wake: () => {
					callOff();
					resolve();
				},
			};
			const cancel = () => {
				this.timers.cancel(timer);
				resolve();
			};
			this.timers.add(timer);
			const callOff = signal ? whenAborted(signal, cancel) : () => {};
		});
	}

	/** How many sleepers there are. */
	get sleeperCount(): number {
		return this.timers.size;
	}

	/** Moves time on by `durationMs`, waking everybody whose time comes, in order. */
	async advance(durationMs: number): Promise<void> {
		const untilMs = this.nowMs + durationMs;
		await settle();
		while (this.nextDueMs() <= untilMs) await this.jump();
		this.nowMs = untilMs;
		await settle();
	}

	/** Moves time on from sleeper to sleeper until `promise` settles, and gives back what it gives. */
	async runUntil<T>(promise: Promise<T>): Promise<T> {
		let isSettled = false;
		const settled = promise.finally(() => (isSettled = true));
		settled.catch(() => {});
		await settle();
		for (let jumps = 0; !isSettled; jumps++) {
			if (this.timers.size === 0) throw new Error('Everybody waits, and nobody sleeps');
			if (jumps > this.mostJumps) throw new Error(`No end after ${this.mostJumps} jumps`);
			await this.jump();
		}
		return await settled;
	}

	private nextDueMs(): number {
		return this.timers.next()?.dueMs ?? Infinity;
	}

	private async jump(): Promise<void> {
		const next = this.timers.take();
		if (!next) return;
		this.nowMs = Math.max(this.nowMs, next.dueMs);
		next.wake();
		await settle();
	}
}
