import { backoffMs } from '../async/backoff';
import type { Clock } from '../async/clock';
import { AllowedPlaces } from './allowedPlaces';
import { Gate } from './gate';
import { type Kind, LearnedRates } from './learnedRates';

/** When a request was sent and what came of it. */
interface Answered {
	sentAtMs: number;
	/** The service took it on; found requests too fast, or too many at once, or had too much for now, as far as it says; or something else was the matter. */
	answer: 'granted' | 'tooFast' | 'tooMany' | 'busy' | 'other';
	/** How long a refusal asks to wait. */
	retryAfterMs?: number;
}

/** A place among those that are with the service at once, from before its request until `release`. */
export interface Place {
	/** What came of its request. `isKept`: it stays with the service. */
	answered(sent: Answered, isKept: boolean): void;
	/** It is with the service no more; of no effect the second time. */
	release(): void;
}

/** What the service says is doubted after so many refusals in a row. Twice: a code that lies costs twice as many; half: bad luck is taken for a lie. */
const DOUBTED_IN_ROW = 3;

/** Finds out how much the service allows, a second and at once, and keeps those who ask it to that. */
export class Pace {
	/** Where requests that need no place wait for their turn. */
	readonly gate: Gate;

	private readonly rates: LearnedRates;
	private readonly places: AllowedPlaces;
	/** The places that somebody has, and those of them that stay with the service. */
	private readonly taken = new Set<Place>();
	private readonly kept = new Set<Place>();
	/** Whether each of these, where the service says it, is taken for too fast. */
	private readonly isTooFast = { tooFast: true, tooMany: false };
	private readonly refusedInRow: Record<Kind, number> = { start: 0, check: 0 };
	private readonly reactedAtMs: Record<Kind, number> = { start: -Infinity, check: -Infinity };

	constructor(
		private readonly clock: Clock,
		halted: AbortSignal,
		mostAtOnce: number,
	) {
		this.rates = new LearnedRates(clock);
		this.places = new AllowedPlaces(mostAtOnce);
		this.gate = new Gate(clock, this.rates, halted);
	}

	/**
	 * Waits for a place, not before `fromMs` and not longer than until `byMs`; those with a smaller
	 * `order` come first. Undefined where the time or the run is over; nobody else goes at that moment.
	 */
	async enter(order: number, fromMs: number, byMs: number): Promise<Place | undefined> {
		return await new Promise((resolve) => {
			this.gate.add({
				kind: 'start',
				dueMs: () => (this.taken.size < this.places.limit ? fromMs : Infinity),
				byMs,
				order: () => order,
				leave: (why) => resolve(why === 'goes' ? this.newPlace() : undefined),
			});
		});
	}

	/** Tells what came of a request that needs no place. */
	answered(sent: Answered): void {
		this.hear('check', sent);
	}

	private newPlace(): Place {
		const place: Place = {
			answered: (sent, isKept) => {
				if (sent.answer === 'granted') this.places.accepted(this.kept.size + 1);
				if (isKept && this.taken.has(place)) this.kept.add(place);
				else this.free(place);
				this.hear('start', sent);
			},
			release: () => {
				this.free(place);
				this.gate.plan();
			},
		};
		this.taken.add(place);
		return place;
	}

	private free(place: Place): void {
		this.taken.delete(place);
		if (this.kept.delete(place)) this.places.ended();
	}

	private hear(kind: Kind, { sentAtMs, answer, retryAfterMs = 0 }: Answered): void {
		if (answer === 'granted') {
			this.refusedInRow[kind] = 0;
			this.rates.granted(kind, sentAtMs);
		} else if (answer !== 'other') {
			this.rates.pause(retryAfterMs);
			// Those that were on the wire together count as one.
			if (sentAtMs > this.reactedAtMs[kind]) this.react(kind, answer);
		}
		this.gate.plan();
	}

	/** The first refusal in a row corrects what it is about; the others are waited out, the longer the more there are. */
	private react(kind: Kind, why: 'tooFast' | 'tooMany' | 'busy'): void {
		this.reactedAtMs[kind] = this.clock.now();
		const inRow = ++this.refusedInRow[kind];
		if (why !== 'busy') this.correct(kind, why, inRow);
		if (why !== 'busy' && inRow === 1) return;
		this.rates.pause(backoffMs(inRow, this.clock.random()), kind);
	}

	private correct(kind: Kind, said: 'tooFast' | 'tooMany', inRow: number): void {
		// A request that takes no place can only be too fast.
		if (kind === 'check') this.isTooFast[said] = true;
		else if (inRow % DOUBTED_IN_ROW === 0) this.isTooFast[said] = !this.isTooFast[said];
		const isTooFast = this.isTooFast[said];
		if (isTooFast && said === 'tooMany') this.places.forgetLimit();
		if (!isTooFast && this.kept.size > 0) {
			this.places.refused(this.kept.size);
			this.rates.tooMany(this.kept.size);
		} else if (inRow === 1) this.rates.tooFast(kind);
	}
}
