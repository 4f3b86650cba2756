import { Alarm } from './alarm';
import type { Clock } from './clock';
import { whenAborted } from './whenAborted';

/** Ends a request from outside: when `signal` fires, or when something of it takes too long, unless it is settled before. */
export class Cut {
	/** Why the request was ended, if it was. */
	reason?: string;

	private readonly cutting = new AbortController();
	readonly signal: AbortSignal = this.cutting.signal;
	private readonly callOff?: () => void;
	private readonly limits = new Set<{ atMs: number; reason: string }>();
	private readonly alarm: Alarm;

	constructor(
		private readonly clock: Clock,
		signal?: AbortSignal,
	) {
		if (signal) this.callOff = whenAborted(signal, () => this.fire('it was stopped'));
		this.alarm = new Alarm(clock, () => this.check());
	}

	/** Ends it after `durationMs`, unless what this gives back is called before. */
	after(durationMs: number, reason: string): () => void {
		const limit = { atMs: this.clock.now() + durationMs, reason };
		this.limits.add(limit);
		this.alarm.set(limit.atMs);
		return () => this.limits.delete(limit);
	}

	/** The request has ended: nothing of it takes too long any more. */
	end(): void {
		this.callOff?.();
		this.alarm.set(Infinity);
	}

	private check(): void {
		for (const { atMs, reason } of this.limits) {
			if (atMs > this.clock.now()) this.alarm.set(atMs);
			else this.fire(reason);
		}
	}

	private fire(reason: string): void {
		this.reason ??= reason;
		this.cutting.abort();
	}
}
