import type { Clock } from '../async/clock';
import { AllowedRate } from './allowedRate';

/** What is let through: the start of something, which takes a place, or a check, which takes none. */
export type Kind = 'start' | 'check';

/** So many refusals of one kind in a row, and it is its own limit. Twice: a wrong guess lasts; half: one limit is taken for two. */
const OWN_IN_ROW = 4;

const OTHER: Record<Kind, Kind> = { start: 'check', check: 'start' };

/** How fast each kind of request may go, and all together: the service may limit them apart, or in common, or both. */
export class LearnedRates {
	private readonly all: AllowedRate;
	private readonly own: Record<Kind, AllowedRate>;
	/** How many of a kind were too fast since one of the other kind was. */
	private readonly inRow: Record<Kind, number> = { start: OWN_IN_ROW, check: OWN_IN_ROW };

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
		this.all.granted(sentAtMs);
		this.own[kind].granted(sentAtMs);
	}

	/**
	 * A request was too fast. As long as only one kind is, the limit is its own, and once both are it is
	 * taken for one in common, unless many of one kind follow one another.
	 */
	tooFast(kind: Kind): void {
		this.inRow[OTHER[kind]] = 0;
		const isOwn = ++this.inRow[kind] > OWN_IN_ROW;
		(isOwn ? this.own[kind] : this.all).refused();
	}

	/** A start is refused beside `count` that were taken on: from now on starts keep a distance, since of two at once it does not show whether they are too many or too fast. */
	tooMany(count: number): void {
		this.own.start.begin(count);
	}

	/** No request goes for so long, or none of a kind. */
	pause(durationMs: number, kind?: Kind): void {
		(kind ? this.own[kind] : this.all).pauseUntil(this.clock.now() + durationMs);
	}
}
