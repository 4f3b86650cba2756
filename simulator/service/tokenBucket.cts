/** Allows a burst of requests, then as many a second as the rate says; never holds more than the burst. */
export class TokenBucket {
	private tokens = Infinity;
	private filledAtMs = 0;

	/** Whether one more request is allowed at this moment; if so, it is counted. A burst of `null` is one second's worth. */
	take(nowMs: number, perSecond: number, burst: number | null = null): boolean {
		if (perSecond === Infinity) return true;
		const capacity = Math.max(1, burst ?? perSecond);
		const gained = ((nowMs - this.filledAtMs) / 1000) * perSecond;
		this.tokens = Math.min(capacity, this.tokens + Math.max(0, gained));
		this.filledAtMs = nowMs;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}
}
