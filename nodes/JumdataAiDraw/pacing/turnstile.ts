import type { Clock } from '../async/clock';

/** Somebody who waits to be let through. */
export interface Waiter {
	/** When it may go, in milliseconds since 1970; infinite as long as something must happen first. */
	dueMs(): number;
	/** When it stops waiting. */
	byMs: number;
	/** Where several kinds may go, they take turns. */
	kind: 'submit' | 'look';
	/** Of a kind, the one with the smallest comes first, then the one due first. */
	order: number;
	/** It is let through, or its time is over. */
	leave(why: 'goes' | 'late'): void;
}

/** Long enough for a failure to be heard: everything that happens without waiting has happened by then. */
const QUIET_MS = 1;

/**
 * Lets those who wait go one by one, each when it is due and the pace allows; nobody waits for
 * another's turn, and all together need one timer.
 */
export class Turnstile {
	private readonly waiting = new Set<Waiter>();

	private lastKind?: Waiter['kind'];

	/** Nobody leaves before; whoever left late is to be heard first. */
	private quietUntilMs = -Infinity;

	private nap?: { untilMs: number; waking: AbortController };

	/** `freeAtMs` tells when the next may go; `take` hears that one went. When `halted` fires, all leave. */
	constructor(
		private readonly clock: Clock,
		private readonly pace: { freeAtMs: number; take(): void },
		private readonly halted: AbortSignal,
	) {
		halted.addEventListener('abort', () => this.plan(), { once: true });
	}

	/** Whether the pace may make those wait who are due: something was refused. */
	get isPaced(): boolean {
		return this.pace.freeAtMs > -Infinity;
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
			if (nowMs < this.quietUntilMs) return this.sleepUntil(this.quietUntilMs);
			const { next, atMs } = this.soonest(nowMs);
			if (!next || atMs > nowMs) return this.sleepUntil(atMs);
			this.waiting.delete(next);
			const isDue = next.dueMs() <= nowMs && this.pace.freeAtMs <= nowMs;
			if (isDue) this.pace.take();
			else this.quietUntilMs = nowMs + QUIET_MS;
			this.lastKind = next.kind;
			next.leave(isDue ? 'goes' : 'late');
		}
	}

	private soonest(nowMs: number): { next?: Waiter; atMs: number } {
		const { freeAtMs } = this.pace;
		let next: Waiter | undefined;
		let nextDueMs = Infinity;
		let atMs = Infinity;
		for (const waiter of this.waiting) {
			const dueMs = waiter.dueMs();
			const ownMs = Math.max(nowMs, Math.min(Math.max(dueMs, freeAtMs), waiter.byMs));
			const isSooner =
				ownMs < atMs || (ownMs === atMs && next && this.isBefore(waiter, dueMs, next, nextDueMs));
			if (!isSooner) continue;
			next = waiter;
			nextDueMs = dueMs;
			atMs = ownMs;
		}
		return { next, atMs };
	}

	private isBefore(one: Waiter, oneMs: number, other: Waiter, otherMs: number): boolean {
		if (one.kind !== other.kind) return other.kind === this.lastKind;
		return one.order - other.order < 0 || (one.order === other.order && oneMs < otherMs);
	}

	private dismissAll(): void {
		const all = [...this.waiting];
		this.waiting.clear();
		for (const waiter of all) waiter.leave('late');
	}

	private sleepUntil(atMs: number): void {
		if (this.nap && this.nap.untilMs <= atMs && atMs !== Infinity) return;
		this.nap?.waking.abort('woken');
		this.nap = undefined;
		if (atMs === Infinity) return;
		const nap = { untilMs: atMs, waking: new AbortController() };
		this.nap = nap;
		void this.clock.sleep(Math.ceil(atMs - this.clock.now()), nap.waking.signal).then(() => {
			if (this.nap !== nap) return;
			this.nap = undefined;
			this.plan();
		});
	}
}
