import type { PictureOrder } from '../styles.cts';

/** A request as the service reads it: the fields of form and address together. */
export interface ApiRequest {
	method: string;
	path: string;
	fields: Record<string, string>;
}

/** The file formats of pictures. */
export type PictureFormat = 'png' | 'jpeg';

/**
 * A reply; `picture` stands for the file that is its body, a PNG if not said otherwise, `transport` for what the
 * line does to it. Who carries it packs the body that a `content-encoding` header calls packed.
 */
export interface ApiReply {
	httpStatus: number;
	headers: Record<string, string>;
	body: string;
	picture?: PictureOrder;
	pictureFormat?: PictureFormat;
	transport?: TransportFault;
}

/** What happens below HTTP; whoever carries the reply, over a socket or in virtual time, enacts it. */
export type TransportFault =
	/** No connection comes about; the service saw nothing. */
	| { kind: 'refuse'; errorCode: string }
	/** The connection breaks before a byte of the answer. */
	| { kind: 'reset' }
	/** The full length is announced, so many bytes are sent (half if not said), then the connection breaks. */
	| { kind: 'truncate'; sentBytes?: number }
	/** A byte of the body every so often, and for ever blanks after it if asked. */
	| { kind: 'trickle'; everyMs: number; forever: boolean }
	/** The body goes on without end, as fast as it is read. */
	| { kind: 'endless' }
	/** The body is filled up to this length. */
	| { kind: 'pad'; totalBytes: number }
	/** The reply comes late; `answer` gives it and is to be called even if nobody waits any more. */
	| { kind: 'delay'; delayMs: number; answer: () => ApiReply };

/** The body of an answer, as the vendor's page shows it. */
export interface Answer {
	code: number | string;
	msg: string;
	charge?: boolean | string | null;
	taskNo: string;
	data?: unknown;
}

/** The endpoints, images among them; everything else is `unknown`. `echo` stands for the vendor's many other APIs. */
export type Endpoint =
	| 'submit'
	| 'query'
	| 'balance'
	| 'productBalance'
	| 'echo'
	| 'image'
	| 'unknown';

const addresses: Record<string, Endpoint> = {
	'POST /ai/draw/submit': 'submit',
	'POST /ai/draw/query': 'query',
	'GET /assistant/balance': 'balance',
	'GET /assistant/product-balance': 'productBalance',
	'GET /echo': 'echo',
	'POST /echo': 'echo',
};

/** Which endpoint a request is for. */
export const endpointOf = ({ method, path }: ApiRequest): Endpoint =>
	addresses[`${method} ${path}`] ?? 'unknown';
