/** When somebody's time is over, which is not known before it begins. */
export class Deadline {
	/** In milliseconds since 1970; infinite as long as the time has not begun. */
	ms = Infinity;

	constructor(private readonly durationMs: number) {}

	/** The time begins now, unless it has begun already. */
	begin(nowMs: number): void {
		if (this.ms === Infinity) this.ms = nowMs + this.durationMs;
	}
}
