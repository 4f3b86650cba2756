import { seededChance } from '../../test/support/seededChance.cts';
import type { Account } from './account.cts';

/** How far away the service is, and how many tasks the client has under way at once. */
export interface Client {
	latencyMs: number;
	atOnce: number;
}

/**
 * How long a client takes that knows everything, but keeps to what the account allows and to what it
 * may have under way: it asks once for each task, at the moment at which it is done or as soon as the
 * limits let it, and its submits arrive as soon as there is room. Drawing times are given out in order
 * of acceptance, so that no client can be much faster.
 */
export function idealMs(
	account: Account & { drawSpread: number },
	{ latencyMs, atOnce }: Client,
): number {
	const { rows, slots, drawMs, drawSpread, seed, maxUnfinished = Infinity } = account;
	const all = new Allowance(account.requestsPerSecond);
	const submits = new Allowance(account.submitsPerSecond);
	const queries = new Allowance(account.queriesPerSecond);
	const chance = seededChance(seed);
	const slotFreeAtMs = Array.from({ length: Math.min(slots, rows) }, () => 0);
	/** When each task ends that had not ended yet when the last one came. */
	const unfinishedMs = new Line();
	/** When each task ends that was not asked for yet. */
	const unknownMs = new Line();
	/** From when on each place of the client is free that is not in use. */
	const placeFreeAtMs = Array.from({ length: Math.min(atOnce, rows) }, () => 0);
	let submitted = 0;
	let lastMs = 0;
	const roomMs = () =>
		unfinishedMs.length < maxUnfinished ? -Infinity : unfinishedMs.at(maxUnfinished);
	while (submitted < rows || unknownMs.length > 0) {
		const mayMs =
			submitted < rows && placeFreeAtMs.length > 0
				? Math.max(lastMs, placeFreeAtMs[0], roomMs())
				: Infinity;
		const submitMs = Math.max(all.fromMs(mayMs), submits.fromMs(mayMs));
		const doneMs =
			unknownMs.length > 0 ? Math.max(lastMs, unknownMs.at(unknownMs.length)) : Infinity;
		const queryMs = Math.max(all.fromMs(doneMs), queries.fromMs(doneMs));
		lastMs = Math.min(submitMs, queryMs);
		all.take(lastMs);
		if (submitMs <= queryMs) {
			submits.take(lastMs);
			placeFreeAtMs.shift();
			submitted++;
			const slot = slotFreeAtMs.indexOf(Math.min(...slotFreeAtMs));
			const drawnMs = Math.round(drawMs * (1 + drawSpread * (2 * chance() - 1)));
			slotFreeAtMs[slot] = Math.max(lastMs, slotFreeAtMs[slot]) + drawnMs;
			unfinishedMs.dropUntil(lastMs);
			unfinishedMs.add(slotFreeAtMs[slot]);
			unknownMs.add(slotFreeAtMs[slot]);
		} else {
			queries.take(lastMs);
			unknownMs.shift();
			placeFreeAtMs.push(lastMs + latencyMs);
		}
	}
	return lastMs + latencyMs;
}

/** Times in order. */
class Line {
	private readonly timesMs: number[] = [];

	private first = 0;

	get length(): number {
		return this.timesMs.length - this.first;
	}

	/** The time of which there are `count` from there to the end. */
	at(count: number): number {
		return this.timesMs[this.timesMs.length - count];
	}

	add(atMs: number): void {
		let place = this.timesMs.length;
		while (place > this.first && this.timesMs[place - 1] > atMs) place--;
		this.timesMs.splice(place, 0, atMs);
	}

	shift(): void {
		this.first++;
	}

	dropUntil(nowMs: number): void {
		while (this.length > 0 && this.timesMs[this.first] <= nowMs) this.first++;
	}
}

/** As many requests a second as a service allows, and one second's worth at once. */
class Allowance {
	private readonly gapMs: number;

	private readonly aheadMs: number;

	/** When all would be full again. */
	private fullAtMs = -Infinity;

	constructor(perSecond = Infinity) {
		this.gapMs = 1000 / perSecond;
		this.aheadMs = (Math.max(1, perSecond) - 1) * this.gapMs;
	}

	/** When the next may come, `fromMs` at the earliest. */
	fromMs(fromMs: number): number {
		return this.gapMs === 0 ? fromMs : Math.max(fromMs, this.fullAtMs - this.aheadMs);
	}

	take(atMs: number): void {
		this.fullAtMs = Math.max(this.fullAtMs, atMs) + this.gapMs;
	}
}
