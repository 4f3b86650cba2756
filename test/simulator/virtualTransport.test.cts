import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { ServiceOptions } from '../../simulator/service.cts';
import { VirtualNode } from '../support/virtualNode.cts';

/** What n8n's request helper gives for the first image of a finished task. */
async function fetched(options: Partial<ServiceOptions>) {
	const node = new VirtualNode({ drawMs: 0, ...options });
	const { items } = await node.run({ rows: [{ text: 'a fox' }] });
	const url = String(items[0].json.imageUrl);
	const { statusCode, headers, body } = await node.clock.runUntil(
		node.transport.image(url, undefined),
	);
	return { url, statusCode, headers, bytes: await buffer(body) };
}

it('brings an image in the format that the service says', async () => {
	const { url, headers, bytes } = await fetched({ imageFormat: 'jpeg' });
	expect([url.slice(-6), headers['content-type']]).toEqual(['/1.jpg', 'image/jpeg']);
	expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
});

it('unpacks what is packed as n8n’s helper does: the packed length stays in the headers', async () => {
	const { headers, bytes } = await fetched({ gzipImages: true });
	expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	expect(headers).not.toHaveProperty('content-encoding');
	expect(headers['content-length']).toBe(String(gzipSync(bytes).length));
});

it.each(['bce', 'amz', 'expires', 'cos'] as const)(
	'keeps every byte of an address signed as %s',
	async (addressKind) => {
		const { url, statusCode } = await fetched({ addressKind });
		expect(url).toContain('?');
		expect(statusCode).toBe(200);
	},
);
