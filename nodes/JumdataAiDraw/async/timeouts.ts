import { Alarm } from './alarm';
import type { Clock } from './clock';

interface Running {
	overAtMs: number;
	onOver: () => void;
}

/** Calls whoever takes too long; all together need one timer, however many begin and end in time. */
export class Timeouts {
	private readonly running = new Set<Running>();

	private readonly alarm: Alarm;

	constructor(private readonly clock: Clock) {
		this.alarm = new Alarm(clock, () => this.callThoseOver());
	}

	/** Calls `onOver` after `durationMs`, unless what it gives back is called before. */
	start(durationMs: number, onOver: () => void): () => void {
		const running = { overAtMs: this.clock.now() + durationMs, onOver };
		this.running.add(running);
		this.alarm.set(running.overAtMs);
		return () => {
			if (this.running.delete(running) && this.running.size === 0) this.alarm.set(Infinity);
		};
	}

	private callThoseOver(): void {
		const nowMs = this.clock.now();
		for (const running of this.running) {
			if (running.overAtMs > nowMs) {
				this.alarm.set(running.overAtMs);
				continue;
			}
			this.running.delete(running);
			running.onOver();
		}
	}
}
