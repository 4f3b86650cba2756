import { AllowedNumber } from './allowedNumber';
import { AllowedRate } from './allowedRate';
import { fullJitterMs } from './fullJitter';
import type { Clock } from './clock';
import { Turnstile } from './turnstile';

/** A place among those that are with the service at once, from before its request until `release`. */
export interface Place {
	/** What came of its request. `isKept`: where it was granted, it stays with the service. */
	answered(sent: Sent, isKept: boolean): void;
	/** It is with the service no more; of no effect the second time. */
	release(): void;
}

/** When a request was sent and what came of it: the service took it on, found it too much, or something else was the matter. */
export interface Sent {
	sentAtMs: number;
	answer: 'granted' | 'refused' | 'other';
	/** How long the service asks to wait. */
	retryAfterMs?: number;
}

const TOO_FAST_FOR_MS = 5_000;
const MOST_IN_ROW = 2;
/** So long at least is waited before trying out what helps. */
const TRIAL_MS = 500;

/**
 * Finds out how much the service allows, a second and at once, and keeps all requests of a batch to
 * it. Whether a refusal means "too fast" or "too many at once" shows by what helps: after a pause,
 * another try with as many at once as before.
 */
export class Pace {
	/** Where all requests wait for their turn. */
	readonly turnstile: Turnstile;

	private readonly rate: AllowedRate;

	private readonly number: AllowedNumber;

	private takenCount = 0;

	private keptCount = 0;

	/** Beyond how many at once it is being tried out what helps, and when. */
	private trial?: { beyond: number; atMs: number };

	private lastHelp?: 'slower' | 'fewer';

	private refusedInRow = 0;

	/** How many were at once when a place was refused last. */
	private refusedAtOnce = 0;

	private reactedAtMs = -Infinity;

	private tooFastUntilMs = -Infinity;

	constructor(
		private readonly clock: Clock,
		halted: AbortSignal,
		mostAtOnce: number,
	) {
		this.rate = new AllowedRate(clock);
		this.number = new AllowedNumber(mostAtOnce);
		this.turnstile = new Turnstile(clock, this.rate, halted);
	}

	/**
	 * Waits for a place, not before `fromMs` and not longer than until `byMs`; those with a smaller
	 * `order` come first. Undefined where the time or the run is over.
	 */
	async enter(order: number, fromMs: number, byMs: number): Promise<Place | undefined> {
		return await new Promise((resolve) => {
			this.turnstile.add({
				byMs,
				kind: 'submit',
				order,
				dueMs: () => Math.max(fromMs, this.nextPlaceMs()),
				leave: (why) => resolve(why === 'goes' ? this.newPlace() : undefined),
			});
		});
	}

	/** Tells what came of a request that needs no place. */
	answered(sent: Sent): void {
		if (sent.answer === 'granted') this.rate.granted();
		if (sent.answer === 'refused') {
			this.tooFastUntilMs = this.clock.now() + TOO_FAST_FOR_MS;
			this.rate.refused(sent.sentAtMs);
		}
		this.obey(sent);
	}

	private obey({ answer, retryAfterMs = 0 }: Sent): void {
		if (answer === 'refused') this.rate.pauseUntil(this.clock.now() + retryAfterMs);
		this.turnstile.plan();
	}

	private newPlace(): Place {
		let state: 'asking' | 'kept' | 'released' = 'asking';
		this.takenCount++;
		const free = () => {
			if (state === 'released') return;
			this.takenCount--;
			if (state === 'kept') this.keptCount--;
			if (state === 'kept') this.number.ended();
			state = 'released';
		};
		const release = () => {
			free();
			this.turnstile.plan();
		};
		const answered = (sent: Sent, isKept: boolean) => {
			const atOnce = this.keptCount;
			if (isKept) {
				state = 'kept';
				this.keptCount++;
			} else {
				free();
			}
			if (sent.answer === 'granted') this.granted(sent.sentAtMs, atOnce);
			if (sent.answer === 'refused') this.refused(sent.sentAtMs, atOnce);
			this.obey(sent);
		};
		return { answered, release };
	}

	/** When there is room for one more; infinite as long as something must end first. */
	private nextPlaceMs(): number {
		if (this.takenCount >= this.number.limit) return Infinity;
		if (!this.trial || this.takenCount < this.trial.beyond) return -Infinity;
		return this.takenCount > this.keptCount ? Infinity : this.trial.atMs;
	}

	private granted(sentAtMs: number, atOnce: number): void {
		const { trial } = this;
		this.refusedInRow = 0;
		if (trial && sentAtMs < trial.atMs) {
			trial.beyond = Math.max(trial.beyond, this.keptCount);
		} else if (trial && atOnce >= trial.beyond) {
			this.decide('slower');
			this.rate.refused(sentAtMs);
		}
		this.rate.granted();
		this.number.accepted(atOnce + 1);
	}

	private refused(sentAtMs: number, atOnce: number): void {
		const isSibling = this.trial && atOnce >= this.trial.beyond && sentAtMs < this.trial.atMs;
		if (isSibling || sentAtMs < this.reactedAtMs) return;
		const nowMs = this.clock.now();
		const isTried = atOnce > 0 && this.trial?.beyond === atOnce;
		const isSameNumber = atOnce > 0 && atOnce === this.refusedAtOnce;
		const isRepeated = ++this.refusedInRow > MOST_IN_ROW || isSameNumber;
		const isTooFast = nowMs < this.tooFastUntilMs || this.lastHelp === 'slower';
		this.reactedAtMs = nowMs;
		this.refusedAtOnce = atOnce;
		if (isTooFast && !isRepeated && !this.number.isFullAt(atOnce)) {
			this.decide('slower');
			this.rate.refused(sentAtMs);
		} else if (isTried) {
			this.decide('fewer');
			this.number.refused(atOnce);
		} else {
			const pauseMs = TRIAL_MS + fullJitterMs(this.refusedInRow, this.clock.random());
			this.trial = { beyond: atOnce, atMs: nowMs + pauseMs };
		}
	}

	private decide(help: 'slower' | 'fewer'): void {
		this.lastHelp = help;
		this.trial = undefined;
	}
}
