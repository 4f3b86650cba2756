/** Time and chance as the flow code sees them, so that tests can put virtual ones in their place. */
export interface Clock {
	/** Milliseconds since 1970 that never go back, for all that takes its time. */
	now(): number;
	/** Milliseconds since 1970 by this machine's clock, which somebody may set. */
	date(): number;
	/** Resolves after `durationMs`, or as soon as `signal` fires; it never rejects. */
	sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 (included) to 1 (excluded). */
	random(): number;
}
