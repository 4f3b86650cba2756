import type { Clock } from '../async/clock';

/** What is left of the rate when it was found too high. */
const DECREASE = 0.94;
/** What a second adds at one request a second, in requests a second; more at higher rates, but not in proportion. */
const INCREASE = 0.0029;
const INCREASE_POWER = 0.75;
/** At the lowest rates not more than so much times the rate squared: about half of all would be refused. */
const MOST_INCREASE = 0.03;
/** A rate that was limited just now grows so many times as fast; that wears off. */
const YOUNG_TIMES = 11;
const YOUNG_MS = 360_000;
/** What a granted request adds, as a share, as long as it is not known where the limit is. */
const SEARCH_INCREASE = 0.1;
/** So long a decrease is given to show. */
const SETTLING_MS = 1_000;
/** So many refusals soon after a search, and at least half as many as were granted, show that it went too far. */
const MANY = 4;
/** After so many decreases without a granted request between them nothing is known of the limit any more. */
const LOST_IN_ROW = 9;
/** The next request after a refusal comes within such a share of the usual gap; each further one doubles it, up to all. */
const REFUSED_GAP = 0.1;
/** After so long without refusal the limit seems to have risen, and probing speeds up. */
const CALM_MS = 60_000;
/** The rate does not grow further than so many times what is made use of, and in a search so many times. */
const MOST_AHEAD = 1.3;
const MOST_AHEAD_IN_SEARCH = 1.6;
const SLOWEST_PER_SECOND = 1 / 15;
const MEASURED_COUNT = 64;
const SHORTEST_MEASURE_MS = 1_000;
const LONGEST_MEASURE_MS = 10_000;
/** How far a gap between two requests is from its mean, either way. */
const JITTER = 0.05;

/**
 * How many requests a second the service allows, learned from what it grants and refuses: unlimited
 * until the first refusal, then a quick search for the limit, then small increases by time and a
 * decrease by a share at a refusal. Who has less gains more in proportion, so that processes that
 * share an account come to equal shares without knowing of each other; nearly even gaps, and soon
 * another try after a refusal, let them find times at which they do not meet.
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

	/** A search has just ended. */
	private hasSearched = false;

	private refusedInRow = 0;

	/** Decreases since the last granted request. */
	private decreasesInRow = 0;

	/** Since the last decrease. */
	private lately = { granted: 0, refused: 0 };

	private limitedAtMs = 0;

	private pausedUntilMs = -Infinity;

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
		this.pausedUntilMs = Math.max(this.pausedUntilMs, atMs);
		this.freeAtMs = Math.max(this.freeAtMs, atMs);
	}

	/** The service took a request on. */
	granted(): void {
		const nowMs = this.clock.now();
		this.grantedAtMs.push(nowMs);
		if (this.grantedAtMs.length > MEASURED_COUNT) this.grantedAtMs.shift();
		this.decreasesInRow = 0;
		this.refusedInRow = 0;
		this.lately.granted++;
		if (this.perSecond < Infinity && this.isInUse) {
			if (this.isSearching) this.search(nowMs);
			const calm = (nowMs - this.decreasedAtMs) / CALM_MS;
			this.increase(nowMs, Math.max(1, calm) ** 2);
		}
		this.increasedAtMs = nowMs;
	}

	/** The service found a request, sent at `sentAtMs`, too much. */
	refused(sentAtMs: number): void {
		const nowMs = this.clock.now();
		this.lately.refused++;
		if (this.perSecond < Infinity && this.decreasesInRow < LOST_IN_ROW) this.increase(nowMs, 1);
		this.slowDown(sentAtMs);
		const share = Math.min(1, REFUSED_GAP * 2 ** this.refusedInRow++);
		const gapMs = (1000 / this.perSecond) * share * this.clock.random();
		this.freeAtMs = Math.max(this.pausedUntilMs, nowMs + gapMs);
	}

	/** It turned out that requests were too fast; one sent before the last decrease could show says nothing new. */
	slowDown(sentAtMs: number): void {
		const nowMs = this.clock.now();
		const isFirst = this.perSecond === Infinity;
		if (isFirst) {
			this.perSecond = this.measured(nowMs);
			this.limitedAtMs = nowMs;
		}
		if (sentAtMs < this.decreasedAtMs + SETTLING_MS) return;
		const { granted, refused } = this.lately;
		const isTooFar = this.hasSearched && granted > 0 && refused >= Math.max(MANY, granted / 2);
		const grantedMs = nowMs - this.decreasedAtMs;
		if (isTooFar) this.perSecond = Math.min(this.perSecond, (granted * 1000) / grantedMs);
		this.perSecond = Math.max(SLOWEST_PER_SECOND, this.perSecond * DECREASE);
		this.hasSearched = this.isSearching || isTooFar;
		this.lately = { granted: 0, refused: 0 };
		this.decreasesInRow++;
		this.isSearching = isFirst || this.decreasesInRow >= LOST_IN_ROW;
		this.decreasedAtMs = nowMs;
		this.increasedAtMs = nowMs;
		this.freeAtMs = Math.max(this.freeAtMs, nowMs + (1000 / this.perSecond) * this.clock.random());
	}

	/** A refusal turned out to say nothing about the rate: the search for the limit begins anew. */
	doubt(): void {
		this.isSearching = true;
	}

	private search(nowMs: number): void {
		if (this.perSecond > MOST_AHEAD_IN_SEARCH * this.measured(nowMs)) return;
		this.perSecond *= 1 + SEARCH_INCREASE;
	}

	/** At refusals as well, as long as something is granted now and then: whoever is refused most would else gain least. */
	private increase(nowMs: number, courage: number): void {
		const seconds = Math.min((nowMs - this.increasedAtMs) / 1000, 2 / this.perSecond);
		this.increasedAtMs = nowMs;
		// A clock that was set back.
		if (seconds < 0 || this.perSecond > MOST_AHEAD * this.measured(nowMs)) return;
		const youth = Math.max(0, 1 - (nowMs - this.limitedAtMs) / YOUNG_MS);
		const growth = Math.min(
			INCREASE * Math.max(1, this.perSecond ** INCREASE_POWER),
			MOST_INCREASE * this.perSecond ** 2,
		);
		this.perSecond += seconds * courage * (1 + (YOUNG_TIMES - 1) * youth) * growth;
	}

	/** How many requests a second were granted of late. */
	private measured(nowMs: number): number {
		const recent = this.grantedAtMs.filter((atMs) => nowMs - atMs <= LONGEST_MEASURE_MS);
		if (recent.length === 0) return 1;
		const leastMs = recent.length < MEASURED_COUNT ? SHORTEST_MEASURE_MS : 1;
		return (recent.length * 1000) / Math.max(leastMs, nowMs - recent[0]);
	}
}
