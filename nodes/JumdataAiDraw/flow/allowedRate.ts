import type { Clock } from './clock';

/** What is left of the rate when it was found too high. */
const DECREASE = 0.85;
/** What a second adds, in requests a second: so much, and such a share of the rate. */
const INCREASE = 0.02;
const INCREASE_SHARE = 0.005;
/** What a granted request adds, as a share, as long as it is not known where the limit is. */
const SEARCH_INCREASE = 0.1;
/** Refusals are counted in rounds of the time of day, so that processes on one account decrease together. */
const ROUND_S = 3;
/** So many refusals in a round are no accident. */
const MANY = 6;
/** So many refusals one after another do not wait for the end of the round. */
const MOST_IN_ROW = 3;
/** After so many nothing is known of the limit any more. */
const LOST_IN_ROW = 9;
/** After so long without refusal the limit seems to have risen, and probing speeds up. */
const CALM_MS = 60_000;
/** The rate does not grow further than so many times what is made use of. */
const MOST_AHEAD = 2;
const SLOWEST_PER_SECOND = 1 / 15;
const MEASURED_COUNT = 64;
const SHORTEST_MEASURE_MS = 1_000;
const LONGEST_MEASURE_MS = 10_000;
/** How far a gap between two requests is from its mean, either way. */
const JITTER = 0.1;

/**
 * How many requests a second the service allows, learned from what it grants and refuses: unlimited
 * until the first refusal, then a quick search for the limit, then additive increase and multiplicative
 * decrease. The increase goes by time and not by requests, and the decrease comes once a round, so
 * that processes that share an account come to equal shares without knowing of each other.
 */
export class AllowedRate {
	/** Requests a second. */
	perSecond = Infinity;

	/** When the next request may leave, in milliseconds since 1970. */
	freeAtMs = -Infinity;

	private decreasedAtMs = -Infinity;

	private increasedAtMs = -Infinity;

	private isInUse = false;

	private isSearching = false;

	private refusedInRow = 0;

	private round = { number: 0, granted: 0, refused: 0 };

	private readonly grantedAtMs: number[] = [];

	constructor(private readonly clock: Clock) {}

	/** A request leaves now. */
	take(): void {
		if (this.perSecond === Infinity) return;
		const nowMs = this.clock.now();
		const gapMs = 1000 / this.perSecond;
		this.isInUse = nowMs - this.freeAtMs < gapMs;
		this.freeAtMs = nowMs + gapMs * (1 + JITTER * (2 * this.clock.random() - 1));
	}

	/** No request leaves before `atMs`. */
	pauseUntil(atMs: number): void {
		this.freeAtMs = Math.max(this.freeAtMs, atMs);
	}

	/** The service took a request on. */
	granted(): void {
		const nowMs = this.clock.now();
		this.grantedAtMs.push(nowMs);
		if (this.grantedAtMs.length > MEASURED_COUNT) this.grantedAtMs.shift();
		this.refusedInRow = 0;
		if (this.perSecond === Infinity) return;
		this.endRound(nowMs);
		this.round.granted++;
		this.increase(nowMs);
	}

	/** The service found a request, sent at `sentAtMs`, too much; what was sent before the last decrease says nothing new. */
	refused(sentAtMs: number): void {
		if (sentAtMs < this.decreasedAtMs) return;
		const nowMs = this.clock.now();
		const isFirst = this.perSecond === Infinity;
		if (isFirst) this.perSecond = this.measured(nowMs);
		this.endRound(nowMs);
		this.round.refused++;
		this.refusedInRow++;
		const isFound = this.isSearching && this.refusedInRow === 1;
		this.isSearching = isFirst || this.refusedInRow >= LOST_IN_ROW;
		if (isFirst || isFound || this.refusedInRow % MOST_IN_ROW === 0) this.decrease(nowMs);
	}

	/** A refusal turned out to say nothing about the rate: the search for the limit begins anew. */
	doubt(): void {
		this.isSearching = true;
	}

	/** Where much was refused, what was granted shows the limit better than small steps would find it. */
	private endRound(nowMs: number): void {
		const number = Math.floor(nowMs / (ROUND_S * 1000));
		const { granted, refused } = this.round;
		if (number === this.round.number) return;
		this.round = { number, granted: 0, refused: 0 };
		if (refused === 0) return;
		if (refused >= MANY && refused > granted / 2)
			this.perSecond = Math.min(this.perSecond, granted / ROUND_S);
		this.decrease(nowMs);
	}

	private increase(nowMs: number): void {
		const seconds = Math.min((nowMs - this.increasedAtMs) / 1000, 2 / this.perSecond);
		this.increasedAtMs = nowMs;
		if (!this.isInUse || this.perSecond > MOST_AHEAD * this.measured(nowMs)) return;
		if (this.isSearching) this.perSecond *= 1 + SEARCH_INCREASE;
		const courage = Math.max(1, ((nowMs - this.decreasedAtMs) / CALM_MS) ** 2);
		this.perSecond += seconds * courage * (INCREASE + INCREASE_SHARE * this.perSecond);
	}

	private decrease(nowMs: number): void {
		this.round.refused = 0;
		this.perSecond = Math.max(SLOWEST_PER_SECOND, this.perSecond * DECREASE);
		this.decreasedAtMs = nowMs;
		this.increasedAtMs = nowMs;
		this.pauseUntil(nowMs + (1000 / this.perSecond) * this.clock.random());
	}

	/** How many requests a second were granted of late. */
	private measured(nowMs: number): number {
		const recent = this.grantedAtMs.filter((atMs) => nowMs - atMs <= LONGEST_MEASURE_MS);
		if (recent.length === 0) return 1;
		const leastMs = recent.length < MEASURED_COUNT ? SHORTEST_MEASURE_MS : 1;
		return (recent.length * 1000) / Math.max(leastMs, nowMs - recent[0]);
	}
}
