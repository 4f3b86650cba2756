import type { Clock } from './clock';

/** How long is enough where nothing ever worked, since nobody is there to answer. */
const NOBODY_THERE_MS = 60_000;

/**
 * Tells when something that many try has failed all of them for too long: `over` fires once nothing
 * worked for `limitMs()` on end, though it was tried. While anything of it is held, no time counts.
 */
export class Patience<Reason> {
	readonly over: AbortSignal;

	/** Why the last try failed. */
	reason?: Reason;

	private readonly ending = new AbortController();

	private readonly closing = new AbortController();

	/** Since when nothing worked, as far as that counts. */
	private sinceMs?: number;

	private isFailing = false;

	private heldCount = 0;

	/** Every try so far found nobody there. */
	private isNobodyThere = true;

	private isWatching = false;

	constructor(
		private readonly clock: Clock,
		private readonly limitMs: () => number,
	) {
		this.over = this.ending.signal;
	}

	/** A try that began at `beganAtMs` failed; `isNobodyThere`: its host does not exist or refuses connections. */
	failed(reason: Reason, beganAtMs: number, isNobodyThere = false): void {
		this.reason = reason;
		this.isNobodyThere &&= isNobodyThere;
		this.count(this.isFailing ? this.clock.now() : beganAtMs);
		this.isFailing = true;
	}

	/** A try succeeded. */
	worked(): void {
		this.isNobodyThere = false;
		this.isFailing = false;
		this.sinceMs = undefined;
	}

	/** No time counts until what this gives back is called. */
	hold(): () => void {
		this.heldCount++;
		this.sinceMs = undefined;
		return () => {
			this.heldCount--;
			if (this.isFailing) this.count(this.clock.now());
		};
	}

	/** Nobody tries any more. */
	close(): void {
		this.closing.abort();
	}

	private count(fromMs: number): void {
		if (this.heldCount > 0) return;
		this.sinceMs ??= fromMs;
		if (!this.isWatching) void this.watch();
	}

	private async watch(): Promise<void> {
		this.isWatching = true;
		while (this.sinceMs !== undefined && !this.closing.signal.aborted) {
			const limitMs = this.limitMs();
			const enoughMs = this.isNobodyThere ? Math.min(NOBODY_THERE_MS, limitMs) : limitMs;
			const leftMs = this.sinceMs + enoughMs - this.clock.now();
			if (leftMs > 0) await this.clock.sleep(leftMs, this.closing.signal);
			else break;
		}
		this.isWatching = false;
		if (this.sinceMs !== undefined && !this.closing.signal.aborted) this.ending.abort();
	}
}
