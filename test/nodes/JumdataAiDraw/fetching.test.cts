import { VirtualNode } from '../../support/virtualNode.cts';

const START_MS = Date.UTC(2026, 0, 1);

describe('downloads', () => {
	const downloading = { parameters: { downloadImages: true } };
	const imagesOf = (node: VirtualNode) =>
		node.service.requests.filter(({ endpoint }) => endpoint === 'image');

	it('begin as pictures become ready, not when all are', async () => {
		const node = new VirtualNode({ drawMs: 10_000, slots: 1 });
		const rows = Array.from({ length: 5 }, (_, index) => ({ text: `row ${index}` }));
		await node.run({ rows, ...downloading });
		const { ledger } = node.service;
		for (const [index, { atMs }] of imagesOf(node).entries()) {
			expect(atMs - (ledger[index].finishedAtMs ?? 0)).toBeLessThan(3_000);
		}
	});

	it('that are slow hold up no other, and no task', async () => {
		const node = new VirtualNode({ drawMs: 5_000, slots: 2 });
		const slow = { kind: 'delay' as const, delayMs: 29_000 };
		node.service.addFault({ on: 'image', text: 'slow', fault: slow });
		const rows = ['slow', ...'bcdefgh'].map((text) => ({ text }));
		const { items } = await node.run({ rows, ...downloading });
		expect(items.every(({ binary }) => binary?.data)).toBe(true);
		expect(Math.max(...imagesOf(node).map(({ atMs }) => atMs)) - START_MS).toBeLessThan(25_000);
	});
});
