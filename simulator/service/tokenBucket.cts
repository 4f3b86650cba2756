interface Rate {
	requestsPerSecond: number;
	requestBurst: number | null;
}

/** Allows a burst of requests, then as many a second as the rate says; never holds more than the burst. */
export class TokenBucket {
	private tokens = Infinity;
	private filledAtMs = 0;

	/** Whether one more request is allowed at this moment; if so, it is counted. */
	take(nowMs: number, { requestsPerSecond, requestBurst }: Rate): boolean {
		if (requestsPerSecond === Infinity) return true;
		const capacity = Math.max(1, requestBurst ?? requestsPerSecond);
		const gained = ((nowMs - this.filledAtMs) / 1000) * requestsPerSecond;
		this.tokens = Math.min(capacity, this.tokens + Math.max(0, gained));
		this.filledAtMs = nowMs;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}
}
