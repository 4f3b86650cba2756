import { whenAborted } from './whenAborted';

/** Ends a request from outside: when `signal` fires, or when `fire` is called before `settle`. */
export class Cut {
	/** Why the request was ended, if it was. */
	reason?: string;

	private readonly cutting = new AbortController();

	private isSettled = false;

	private readonly callOff?: () => void;

	constructor(signal?: AbortSignal) {
		if (signal) this.callOff = whenAborted(signal, () => this.fire('it was stopped'));
	}

	get signal(): AbortSignal {
		return this.cutting.signal;
	}

	fire(reason: string): void {
		if (this.isSettled || this.signal.aborted) return;
		this.reason = reason;
		this.cutting.abort();
	}

	settle(): void {
		this.callOff?.();
		this.isSettled = true;
	}
}
