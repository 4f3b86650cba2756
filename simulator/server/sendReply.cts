import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiReply, TransportFault } from '../service.cts';
import type { PictureFormat } from '../service/protocol.cts';
import type { PictureOrder } from '../styles.cts';

/** Where the bytes of pictures come from, and what ends every wait. */
export interface Outlet {
	draw(order: PictureOrder, format?: PictureFormat): Promise<Buffer>;
	signal: AbortSignal;
}

interface Sending {
	response: ServerResponse;
	reply: ApiReply;
	outlet: Outlet;
}

type Way<Kind> = (
	fault: Extract<TransportFault, { kind: Kind }>,
	sending: Sending,
) => void | Promise<void>;

const ways: { [Kind in TransportFault['kind']]: Way<Kind> } = {
	// Over a socket that listens already, "no connection" can only be a reset one.
	refuse: (_, { response }) => reset(response),
	reset: (_, { response }) => reset(response),
	truncate: async ({ sentBytes }, { response, reply, outlet }) => {
		const body = await bodyOf(reply, outlet);
		writeHead(response, reply, body.length);
		response.flushHeaders();
		const part = body.subarray(0, sentBytes ?? Math.floor(body.length / 2));
		response.write(part, () => response.destroy());
	},
	trickle: async ({ everyMs, forever }, { response, reply, outlet }) => {
		const body = await bodyOf(reply, outlet);
		writeHead(response, reply, forever ? undefined : body.length);
		for (let sent = 0; !response.destroyed && (forever || sent < body.length); sent += 1) {
			response.write(sent < body.length ? body.subarray(sent, sent + 1) : ' ');
			await sleep(everyMs, undefined, { signal: outlet.signal });
		}
		response.end();
	},
	endless: async (_, { response, reply, outlet }) => {
		writeHead(response, reply, undefined);
		response.write(await bodyOf(reply, outlet));
		await flood(response, Infinity, outlet.signal);
	},
	pad: async ({ totalBytes }, { response, reply, outlet }) => {
		const body = await bodyOf(reply, outlet);
		writeHead(response, reply, totalBytes);
		response.write(body.subarray(0, totalBytes));
		await flood(response, totalBytes - body.length, outlet.signal);
	},
	delay: async ({ delayMs, answer }, { response, outlet }) => {
		await sleep(delayMs, undefined, { signal: outlet.signal });
		await sendReply(response, answer(), outlet);
	},
};

/** Sends a reply over the socket, with everything that happens to it on the line. */
export async function sendReply(
	response: ServerResponse,
	reply: ApiReply,
	outlet: Outlet,
): Promise<void> {
	if (reply.transport) {
		const way = ways[reply.transport.kind] as Way<TransportFault['kind']>;
		return await way(reply.transport, { response, reply, outlet });
	}
	const body = await bodyOf(reply, outlet);
	writeHead(response, reply, body.length);
	response.end(body);
}

async function bodyOf(reply: ApiReply, { draw }: Outlet): Promise<Buffer> {
	const { picture, pictureFormat, body, headers } = reply;
	const bytes = picture ? await draw(picture, pictureFormat) : Buffer.from(body);
	return headers['content-encoding'] === 'gzip' ? gzipSync(bytes) : bytes;
}

function writeHead(response: ServerResponse, reply: ApiReply, length: number | undefined): void {
	const sized = length === undefined ? {} : { 'content-length': String(length) };
	response.writeHead(reply.httpStatus, { ...sized, ...reply.headers });
}

function reset(response: ServerResponse): void {
	response.socket?.resetAndDestroy();
}

const chunkBytes = 64 * 1024;

async function flood(response: ServerResponse, bytes: number, signal: AbortSignal): Promise<void> {
	await pipeline(Readable.from(blanks(bytes)), response, { signal });
}

function* blanks(bytes: number): Generator<Buffer> {
	const chunk = Buffer.alloc(chunkBytes, ' ');
	for (let left = bytes; left > 0; left -= chunkBytes) {
		yield chunk.subarray(0, Math.min(left, chunkBytes));
	}
}
