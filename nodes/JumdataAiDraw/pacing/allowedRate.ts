import type { Clock } from '../async/clock';

/** What a refusal leaves of the rate. Twice the cut: a shared account is used less; half: more is refused until the rate fits. */
const DECREASE = 0.92;
/** What each granted request adds in a search, as a share. Twice: the search overshoots, and more is refused; half: a first run stays below its limit for longer. */
const SEARCH_INCREASE = 0.1;
/** What a second adds afterwards. Twice: more is refused once settled; half: a limit that rises is found later. */
const INCREASE_A_SECOND = 0.01;
/** How far a gap is from its mean, either way. Twice: requests come closer than the limit allows; half: two processes that meet keep meeting. */
const JITTER = 0.05;
/** The time in which granted requests make the first rate. Twice: what passed at the start counts for less; half: a burst is taken for the rate. */
const LATELY_MS = 1_000;

/**
 * How many requests a second the service allows, learned from what it grants and refuses: unlimited
 * until the first refusal, then what was granted in the last second, with quick growth until the next
 * refusal, then slow growth, and a decrease by a share at each refusal. Where many share an account,
 * the growth is by time and the decrease by request, so that who has more loses more.
 */
export class AllowedRate {
	/** Requests a second. */
	perSecond = Infinity;

	/** When the next request may leave, in milliseconds since 1970. */
	freeAtMs = -Infinity;

	private isSearching = true;

	/** The last request left as soon as it might. */
	isInUse = false;

	private grewAtMs = -Infinity;

	private decreasedAtMs = -Infinity;

	private latelyAtMs: number[] = [];

	constructor(private readonly clock: Clock) {}

	/** The usual time between two requests. */
	get gapMs(): number {
		return 1000 / this.perSecond;
	}

	/** A request leaves now, which all together had wait until `waitedUntilMs`. */
	take(waitedUntilMs: number): void {
		if (this.perSecond === Infinity) return;
		const nowMs = this.clock.now();
		this.isInUse = this.freeAtMs >= waitedUntilMs && nowMs - this.freeAtMs < this.gapMs;
		this.freeAtMs = nowMs + this.gapMs * (1 + JITTER * (2 * this.clock.random() - 1));
	}

	/** Another rate was found too high: it is not looked for quickly any more how much more is allowed. */
	endSearch(): void {
		this.isSearching &&= this.perSecond === Infinity;
	}

	/** No request leaves before `atMs`. */
	pauseUntil(atMs: number): void {
		this.freeAtMs = Math.max(this.freeAtMs, atMs);
	}

	/** The service took a request on. */
	granted(): void {
		const nowMs = this.clock.now();
		const seconds = Math.min(nowMs - this.grewAtMs, this.gapMs) / 1000;
		this.grewAtMs = nowMs;
		if (this.perSecond === Infinity) this.latelyAtMs.push(nowMs);
		else if (this.isInUse)
			this.perSecond *= 1 + (this.isSearching ? SEARCH_INCREASE : INCREASE_A_SECOND * seconds);
	}

	/** A request, sent at `sentAtMs`, was too fast; one that left before the last decrease says nothing new. */
	refused(sentAtMs: number): void {
		if (sentAtMs <= this.decreasedAtMs) return;
		const nowMs = this.clock.now();
		this.isSearching = this.perSecond === Infinity;
		if (this.isSearching) {
			const lately = this.latelyAtMs.filter((atMs) => nowMs - atMs <= LATELY_MS).length;
			this.perSecond = Math.max(1, lately);
			this.latelyAtMs = [];
		}
		this.perSecond *= DECREASE;
		this.decreasedAtMs = nowMs;
		this.pauseUntil(nowMs + this.gapMs);
	}
}
