import type { Clock } from '../async/clock';
import { AllowedPlaces } from './allowedPlaces';
import { Gate, type Kind } from './gate';
import { LearnedRates } from './learnedRates';
import { type Meaning, RefusalMeaning } from './refusalMeaning';

/** A place among those that are with the service at once, from before its request until `release`. */
export interface Place {
	/** What came of its request. `isKept`: where it was granted, it stays with the service. */
	answered(sent: Answered, isKept: boolean): void;
	/** It is with the service no more; of no effect the second time. */
	release(): void;
}

/** When a request was sent and what came of it: the service took it on, found it too much, or something else was the matter. */
export interface Answered {
	sentAtMs: number;
	answer: 'granted' | 'refused' | 'other';
	/** What a refusal says it is about, which may be wrong; nothing, where it is about neither. */
	refusedAs?: Meaning;
	/** How long the service asks to wait. */
	retryAfterMs?: number;
}

/** Finds out how much the service allows, a second and at once, and keeps those who ask it to that. */
export class Pace {
	/** Where requests that need no place wait for their turn. */
	readonly gate: Gate;

	private readonly rates: LearnedRates;

	private readonly places: AllowedPlaces;

	private readonly meaning = new RefusalMeaning();

	private takenCount = 0;

	private keptCount = 0;

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
				byMs,
				kind: 'start',
				order,
				dueMs: () => (this.takenCount < this.places.limit ? fromMs : Infinity),
				leave: (why) => resolve(why === 'goes' ? this.newPlace() : undefined),
			});
		});
	}

	/** Tells what came of a request that needs no place. */
	answered(sent: Answered): void {
		this.obey('check', sent);
	}

	private newPlace(): Place {
		let isKept = false;
		let isReleased = false;
		this.takenCount++;
		const free = () => {
			if (isReleased) return;
			isReleased = true;
			this.takenCount--;
			if (!isKept) return;
			this.keptCount--;
			this.places.ended();
		};
		const answered = (sent: Answered, staysThere: boolean) => {
			const atOnce = this.keptCount;
			isKept = staysThere;
			if (isKept) this.keptCount++;
			else free();
			if (sent.answer === 'granted') {
				this.places.accepted(atOnce + 1);
				this.meaning.granted();
			}
			this.obey('start', sent);
		};
		const release = () => {
			free();
			this.gate.plan();
		};
		return { answered, release };
	}

	private obey(kind: Kind, sent: Answered): void {
		const { answer, retryAfterMs = 0 } = sent;
		if (answer === 'granted') this.rates.granted(kind, sent.sentAtMs);
		if (answer === 'refused') {
			this.rates.pause(retryAfterMs);
			// Those that were on the wire together count as one.
			if (sent.sentAtMs > this.reactedAtMs[kind]) this.react(kind, sent);
		}
		this.gate.plan();
	}

	private react(kind: Kind, { sentAtMs, refusedAs }: Answered): void {
		this.reactedAtMs[kind] = this.clock.now();
		if (refusedAs) this.correct(kind, sentAtMs, refusedAs);
		this.rates.backOff(kind, refusedAs !== undefined);
	}

	private correct(kind: Kind, sentAtMs: number, said: Meaning): void {
		if (kind === 'check') this.meaning.isTooFast(said);
		const meaning = kind === 'check' ? 'tooFast' : this.meaning.of(said);
		if (said === 'tooMany' && meaning === 'tooFast') this.places.forgetLimit();
		if (meaning === 'tooFast' || this.keptCount === 0) this.rates.tooFast(kind, sentAtMs);
		else this.places.refused(this.keptCount);
	}
}
