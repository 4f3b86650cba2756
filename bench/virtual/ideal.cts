import { seededChance } from '../../test/support/seededChance.cts';

/** How a service draws, and how far away it is. */
export interface Drawing {
	rows: number;
	slots: number;
	drawMs: number;
	drawSpread: number;
	/** Where the drawing times' chance begins. */
	seed: number;
	latencyMs: number;
}

/**
 * How long an all-knowing client takes: its submits lie ready at the service before a slot falls free,
 * each slot draws the next task without a pause, and the last query comes at the moment the last
 * picture is ready. No client can be faster, since drawing times are given out in order.
 */
export function idealMs({ rows, slots, drawMs, drawSpread, seed, latencyMs }: Drawing): number {
	const chance = seededChance(seed);
	const freeAtMs = Array.from({ length: slots }, () => 0);
	for (let row = 0; row < rows; row++) {
		const slot = freeAtMs.indexOf(Math.min(...freeAtMs));
		freeAtMs[slot] += Math.round(drawMs * (1 + drawSpread * (2 * chance() - 1)));
	}
	return Math.max(...freeAtMs) + latencyMs;
}
