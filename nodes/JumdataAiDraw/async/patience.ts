import { Alarm } from './alarm';
import type { Clock } from './clock';

/** How long is enough where nothing ever worked, since nobody is there to answer. Twice: a wrong address costs two minutes; half: a short outage ends the run. */
const NOBODY_THERE_MS = 60_000;

/**
 * Tells when something that many try has failed all of them for too long: `over` fires once nothing
 * worked for `limitMs()` on end, though it was tried. While anything of it is suspended, no time counts.
 */
export class Patience<Reason> {
	/** Why the last try failed. */
	reason?: Reason;

	/** Since when nothing worked, as far as that counts. */
	private failingSinceMs = Infinity;
	private suspendedCount = 0;
	/** Every try so far found nobody there. */
	private isNobodyThere = true;
	private readonly ending = new AbortController();
	readonly over: AbortSignal = this.ending.signal;
	private readonly alarm: Alarm;

	constructor(
		private readonly clock: Clock,
		private readonly limitMs: () => number,
	) {
		this.alarm = new Alarm(clock, () => this.check());
	}

	/** A try that began at `beganAtMs` failed; `isNobodyThere`: its host does not exist or refuses connections. */
	failed(reason: Reason, beganAtMs: number, isNobodyThere = false): void {
		this.reason = reason;
		this.isNobodyThere &&= isNobodyThere;
		if (this.failingSinceMs < Infinity) return;
		this.failingSinceMs = beganAtMs;
		this.check();
	}

	/** A try succeeded. */
	worked(): void {
		this.isNobodyThere = false;
		this.failingSinceMs = Infinity;
	}

	/** No time counts until what this gives back is called. */
	suspend(): () => void {
		this.suspendedCount++;
		this.alarm.set(Infinity);
		return () => {
			this.suspendedCount--;
			if (this.failingSinceMs < Infinity) this.failingSinceMs = this.clock.now();
			this.check();
		};
	}

	/** Nobody tries any more. */
	close(): void {
		this.suspend();
	}

	private check(): void {
		if (this.suspendedCount > 0) return;
		const limitMs = this.limitMs();
		const enoughMs = this.isNobodyThere ? Math.min(NOBODY_THERE_MS, limitMs) : limitMs;
		const overAtMs = this.failingSinceMs + enoughMs;
		if (overAtMs <= this.clock.now()) this.ending.abort();
		else this.alarm.set(overAtMs);
	}
}
