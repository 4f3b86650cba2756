import type { ServiceOptions } from './options.cts';
import { refused, type Outcome } from './outcome.cts';
import type { Endpoint } from './protocol.cts';
import { signatureFlaw } from './signature.cts';
import { TokenBucket } from './tokenBucket.cts';

/** Refuses what concerns no single task: the account, the address, the signature, the rates. */
export class Gate {
	private readonly all = new TokenBucket();
	private readonly submits = new TokenBucket();
	private readonly queries = new TokenBucket();

	/** The refusal of a request, if it is refused here; `timeOfDayMs` is the service's own. */
	refusal(
		endpoint: Endpoint,
		fields: Record<string, string>,
		options: ServiceOptions,
		timeOfDayMs: number,
	): Outcome | undefined {
		if (options.accountCode !== null) return refused(options.accountCode);
		if (endpoint === 'unknown') return refused(404);
		const flaw = signatureFlaw(fields, options, timeOfDayMs);
		if (flaw) return refused(options.signatureCode, flaw);
		const isInTime =
			this.all.take(timeOfDayMs, options.requestsPerSecond, options.requestBurst) &&
			this.isInOwnTime(endpoint, options, timeOfDayMs);
		return isInTime ? undefined : refused(options.tooFastCode);
	}

	private isInOwnTime(endpoint: Endpoint, options: ServiceOptions, timeOfDayMs: number): boolean {
		if (endpoint === 'submit') return this.submits.take(timeOfDayMs, options.submitsPerSecond);
		if (endpoint === 'query') return this.queries.take(timeOfDayMs, options.queriesPerSecond);
		return true;
	}
}
