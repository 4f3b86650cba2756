import type { Clock } from './clock';
import { whenAborted } from './whenAborted';

/** Ends a request from outside: when `signal` fires, or when it takes too long, unless it is settled before. */
export class Cut {
	/** Why the request was ended, if it was. */
	reason?: string;

	private readonly cutting = new AbortController();
	private readonly callOff: () => void;

	constructor(
		private readonly clock: Clock,
		signal: AbortSignal = new AbortController().signal,
	) {
		this.callOff = whenAborted(signal, () => this.fire('it was stopped'));
	}

	get signal(): AbortSignal {
		return this.cutting.signal;
	}

	/** Ends it after `durationMs`, unless what this gives back is called before. */
	after(durationMs: number, reason: string): () => void {
		const ended = new AbortController();
		void this.clock.sleep(durationMs, ended.signal).then(() => {
			if (!ended.signal.aborted) this.fire(reason);
		});
		return () => ended.abort();
	}

	settle(): void {
		this.callOff();
	}

	private fire(reason: string): void {
		this.reason ??= reason;
		this.cutting.abort();
	}
}
