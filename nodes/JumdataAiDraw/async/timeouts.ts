import type { Clock } from './clock';

interface Running {
	overAtMs: number;
	onOver: () => void;
}

/** Calls whoever takes too long; all together need one timer, however many begin and end in time. */
export class Timeouts {
	private readonly running = new Set<Running>();

	private nap?: { untilMs: number; waking: AbortController };

	constructor(private readonly clock: Clock) {}

	/** Calls `onOver` after `durationMs`, unless what it gives back is called before. */
	start(durationMs: number, onOver: () => void): () => void {
		const running = { overAtMs: this.clock.now() + durationMs, onOver };
		this.running.add(running);
		if (!this.nap || running.overAtMs < this.nap.untilMs) this.sleepUntil(running.overAtMs);
		return () => {
			if (this.running.delete(running) && this.running.size === 0) this.rest();
		};
	}

	private rest(): void {
		this.nap?.waking.abort('all have ended');
		this.nap = undefined;
	}

	private sleepUntil(untilMs: number): void {
		this.rest();
		const nap = { untilMs, waking: new AbortController() };
		this.nap = nap;
		void this.clock.sleep(untilMs - this.clock.now(), nap.waking.signal).then(() => {
			if (this.nap === nap) this.wake();
		});
	}

	private wake(): void {
		this.nap = undefined;
		const nowMs = this.clock.now();
		let nextMs = Infinity;
		for (const running of this.running) {
			if (running.overAtMs > nowMs) {
				nextMs = Math.min(nextMs, running.overAtMs);
				continue;
			}
			this.running.delete(running);
			running.onOver();
		}
		if (nextMs < Infinity) this.sleepUntil(nextMs);
	}
}
