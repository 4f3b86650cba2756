import { createHash } from 'crypto';

/** The two keys that Jumdata gives to a customer. */
interface Keys {
	appId: string;
	appSecret: string;
}

/** The three fields that every Jumdata request carries beside its own. `timestamp` is in milliseconds. */
export interface SigningFields {
	appId: string;
	timestamp: string;
	sign: string;
}

/** The names of the signing fields; a request's own fields of these names are replaced. */
export const SIGNING_FIELD_NAMES = ['appId', 'timestamp', 'sign'] as const;

/**
 * The signing fields for a request made at `nowMs`.
 * Source: the vendor's page, `sign = sha256(appId + appSecret + timestamp)`, lower-case hexadecimal.
 */
export function signingFields({ appId, appSecret }: Keys, nowMs: number): SigningFields {
	const timestamp = String(nowMs);
	const sign = createHash('sha256')
		.update(appId + appSecret + timestamp, 'utf8')
		.digest('hex');
	return { appId, timestamp, sign };
}
