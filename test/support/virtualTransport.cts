import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { signingFields } from '../../credentials/signingFields';
import type { ApiReply, JumdataService, LedgerEntry } from '../../simulator/service.cts';
import { connectionError, unsentError } from './connectionErrors.cts';
import type { VirtualClock } from './virtualClock.cts';

/** How long a request takes in virtual time: half of it before the service sees it. */
export type Latency = () => number;

/** What n8n's request helper gives back for a stream. */
export interface StreamedResponse {
	statusCode: number;
	headers: IDataObject;
	body: Readable;
}

/** What happened on the line: a request left, or all of its answer was there (or it had failed). */
export interface WireEvent {
	atMs: number;
	kind: 'sent' | 'answered';
	endpoint: string;
	/** The text of a submit, the task of a query, the address of an image. */
	about: string;
	/** It failed with this in a way that proves that it never left. */
	unsentCode?: string;
	/** What the service answered, be it that the answer was lost. */
	reply?: Pick<ApiReply, 'httpStatus' | 'body'>;
}

const PIXELS: Record<'png' | 'jpeg', Buffer> = {
	png: Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
	jpeg: Buffer.from(
		'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIgAf//Z',
		'base64',
	),
};
const BLANKS = Buffer.alloc(65_536, ' ');

/** What a client of HTTP/1.1 writes into its request line. */
function pathAndQueryOf(url: string): string {
	const { pathname, search } = new URL(url);
	return pathname + search;
}

function bodyOf({ picture, pictureFormat = 'png', body }: ApiReply): Buffer {
	return picture ? PIXELS[pictureFormat] : Buffer.from(body);
}

/** The length that the answer names: of a packed body, that of what was sent. */
function sentLength({ headers }: ApiReply, body: Buffer): number {
	return headers['content-encoding'] === 'gzip' ? gzipSync(body).length : body.length;
}

/** Carries requests to the simulated service in virtual time, with everything that its faults do to the line. */
export class VirtualTransport {
	/** What the simulated service itself threw: a mistake in it, and no fault of the line. */
	readonly crashes: unknown[] = [];

	/** When each request left, in virtual time. */
	readonly sentAtMs: number[] = [];

	/** What happened on the line, in order. */
	readonly wire: WireEvent[] = [];

	/** What the service accepted of the requests that came this way. */
	readonly accepted: LedgerEntry[] = [];

	constructor(
		private readonly service: JumdataService,
		private readonly clock: VirtualClock,
		private readonly latencyMs: Latency = () => 100,
	) {}

	/** A request to the API, signed with the service's own keys. */
	async api(
		options: IHttpRequestOptions,
		signal: AbortSignal | undefined,
	): Promise<StreamedResponse> {
		const { appId, appSecret } = this.service.options;
		const fields = {
			...((options.body ?? options.qs) as Record<string, string>),
			...signingFields({ appId, appSecret }, this.clock.now()),
		};
		const { text, taskId = '' } = fields as Record<string, string | undefined>;
		return await this.carry(
			{ endpoint: options.url.split('/').at(-1) ?? '', about: text ?? taskId },
			() => this.service.receive({ method: String(options.method), path: options.url, fields }),
			signal,
		);
	}

	/** A request to the image host. */
	async image(url: string, signal: AbortSignal | undefined): Promise<StreamedResponse> {
		return await this.carry(
			{ endpoint: 'image', about: url },
			() => this.service.receiveImage(pathAndQueryOf(url)),
			signal,
		);
	}

