import type { Clock } from '../async/clock';

/** What a refusal leaves of the rate. Twice the cut: cold runs and those of few tasks at once take longer; half: more is refused until the rate fits. */
const DECREASE = 0.92;
/** How many requests a second each granted one adds. Twice: more is refused once settled; half: a limit that rises is found later. */
const INCREASE = 0.006;
/** How far a gap is from its mean, either way. Twice: requests come closer than the limit allows; half: two processes that meet keep meeting. */
const JITTER = 0.05;
/** The time in which granted requests make the first rate. Twice: what passed at the start counts for less; half: a burst is taken for the rate. */
const LATELY_MS = 1_000;

/**
 * How many requests a second the service allows, learned from what it grants and refuses: unlimited
 * until the first refusal, then what was granted in the last second, a little more with each granted
 * request, and less by a share with each refused one, so that of those who share an account who has more
 * loses more.
 */
export class AllowedRate {
	/** When the next request may leave, in milliseconds since 1970. */
	freeAtMs = -Infinity;

	private perSecond = Infinity;
	private firstRefusedAtMs = Infinity;
	/** Whether the last request left as soon as it might. */
	private isInUse = false;
	/** When those were sent that were granted, of those sent before the first refusal. */
	private readonly grantedMs: number[] = [];

	/** `makesUp`: a request that left late lets the next one leave at once. */
	constructor(
		private readonly clock: Clock,
		private readonly makesUp = false,
	) {}

	/** A request leaves now, which all together had wait until `waitedUntilMs`. */
	take(waitedUntilMs: number): void {
		if (this.perSecond === Infinity) return;
		const nowMs = this.clock.now();
		this.isInUse = this.freeAtMs >= waitedUntilMs && nowMs - this.freeAtMs < this.gapMs;
		const gapMs = this.gapMs * (1 + JITTER * (2 * this.clock.random() - 1));
		this.freeAtMs = this.makesUp ? Math.max(nowMs, this.freeAtMs + gapMs) : nowMs + gapMs;
	}

	/** No request leaves before `atMs`. */
	pauseUntil(atMs: number): void {
		this.freeAtMs = Math.max(this.freeAtMs, atMs);
	}

	/** The service took on a request that was sent at `sentAtMs`. */
	granted(sentAtMs: number): void {
		const isEarly = sentAtMs < this.firstRefusedAtMs;
		if (isEarly) this.grantedMs.push(sentAtMs);
		if (this.perSecond === Infinity) return;
		// Refusals may be quicker than grants.
		if (isEarly) this.perSecond = Math.max(this.perSecond, DECREASE * this.grantedLately());
		else if (this.isInUse) this.perSecond += INCREASE;
	}

	/** A request was too fast. */
	refused(): void {
		if (this.perSecond < Infinity) this.perSecond *= DECREASE;
		else this.begin();
		this.pauseUntil(this.clock.now() + this.gapMs);
	}

	/** Where there was no limit so far, somewhat less than this is the first; if nothing is said, than was granted lately. */
	begin(perSecond?: number): void {
		if (this.perSecond < Infinity) return;
		this.firstRefusedAtMs = this.clock.now();
		this.perSecond = DECREASE * (perSecond ?? this.grantedLately());
	}

	/** How many were granted in the last second before the first refusal; one at least. */
	private grantedLately(): number {
		const fromMs = this.firstRefusedAtMs - LATELY_MS;
		return Math.max(1, this.grantedMs.filter((atMs) => atMs >= fromMs).length);
	}

	/** The usual time between two requests. */
	private get gapMs(): number {
		return 1000 / this.perSecond;
	}
}
