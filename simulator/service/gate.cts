import type { ServiceOptions } from './options.cts';
import { refused, type Outcome } from './outcome.cts';
import type { Endpoint } from './protocol.cts';
import { signatureFlaw } from './signature.cts';
import { TokenBucket } from './tokenBucket.cts';

/** Refuses what concerns no single endpoint: the account, the address, the signature, the rate. */
export class Gate {
	private readonly bucket = new TokenBucket();

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
		return this.bucket.take(timeOfDayMs, options) ? undefined : refused(609);
	}
}
