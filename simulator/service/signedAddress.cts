import { createHmac } from 'node:crypto';

/** How image addresses are signed: not at all, or as one of four object stores does it. */
export type AddressKind = 'plain' | 'bce' | 'amz' | 'expires' | 'cos';

/** An address that was given out: its path and query to the byte, and when it ends. */
export interface SignedAddress {
	kind: Exclude<AddressKind, 'plain'>;
	pathAndQuery: string;
	endsAtMs: number;
}

interface Signing {
	/** Whole seconds since 1970. */
	beginsAt: number;
	endsAt: number;
	/** Hexadecimal digits. */
	signature: string;
}

const isoTime = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');
const compactTime = (seconds: number) => isoTime(seconds).replace(/[-:]/g, '');
const inBase64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

/** Each store's query, with just the characters escaped that the store escapes. */
const queries: Record<SignedAddress['kind'], (signing: Signing) => string> = {
	bce: ({ beginsAt, endsAt, signature }) => {
		const parts = ['bce-auth-v1', 'simulator', isoTime(beginsAt), endsAt - beginsAt, '', signature];
		return `authorization=${encodeURIComponent(parts.join('/'))}`;
	},
	amz: ({ beginsAt, endsAt, signature }) => {
		const day = compactTime(beginsAt).slice(0, 8);
		return [
			'X-Amz-Algorithm=AWS4-HMAC-SHA256',
			`X-Amz-Credential=simulator%2F${day}%2Fus-east-1%2Fs3%2Faws4_request`,
			`X-Amz-Date=${compactTime(beginsAt)}`,
			`X-Amz-Expires=${endsAt - beginsAt}`,
			'X-Amz-SignedHeaders=host',
			`X-Amz-Signature=${signature}`,
		].join('&');
	},
	expires: ({ endsAt, signature }) => {
		const escaped = encodeURIComponent(inBase64(signature));
		return `OSSAccessKeyId=simulator&Expires=${endsAt}&Signature=${escaped}`;
	},
	cos: ({ beginsAt, endsAt, signature }) =>
		[
			'q-sign-algorithm=sha1&q-ak=simulator',
			`q-sign-time=${beginsAt};${endsAt}`,
			`q-key-time=${beginsAt};${endsAt}`,
			`q-header-list=host&q-url-param-list=&q-signature=${signature}`,
		].join('&'),
};

/** Signs a path at a moment, for so many seconds. */
export function signedAddress(
	kind: SignedAddress['kind'],
	path: string,
	{ atMs, lifeSeconds }: { atMs: number; lifeSeconds: number },
): SignedAddress {
	const beginsAt = Math.floor(atMs / 1000);
	const endsAt = beginsAt + lifeSeconds;
	const signature = createHmac('sha256', 'the store’s own secret')
		.update(`${kind} ${path} ${beginsAt} ${endsAt}`)
		.digest('hex');
	const query = queries[kind]({ beginsAt, endsAt, signature });
	return { kind, pathAndQuery: `${path}?${query}`, endsAtMs: endsAt * 1000 };
}
