import { backoffMs } from '../async/backoff';
import type { Clock } from '../async/clock';
import { AllowedRate } from './allowedRate';
import type { Kind, Rates } from './gate';

/** Two kinds that are refused within this time have a limit in common. Twice: limits apart are taken for one; half: one for two. */
const TOGETHER_MS = 1_000;
/** So many refusals of one kind in a row, and it is its own limit after all. Twice: a wrong guess lasts; half: one limit is taken for two. */
const OWN_IN_ROW = 4;

const OTHER: Record<Kind, Kind> = { start: 'check', check: 'start' };

/** How fast each kind of request may go, and all together: the service may limit them apart, or in common, or both. */
export class LearnedRates implements Rates {
	private readonly all: AllowedRate;

	private readonly own: Record<Kind, AllowedRate>;

	/** How many of a kind were refused since one was granted, for whatever reason. */
	private readonly refusedInRow: Record<Kind, number> = { start: 0, check: 0 };

	private readonly tooFastAtMs: Record<Kind, number> = { start: -Infinity, check: -Infinity };

	/** The kind that was too fast last, and how many times in a row. */
	private last: { kind?: Kind; inRow: number } = { inRow: 0 };

	constructor(private readonly clock: Clock) {
		// A start and the check that made room for it come close together.
		this.all = new AllowedRate(clock, true);
		this.own = { start: new AllowedRate(clock), check: new AllowedRate(clock) };
	}

	freeAtMs(kind: Kind): number {
		return Math.max(this.all.freeAtMs, this.own[kind].freeAtMs);
	}

	take(kind: Kind): void {
		const freeAtMs = this.freeAtMs(kind);
		this.all.take(freeAtMs);
		this.own[kind].take(freeAtMs);
	}

	/** A request, sent at `sentAtMs`, was granted. */
	granted(kind: Kind, sentAtMs: number): void {
		this.refusedInRow[kind] = 0;
		this.all.granted(sentAtMs);
		this.own[kind].granted(sentAtMs);
	}

	/** No request goes for as long as the service asks. */
	pause(durationMs: number): void {
		this.all.pauseUntil(this.clock.now() + durationMs);
	}

	/**
	 * A request was refused, for whatever reason: the more in a row, the longer its kind waits; the first one
	 * not, where it is corrected what it was about.
	 */
	backOff(kind: Kind, isCorrected: boolean): void {
		if (++this.refusedInRow[kind] === 1 && isCorrected) return;
		const waitMs = backoffMs(this.refusedInRow[kind], this.clock.random());
		this.own[kind].pauseUntil(this.clock.now() + waitMs);
	}

	/**
	 * A request, sent at `sentAtMs`, was too fast: the rate that let it go is lowered, be it the one of its
	 * kind or that of all. Where refusals follow one another, waiting is for `backOff`.
	 */
	tooFast(kind: Kind, sentAtMs: number): void {
		if (this.refusedInRow[kind] > 0) return;
		const { all } = this;
		const own = this.own[kind];
		const nowMs = this.clock.now();
		const isInCommon = all.isInUse || nowMs - this.tooFastAtMs[OTHER[kind]] < TOGETHER_MS;
		this.tooFastAtMs[kind] = nowMs;
		this.last = { kind, inRow: kind === this.last.kind ? this.last.inRow + 1 : 1 };
		const mayBeOwn = own.isInUse || own.perSecond === Infinity;
		const isOwn = mayBeOwn && (!isInCommon || this.last.inRow >= OWN_IN_ROW);
		(isOwn ? own : all).refused(sentAtMs);
	}
}
