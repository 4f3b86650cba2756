import type { Clock } from './clock';

/** What is left of the rate after a refusal. */
const DECREASE = 0.8;
/** What a granted request adds at one request a second; at four a second it adds twice as much. */
const INCREASE = 0.008;
/** Below this share of the rate that was refused last, the way back is quick. */
const KNOWN_GOOD = 0.7;
const QUICK_INCREASE = 1.06;
/** After so many granted requests in a row the limit seems to have risen: probing speeds up. */
const CALM_COUNT = 60;
const SLOWEST_PER_SECOND = 1 / 15;
const MEASURED_COUNT = 64;
const SHORTEST_MEASURE_MS = 1_000;
const LONGEST_MEASURE_MS = 10_000;
const JITTER = 0.2;

/**
 * How many requests a second the service allows, learned from what it grants and refuses: unlimited
 * until the first refusal, then additive increase and multiplicative decrease. What is added grows
 * less than the rate itself, so that processes that share an account come to equal shares.
 */
export class AllowedRate {
	/** Requests a second. */
	perSecond = Infinity;

	/** When the next request may leave, in milliseconds since 1970. */
	freeAtMs = -Infinity;

	private refusedPerSecond = Infinity;

	private grantedInRow = 0;

	private decreasedAtMs = -Infinity;

	private isBinding = false;

	private readonly grantedAtMs: number[] = [];

	constructor(private readonly clock: Clock) {}

	/** A request leaves now. */
	take(): void {
		if (this.perSecond === Infinity) return;
		const nowMs = this.clock.now();
		const gapMs = 1000 / this.perSecond;
		this.isBinding = nowMs - this.freeAtMs < gapMs / 2;
		this.freeAtMs = nowMs + gapMs * (1 + JITTER * (this.clock.random() - 0.5));
	}

	/** No request leaves before `atMs`. */
	pauseUntil(atMs: number): void {
		this.freeAtMs = Math.max(this.freeAtMs, atMs);
	}

	/** The service took a request on. */
	granted(): void {
		this.grantedAtMs.push(this.clock.now());
		if (this.grantedAtMs.length > MEASURED_COUNT) this.grantedAtMs.shift();
		this.grantedInRow++;
		if (this.perSecond === Infinity || !this.isBinding) return;
		if (this.perSecond < KNOWN_GOOD * this.refusedPerSecond) this.perSecond *= QUICK_INCREASE;
		else this.perSecond += INCREASE * Math.sqrt(this.perSecond) * this.courage();
	}

	/** The service found a request, sent at `sentAtMs`, too much; what was sent before the last decrease says nothing new. */
	refused(sentAtMs: number): void {
		if (sentAtMs <= this.decreasedAtMs) return;
		const nowMs = this.clock.now();
		const isFirstInRow = this.grantedInRow > 0;
		if (this.perSecond === Infinity) this.perSecond = this.measured(nowMs);
		if (isFirstInRow) this.refusedPerSecond = this.perSecond;
		this.perSecond = Math.max(SLOWEST_PER_SECOND, this.perSecond * DECREASE);
		this.grantedInRow = 0;
		this.decreasedAtMs = nowMs;
		this.freeAtMs = Math.max(this.freeAtMs, nowMs + (1000 / this.perSecond) * this.clock.random());
	}

	/** How many requests a second were granted of late. */
	private measured(nowMs: number): number {
		const recent = this.grantedAtMs.filter((atMs) => nowMs - atMs <= LONGEST_MEASURE_MS);
		if (recent.length === 0) return 1;
		const elapsedMs = Math.max(
			nowMs - recent[0],
			recent.length < MEASURED_COUNT ? SHORTEST_MEASURE_MS : 1,
		);
		return (recent.length * 1000) / elapsedMs;
	}

	private courage(): number {
		return Math.max(1, (this.grantedInRow / CALM_COUNT) ** 2);
	}
}
