import type { IDataObject } from 'n8n-workflow';
import { whenAborted } from '../async/whenAborted';

/** A stream of bytes as n8n's request helper gives it back. */
export type ByteStream = NodeJS.ReadableStream & { destroy(error?: Error): void };

/** A response whose body comes as it is asked for. */
export interface StreamResponse {
	statusCode: number;
	headers: IDataObject;
	body: ByteStream;
}

/**
 * The options by which n8n's request helper gives back a `StreamResponse`, whatever its status. n8n would
 * end a request that idles for five minutes; how long one may take is decided here.
 */
export const STREAMED = {
	timeout: 0,
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
} as const;

/** Ends the body when `signal` fires; nobody else need hear of its errors. */
export function destroyOnAbort(body: ByteStream, signal: AbortSignal): void {
	whenAborted(signal, () => body.destroy(new Error('the request was cut off')));
	body.on('error', () => {});
}