	private async carry(
		what: Pick<WireEvent, 'endpoint' | 'about'>,
		receive: () => ApiReply,
		signal?: AbortSignal,
	): Promise<StreamedResponse> {
		this.sentAtMs.push(this.clock.now());
		this.wire.push({ ...what, kind: 'sent', atMs: this.clock.now() });
		let reply: ApiReply | undefined;
		const answered = onlyOnce(() =>
			this.wire.push({
				...what,
				kind: 'answered',
				atMs: this.clock.now(),
				reply,
				...(reply?.transport?.kind === 'refuse' && { unsentCode: reply.transport.errorCode }),
			}),
		);
		signal?.addEventListener('abort', answered, { once: true });
		try {
			const halfMs = this.latencyMs() / 2;
			await this.wait(halfMs, signal);
			reply = this.received(receive);
			await this.wait(halfMs, signal);
			const response = await this.deliver(reply, signal);
			for (const event of ['end', 'error', 'close']) response.body.once(event, answered);
			return response;
		} catch (error) {
			answered();
			throw error;
		}
	}

	private received(receive: () => ApiReply): ApiReply {
		const { length } = this.service.ledger;
		try {
			return receive();
		} catch (error) {
			this.crashes.push(error);
			throw error;
		} finally {
			this.accepted.push(...this.service.ledger.slice(length));
		}
	}

	private async wait(durationMs: number, signal?: AbortSignal): Promise<void> {
		await this.clock.sleep(durationMs, signal);
		if (signal?.aborted) throw connectionError('ERR_CANCELED');
	}

	private async deliver(reply: ApiReply, signal?: AbortSignal): Promise<StreamedResponse> {
		const fault = reply.transport;
		const body = bodyOf(reply);
		switch (fault?.kind) {
			case 'refuse':
				throw unsentError(fault.errorCode);
			case 'reset':
				throw connectionError('ECONNRESET', 'read');
			case 'delay':
				return await this.deliverLate(fault, signal);
			case 'truncate': {
				const part = body.subarray(0, fault.sentBytes ?? Math.floor(body.length / 2));
				return streamed(reply, brokenOff(part), body.length);
			}
			case 'trickle':
				return streamed(reply, this.trickle(body, fault.everyMs, fault.forever));
			case 'endless':
				return streamed(reply, flood(body, Infinity));
			case 'pad':
				return streamed(reply, flood(body, fault.totalBytes), fault.totalBytes);
			case undefined:
				return streamed(reply, whole(body), sentLength(reply, body));
		}
	}

	private async deliverLate(
		fault: { delayMs: number; answer: () => ApiReply },
		signal?: AbortSignal,
	): Promise<StreamedResponse> {
		const answered = this.clock.sleep(fault.delayMs).then(() => this.received(fault.answer));
		await this.wait(fault.delayMs, signal);
		return await this.deliver(await answered, signal);
	}

	private async *trickle(body: Buffer, everyMs: number, forever: boolean): AsyncGenerator<Buffer> {
		for (let sent = 0; forever || sent < body.length; sent++) {
			await this.clock.sleep(everyMs);
			yield sent < body.length ? body.subarray(sent, sent + 1) : Buffer.from(' ');
		}
	}
}

function onlyOnce(tell: () => void): () => void {
	let isTold = false;
	return () => {
		if (!isTold) tell();
		isTold = true;
	};
}

async function* whole(body: Buffer): AsyncGenerator<Buffer> {
	yield body;
}

async function* brokenOff(part: Buffer): AsyncGenerator<Buffer> {
	yield part;
	throw connectionError('ECONNRESET', 'read');
}

async function* flood(body: Buffer, totalBytes: number): AsyncGenerator<Buffer> {
	yield body;
	for (let left = totalBytes - body.length; left > 0; left -= BLANKS.length) {
		yield BLANKS.subarray(0, Math.min(left, BLANKS.length));
	}
}

function streamed(
	{ httpStatus, headers }: ApiReply,
	chunks: AsyncGenerator<Buffer>,
	length?: number,
): StreamedResponse {
	const body = Readable.from(chunks, { objectMode: false });
	body.on('error', () => {});
	const sized = length === undefined ? {} : { 'content-length': String(length) };
	// n8n's helper unpacks what is packed, and drops the header that says so.
	const { 'content-encoding': packing, ...others } = headers;
	return { statusCode: httpStatus, headers: { ...sized, ...others }, body };
}
