import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { FORM_DATA_TYPE, signedRequest } from '../../../credentials/signedRequest';
import type { RawReply } from '../jumdata/answers';
import type { Endpoint, Send } from '../jumdata/client';
import { connectionProblem } from './connectionProblem';
import type { Clock } from '../async/clock';
import { Timeouts } from '../async/timeouts';
import { unlessAborted } from '../async/unlessAborted';
import { whenAborted } from '../async/whenAborted';
import type { OpenImage } from '../images/openImage';

/** A longer answer is cut: Jumdata's are below one kilobyte. */
const LONGEST_ANSWER_BYTES = 65_536;

/** n8n ends requests that idle for five minutes; how long they may take is decided here. */
const OWN_TIMEOUT = 0;

/** A stream of bytes as n8n's request helper gives it back. */
type ByteStream = NodeJS.ReadableStream & { destroy(error?: Error): void };

interface StreamResponse {
	statusCode: number;
	headers: IDataObject;
	body: ByteStream;
}

type Storable = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** Sends Jumdata requests through n8n's helper; the credential completes the address, writes the body and signs. */
export function apiOf(context: IExecuteFunctions, clock: Clock): Send {
	const timeouts = new Timeouts(clock);
	return async (endpoint, fields, { timeoutMs, signal }) => {
		const cut = new Cut(signal);
		const inTime = timeouts.start(timeoutMs, () =>
			cut.fire(`no answer within ${timeoutMs / 1000} seconds`),
		);
		try {
			const response = await unlessAborted(
				sendSigned(context, endpoint, fields, cut.signal),
				cut.signal,
			);
			if (!response) return connectionProblem(undefined, cut.reason);
			return await read(response, cut.signal);
		} catch (error) {
			return connectionProblem(error, cut.reason);
		} finally {
			inTime();
			cut.settle();
		}
	};
}

/**
 * Makes sure, before anything is sent, that the credential can be read and can sign; the keys are not
 * kept. Throws what n8n or the credential says is wrong.
 */
export async function assertCredential(context: IExecuteFunctions): Promise<void> {
	signedRequest(await context.getCredentials('jumdataApi'), { url: '/' }, 0);
}

/** Opens images without the credential, their bytes on the way into n8n's binary storage. */
export function openerOf(context: IExecuteFunctions): OpenImage {
	return async (url, signal) => {
		const { statusCode, headers, body } = (await context.helpers.httpRequest({
			url,
			// n8n unpacks what comes packed and keeps the packed length, which would look broken off.
			headers: { 'accept-encoding': 'identity' },
			timeout: OWN_TIMEOUT,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: signal,
		})) as StreamResponse;
		destroyOnAbort(body, signal);
		const length = Number(headers['content-length'] ?? NaN);
		const isPlain = headers['content-encoding'] === undefined;
		return {
			httpStatus: statusCode,
			chunks: body as AsyncIterable<Buffer>,
			close: () => body.destroy(),
			store: async (chunks, fileName, mimeType) =>
				await context.helpers.prepareBinaryData(streamLike(body, chunks), fileName, mimeType),
			...(isPlain && Number.isInteger(length) && { expectedBytes: length }),
		};
	};
}

/** Ends a request from outside: when `signal` fires, or when `fire` is called before `settle`. */
class Cut {
	/** Why the request was ended, if it was. */
	reason?: string;

	private readonly cutting = new AbortController();

	private isSettled = false;

	private readonly callOff?: () => void;

	constructor(signal?: AbortSignal) {
		if (signal) this.callOff = whenAborted(signal, () => this.fire('it was stopped'));
	}

	get signal(): AbortSignal {
		return this.cutting.signal;
	}

	fire(reason: string): void {
		if (this.isSettled || this.signal.aborted) return;
		this.reason = reason;
		this.cutting.abort();
	}

	settle(): void {
		this.callOff?.();
		this.isSettled = true;
	}
}

async function sendSigned(
	context: IExecuteFunctions,
	{ method, path, host }: Endpoint,
	fields: Record<string, string>,
	signal: AbortSignal,
): Promise<StreamResponse> {
	const content =
		method === 'GET'
			? { qs: fields, headers: { accept: 'application/json' } }
			: { body: fields, headers: { accept: 'application/json', 'content-type': FORM_DATA_TYPE } };
	const options: IHttpRequestOptions = {
		method,
		url: path,
		baseURL: host,
		...content,
		timeout: OWN_TIMEOUT,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// n8n's helper takes the signal from its `this`, and there it is Stop's, which must not cut a submit off.
	const caller = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return await context.helpers.httpRequestWithAuthentication.call(caller, 'jumdataApi', options);
}

async function read(
	{ statusCode, headers, body }: StreamResponse,
	signal: AbortSignal,
): Promise<RawReply> {
	const text = await readText(body, signal);
	return { kind: 'response', httpStatus: statusCode, headers, text };
}

/** The answer's text as far as it came: an answer that breaks off or never ends is still shown. */
async function readText(body: ByteStream, signal: AbortSignal): Promise<string> {
	const chunks: Buffer[] = [];
	await new Promise<void>((resolve) => {
		let bytes = 0;
		body.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
			bytes += chunk.length;
			if (bytes < LONGEST_ANSWER_BYTES) return;
			body.destroy();
			resolve();
		});
		for (const event of ['end', 'error', 'close']) body.once(event, resolve);
		// Before the body's own end, which a stream that is stuck does not reach.
		whenAborted(signal, resolve);
		destroyOnAbort(body, signal);
	});
	return Buffer.concat(chunks).subarray(0, LONGEST_ANSWER_BYTES).toString('utf8');
}

function destroyOnAbort(body: ByteStream, signal: AbortSignal): void {
	whenAborted(signal, () => body.destroy(new Error('the request was cut off')));
	body.on('error', () => {});
}

/** A Node.js stream of `chunks`; n8n allows shipped code no import of `stream`, and each of its classes carries `from`. */
function streamLike(stream: ByteStream, chunks: AsyncIterable<Buffer>): Storable {
	const { from } = stream.constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>): Storable;
	};
	return from(chunks);
}
