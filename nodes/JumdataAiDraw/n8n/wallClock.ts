import { sleep } from 'n8n-workflow';
import type { Clock } from '../async/clock';
import { unlessAborted } from '../async/unlessAborted';

const LONGEST_NAP_MS = 500;

/** By how much this machine's clock was set back so far, as far as anybody looked. */
let setBackMs = 0;
let lastDateMs = -Infinity;

/** Time that goes on from where it was where this machine's clock is set back. */
function now(): number {
	const dateMs = Date.now();
	setBackMs += Math.max(0, lastDateMs - dateMs);
	lastDateMs = dateMs;
	return dateMs + setBackMs;
}

/**
 * Real time. A long sleep is taken in naps: n8n 1.x has no timer that can be called off, and what is
 * left of one nap keeps nobody waiting.
 */
export const wallClock: Clock = {
	now,
	date: () => Date.now(),
	random: () => Math.random(),
	async sleep(durationMs, signal) {
		const untilMs = now() + durationMs;
		for (let leftMs = durationMs; leftMs > 0; leftMs = untilMs - now()) {
			if (signal?.aborted) return;
			const nap = sleep(Math.min(leftMs, LONGEST_NAP_MS));
			await (signal ? unlessAborted(nap, signal) : nap);
		}
	},
};
