import { sleep } from 'n8n-workflow';
import type { Clock } from '../async/clock';
import { unlessAborted } from '../async/unlessAborted';

const LONGEST_NAP_MS = 500;

/**
 * Real time. A long sleep is taken in naps: n8n 1.x has no timer that can be called off, and what is
 * left of one nap keeps nobody waiting.
 */
export const wallClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(durationMs, signal) {
		const untilMs = Date.now() + durationMs;
		for (let leftMs = durationMs; leftMs > 0; leftMs = untilMs - Date.now()) {
			if (signal?.aborted) return;
			const nap = sleep(Math.min(leftMs, LONGEST_NAP_MS));
			await (signal ? unlessAborted(nap, signal) : nap);
		}
	},
};
