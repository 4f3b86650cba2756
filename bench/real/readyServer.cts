import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A service that has every answer ready, in a process of its own: the bench forks it, is sent its
 * address, and ends it. Task ids count up; `/<bytes>.png` is a picture of that size.
 */
const PNG_HEAD = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const CHUNK = Buffer.alloc(256 * 1024);
const PICTURE = /^\/(\d+)\.png$/;

let taskCount = 0;
let pictureBytes = 100;

const server = createServer((request, response) => {
	const [, bytes] = PICTURE.exec(request.url ?? '') ?? [];
	if (bytes) void sendPicture(response, Number(bytes));
	else void sendAnswer(request, response);
});

async function sendAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	for await (const _ of request);
	const isSubmit = request.url === '/ai/draw/submit';
	const image = `${addressOf()}/${pictureBytes}.png`;
	const data = isSubmit
		? { taskId: String(10 ** 9 + taskCount++) }
		: { status: 1, img: image, imgUrls: [{ image }], createTime: '2026-01-01 08:00:00' };
	response.setHeader('content-type', 'application/json;charset=UTF-8');
	response.end(JSON.stringify({ code: 200, msg: '成功', charge: isSubmit, taskNo: '1', data }));
}

async function sendPicture(response: ServerResponse, bytes: number): Promise<void> {
	response.setHeader('content-type', 'image/png');
	response.setHeader('content-length', bytes);
	response.write(PNG_HEAD);
	for (let left = bytes - PNG_HEAD.length; left > 0 && !response.destroyed; ) {
		const part = CHUNK.subarray(0, Math.min(left, CHUNK.length));
		left -= part.length;
		if (!response.write(part)) await drained(response);
	}
	response.end();
}

async function drained(response: ServerResponse): Promise<void> {
	await new Promise<void>((resolve) => {
		const go = () => {
			response.off('drain', go);
			response.off('close', go);
			resolve();
		};
		response.on('drain', go);
		response.on('close', go);
	});
}

function addressOf(): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('message', (bytes: number) => {
	pictureBytes = bytes;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.(addressOf()));
