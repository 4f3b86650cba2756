import type { Clock } from './clock';

/** One timer that can be set again and again: it rings at the earliest time for which it was set. */
export class Alarm {
	private nap?: { atMs: number; waking: AbortController };

	constructor(
		private readonly clock: Clock,
		private readonly ring: () => void,
	) {}

	/** Rings at `atMs`, unless it rings before; an infinite time turns it off. */
	set(atMs: number): void {
		if (this.nap && this.nap.atMs <= atMs && atMs < Infinity) return;
		this.nap?.waking.abort('set anew');
		this.nap = undefined;
		if (atMs === Infinity) return;
		const nap = { atMs, waking: new AbortController() };
		this.nap = nap;
		void this.clock.sleep(Math.ceil(atMs - this.clock.now()), nap.waking.signal).then(() => {
			if (this.nap !== nap) return;
			this.nap = undefined;
			this.ring();
		});
	}
}
