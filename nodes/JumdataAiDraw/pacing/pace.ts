import { AllowedNumber } from './allowedNumber';
import { AllowedRate } from './allowedRate';
import type { Clock } from '../async/clock';
import { OwnRefusals } from './ownRefusals';
import { Turnstile } from './turnstile';
import { WhatHelps } from './whatHelps';

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
	/** What a refusal says it is about; it may be wrong. */
	refusedAs?: 'tooFast' | 'tooMany';
	/** How long the service asks to wait. */
	retryAfterMs?: number;
}

/**
 * Finds out how much the service allows, a second and at once, and keeps all requests of a batch to
 * it.
 */
export class Pace {
	/** Where requests that need no place wait for their turn. */
	readonly checks: Turnstile;

	private readonly rate: AllowedRate;

	private readonly number: AllowedNumber;

	private takenCount = 0;

	private keptCount = 0;

	private readonly whatHelps: WhatHelps;

	private readonly ownRefusals = new OwnRefusals();

	constructor(
		private readonly clock: Clock,
		halted: AbortSignal,
		mostAtOnce: number,
	) {
		this.rate = new AllowedRate(clock);
		this.number = new AllowedNumber(mostAtOnce);
		this.whatHelps = new WhatHelps(clock);
		this.checks = new Turnstile(clock, this.rate, halted);
	}

	/**
	 * Waits for a place, not before `fromMs` and not longer than until `byMs`; those with a smaller
	 * `order` come first. Undefined where the time or the run is over; nobody else goes at that moment.
	 */
	async enter(order: number, fromMs: number, byMs: number): Promise<Place | undefined> {
		return await new Promise((resolve) => {
			this.checks.add({
				byMs,
				kind: 'submit',
				order,
				dueMs: () => Math.max(fromMs, this.nextPlaceMs()),
				leave: (why) => resolve(why === 'goes' ? this.newPlace(order) : undefined),
			});
		});
	}

	/** Tells what came of a request that needs no place. */
	answered(sent: Answered): void {
		if (sent.answer === 'granted') this.rate.granted();
		if (sent.answer !== 'other') this.whatHelps.answeredWithoutPlace(sent.answer === 'refused');
		if (sent.answer === 'refused') this.rate.refused(sent.sentAtMs);
		this.obey(sent);
	}

	private obey({ answer, retryAfterMs = 0 }: Answered): void {
		if (answer === 'refused') this.rate.pauseUntil(this.clock.now() + retryAfterMs);
		this.checks.plan();
	}

	private newPlace(row: number): Place {
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
			this.checks.plan();
		};
		const answered = (sent: Answered, isKept: boolean) => {
			const atOnce = this.keptCount;
			if (isKept) {
				state = 'kept';
				this.keptCount++;
			} else {
				free();
			}
			if (sent.answer === 'granted') this.granted(row, sent.sentAtMs, atOnce);
			if (sent.answer === 'refused') this.refused(row, sent.sentAtMs, atOnce);
			this.obey(sent);
		};
		return { answered, release };
	}

	/** When there is room for one more; infinite as long as something must end first. */
	private nextPlaceMs(): number {
		if (this.takenCount >= this.number.limit) return Infinity;
		return this.whatHelps.nextTryMs(this.takenCount, this.keptCount);
	}

	private granted(row: number, sentAtMs: number, atOnce: number): void {
		this.ownRefusals.granted(row);
		const help = this.whatHelps.granted(sentAtMs, atOnce, this.keptCount);
		if (help === 'slower') this.rate.slowDown(sentAtMs);
		this.rate.granted();
		this.number.accepted(atOnce + 1);
	}

	private refused(row: number, sentAtMs: number, atOnce: number): void {
		if (this.ownRefusals.isOwn(row)) {
			if (this.ownRefusals.isOnlyOne) this.rate.doubt();
			return;
		}
		const help = this.whatHelps.refused(sentAtMs, atOnce, this.number.isFullAt(atOnce));
		if (help === 'slower') this.rate.refused(sentAtMs);
		if (help === 'fewer') this.number.refused(atOnce);
	}
}
