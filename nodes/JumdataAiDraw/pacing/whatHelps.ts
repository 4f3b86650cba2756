import type { Clock } from '../async/clock';

/** What helps against a refusal: requests were too fast, or too many at once. */
export type Help = 'slower' | 'fewer';

/** So long it is plain that requests are too fast, after one was refused that takes no place. */
const TOO_FAST_FOR_MS = 10_000;
/** So many refusals in a row may all mean too fast. */
const MOST_IN_ROW = 4;
/** So long at least is waited before a trial. */
const TRIAL_MS = 500;
/** And so much longer at most. */
const TRIAL_SPREAD_MS = 1_000;
/** Of the requests that take no place, how many of late. */
const LATELY = 8;
/** There is no room for one more where so many refusals would otherwise be as unlikely as that. */
const LEAST_LUCK = 0.01;

/**
 * Tells "too fast" from "too many at once" by what helps. A refusal whose reason is not plain begins a
 * trial: a pause, then one more try with as many at once as before. Where that succeeds, waiting
 * helped; where it is refused as well, there must be fewer, unless that may be bad luck, as many others
 * are refused. With nothing at once there cannot be fewer.
 */
export class WhatHelps {
	/** `luck`: how likely it is that as many as were refused at this number were only too fast. */
	private trial?: { beyond: number; atMs: number; luck: number };

	/** Which share of the requests that take no place were refused of late. */
	private refusedShare = 0;

	private lastHelp?: Help;

	private refusedInRow = 0;

	/** How many were at once when one more was refused last. */
	private refusedAtOnce = 0;

	private reactedAtMs = -Infinity;

	private tooFastUntilMs = -Infinity;

	constructor(private readonly clock: Clock) {}

	/** A request was answered that takes no place, so that a refusal can only mean too fast. */
	answeredWithoutPlace(isRefused: boolean): void {
		this.refusedShare += (Number(isRefused) - this.refusedShare) / LATELY;
		if (isRefused) this.tooFastUntilMs = this.clock.now() + TOO_FAST_FOR_MS;
	}

	/** When one more may be tried, with `takenCount` places taken, `keptCount` of them by what was accepted. */
	nextTryMs(takenCount: number, keptCount: number): number {
		if (!this.trial || takenCount < this.trial.beyond) return -Infinity;
		return takenCount > keptCount ? Infinity : this.trial.atMs;
	}

	/** A request sent at `sentAtMs` was granted when `atOnce` were at once; with it there are `keptCount`. */
	granted(sentAtMs: number, atOnce: number, keptCount: number): Help | undefined {
		const { trial } = this;
		this.refusedInRow = 0;
		if (!trial) return undefined;
		if (sentAtMs < trial.atMs) trial.beyond = Math.max(trial.beyond, keptCount);
		else if (atOnce >= trial.beyond) return this.decide('slower');
		return undefined;
	}

	/**
	 * A request sent at `sentAtMs` was refused when `atOnce` were at once. `isFull`: so many are known to
	 * be all that there is room for. Requests that were on the wire together count as one.
	 */
	refused(sentAtMs: number, atOnce: number, isFull: boolean): Help | undefined {
		const { trial } = this;
		const isSibling = trial && atOnce >= trial.beyond && sentAtMs < trial.atMs;
		if (isSibling || sentAtMs < this.reactedAtMs) return undefined;
		const nowMs = this.clock.now();
		this.reactedAtMs = nowMs;
		const isTried = trial?.beyond === atOnce;
		if (atOnce === 0 && (isTried || this.lastHelp)) return this.decide('slower');
		const isPlain = nowMs < this.tooFastUntilMs;
		const isSameNumber = atOnce > 0 && atOnce === this.refusedAtOnce && !isPlain;
		const isRepeated = ++this.refusedInRow > MOST_IN_ROW || isSameNumber;
		const isTooFast = isPlain || this.lastHelp === 'slower';
		this.refusedAtOnce = atOnce;
		if (isTooFast && !isRepeated && !isFull) return this.decide('slower');
		const luck = this.refusedShare * (isTried ? trial.luck : 1);
		if (isTried && luck < LEAST_LUCK) return this.decide('fewer');
		const pauseMs = TRIAL_MS + TRIAL_SPREAD_MS * this.clock.random();
		this.trial = { beyond: atOnce, atMs: nowMs + pauseMs, luck };
		return undefined;
	}

	private decide(help: Help): Help {
		this.lastHelp = help;
		this.trial = undefined;
		return help;
	}
}
