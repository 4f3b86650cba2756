import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { FORM_DATA_TYPE, signedRequest } from '../../../credentials/signedRequest';
import type { Endpoint, Send } from '../jumdata/client';
import { connectionProblem } from './connectionProblem';
import type { Clock } from '../async/clock';
import { Cut } from '../async/cut';
import { unlessAborted } from '../async/unlessAborted';
import { whenAborted } from '../async/whenAborted';
import { counted } from '../words';
import { type ByteStream, destroyOnAbort, STREAMED, type StreamResponse } from './byteStream';

/** A longer answer is cut: Jumdata's are below one kilobyte. */
const LONGEST_ANSWER_BYTES = 65_536;

/** Sends Jumdata requests through n8n's helper; the credential completes the address, writes the body and signs. */
export function apiOf(context: IExecuteFunctions, clock: Clock): Send {
	return async (endpoint, fields, { timeoutMs, signal }) => {
		const cut = new Cut(clock, signal);
		cut.after(timeoutMs, `no answer within ${counted(timeoutMs / 1000, 'second')}`);
		try {
			const sent = sendSigned(context, endpoint, fields, cut.signal);
			const response = await unlessAborted(sent, cut.signal);
			if (!response) return connectionProblem(undefined, cut.reason);
			const { statusCode, headers, body } = response;
			const text = await readText(body, cut.signal);
			return { kind: 'response', httpStatus: statusCode, headers, text };
		} catch (error) {
			return connectionProblem(error, cut.reason);
		} finally {
			cut.end();
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
		...STREAMED,
		disableFollowRedirect: true,
	};
	// n8n's helper takes the signal from its `this`, and there it is Stop's, which must not cut a submit off.
	const caller = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return await context.helpers.httpRequestWithAuthentication.call(caller, 'jumdataApi', options);
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
