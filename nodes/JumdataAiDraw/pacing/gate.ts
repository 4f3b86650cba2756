import { Alarm } from '../async/alarm';
import type { Clock } from '../async/clock';
import { whenAborted } from '../async/whenAborted';
import type { Kind, LearnedRates } from './learnedRates';

/** Somebody who waits to be let through. */
export interface Waiter {
	kind: Kind;
	/** When it may go, in milliseconds since 1970; infinite as long as something must happen first. */
	dueMs(): number;
	/** When it stops waiting. */
	byMs: number;
	/** Of a kind, the one with the smallest comes first, then the one due first. */
	order(): number;
	/** It is let through, or its time is over. */
	leave(why: 'goes' | 'late'): void;
}

/** A check whose time is over so soon comes before starts, too. Twice: starts wait for checks of runs with little time; half: what is done may be found too late. */
const LAST_CHANCE_MS = 30_000;
/** Half of it, and a failure would not be heard before the next one goes; twice, and nobody would notice. */
const QUIET_MS = 1;

/** Lets those who wait go one by one, each when it is due and the rates allow; all together need one timer. */
export class Gate {
	private readonly waiting = new Set<Waiter>();
	private readonly alarm: Alarm;
	/** Nobody leaves before; whoever left late is to be heard first. */
	private quietUntilMs = -Infinity;

	/** When `halted` fires, all leave. */
	constructor(
		private readonly clock: Clock,
		private readonly rates: Pick<LearnedRates, 'freeAtMs' | 'take'>,
		private readonly halted: AbortSignal,
	) {
		this.alarm = new Alarm(clock, () => this.plan());
		whenAborted(halted, () => this.plan());
	}

	add(waiter: Waiter): void {
		this.waiting.add(waiter);
		this.plan();
	}

	/** Something happened that may change who is due, and when. */
	plan(): void {
		for (;;) {
			const nowMs = this.clock.now();
			if (this.halted.aborted) this.dismissAll();
			if (nowMs < this.quietUntilMs) return this.alarm.set(this.quietUntilMs);
			const next = this.next(nowMs);
			if (!next || next.atMs > nowMs) return this.alarm.set(next?.atMs ?? Infinity);
			const { waiter, goesAtMs } = next;
			const isDue = goesAtMs <= nowMs;
			this.waiting.delete(waiter);
			if (isDue) this.rates.take(waiter.kind);
			else this.quietUntilMs = nowMs + QUIET_MS;
			waiter.leave(isDue ? 'goes' : 'late');
		}
	}

	/** Who leaves next, and when. */
	private next(nowMs: number) {
		const leaving = [...this.waiting].map((waiter) => {
			const dueMs = waiter.dueMs();
			const goesAtMs = Math.max(dueMs, this.rates.freeAtMs(waiter.kind));
			const atMs = Math.max(nowMs, Math.min(goesAtMs, waiter.byMs));
			return { waiter, goesAtMs, atMs, rank: rankOf(waiter, nowMs), order: waiter.order(), dueMs };
		});
		const before = (one: (typeof leaving)[number], other: typeof one) =>
			one.atMs - other.atMs ||
			one.rank - other.rank ||
			one.order - other.order ||
			one.dueMs - other.dueMs;
		return leaving.reduce((first, it) => (before(it, first) < 0 ? it : first), leaving[0]);
	}

	private dismissAll(): void {
		const all = [...this.waiting];
		this.waiting.clear();
		for (const waiter of all) waiter.leave('late');
	}
}

/** Starts come first, since what is started works while others are checked; but not before a check that is running out of time. */
function rankOf({ kind, byMs }: Waiter, nowMs: number): number {
	if (kind === 'start') return 1;
	return byMs - nowMs < LAST_CHANCE_MS ? 0 : 2;
}
