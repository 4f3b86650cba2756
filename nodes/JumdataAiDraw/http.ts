import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { FORM_DATA_TYPE } from '../../credentials/signedRequest';
import type { RawReply } from './api/answers';
import type { Send } from './api/client';
import { connectionProblem } from './api/connectionProblem';
import type { Clock } from './flow/clock';
import { onAbort } from './flow/onAbort';
import { Timeouts } from './flow/timeouts';
import { unlessAborted } from './flow/unlessAborted';
import type { OpenImage } from './images/downloadImage';

/** A longer answer is cut: Jumdata's are below one kilobyte. */
const LONGEST_ANSWER_BYTES = 65_536;

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
	return async (path, fields, { timeoutMs, signal }) => {
		const cut = new Cut(signal);
		const inTime = timeouts.start(timeoutMs, () =>
			cut.fire(`no answer within ${timeoutMs / 1000} seconds`),
		);
		try {
			const response = await sendSigned(context, path, fields, cut.signal);
			return await read(response, cut.signal);
		} catch (error) {
			return connectionProblem(error, cut.reason);
		} finally {
			inTime();
			cut.settle();
		}
	};
}

/** Opens images without the credential, their bytes on the way into n8n's binary storage. */
export function imagesOf(context: IExecuteFunctions): OpenImage {
	return async (url, signal) => {
		const { statusCode, headers, body } = (await context.helpers.httpRequest({
			url,
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

	private readonly leave?: () => void;

	constructor(signal?: AbortSignal) {
		if (signal?.aborted) this.fire('it was stopped');
		else if (signal) this.leave = onAbort(signal, () => this.fire('it was stopped'));
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
		this.leave?.();
		this.isSettled = true;
	}
}

async function sendSigned(
	context: IExecuteFunctions,
	path: string,
	fields: Record<string, string>,
	signal: AbortSignal,
): Promise<StreamResponse> {
	const options: IHttpRequestOptions = {
		method: 'POST',
		url: path,
		headers: { 'content-type': FORM_DATA_TYPE, accept: 'application/json' },
		body: fields,
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
	destroyOnAbort(body, signal);
	await unlessAborted(collect(body, chunks), signal);
	return Buffer.concat(chunks).subarray(0, LONGEST_ANSWER_BYTES).toString('utf8');
}

/** Resolves at the end, at a break, and when there are bytes enough; what came before a break is all there is. */
async function collect(body: ByteStream, chunks: Buffer[]): Promise<void> {
	await new Promise<void>((resolve) => {
		let bytes = 0;
		body.on('data', (chunk: Buffer | string) => {
			chunks.push(Buffer.from(chunk as Buffer));
			bytes += chunk.length;
			if (bytes < LONGEST_ANSWER_BYTES) return;
			body.destroy();
			resolve();
		});
		for (const event of ['end', 'error', 'close']) body.once(event, () => resolve());
	});
}

function destroyOnAbort(body: ByteStream, signal: AbortSignal): void {
	const destroy = () => body.destroy(new Error('the request was cut off'));
	if (signal.aborted) destroy();
	else onAbort(signal, destroy);
	body.on('error', () => {});
}

/** A Node.js stream of `chunks`; n8n allows shipped code no import of `stream`, and each of its classes carries `from`. */
function streamLike(stream: ByteStream, chunks: AsyncIterable<Buffer>): Storable {
	const { from } = stream.constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>): Storable;
	};
	return from(chunks);
}
