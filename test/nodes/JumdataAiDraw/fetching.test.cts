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

	it.each([
		['Request Timeout', {}, 30_000],
		['Max Wait Time, where that is shorter', { maxWaitTime: 20 }, 20_000],
	])('that bring no byte are given up after %s', async (_, options, silenceMs) => {
		const node = new VirtualNode({ drawMs: 1_000 });
		node.service.addFault({ on: 'image', fault: { kind: 'delay', delayMs: 100_000 } });
		const { durationMs } = await node.run({ rows: [{ text: 'a' }], options, ...downloading });
		expect(durationMs).toBeGreaterThanOrEqual(silenceMs);
		expect(durationMs).toBeLessThan(silenceMs + 5_000);
	});

	it('whose fresh address cannot be asked for hold up no check of other tasks', async () => {
		const node = new VirtualNode({ drawMs: 1_000, slots: 9 });
		node.service.addFault({ on: 'image', times: 99, fault: { kind: 'http', status: 403 } });
		const { items: first } = await node.run({ rows: [{ text: 'a' }], operation: 'submit' });
		await node.clock.advance(10_000);
		node.service.configure({ drawMs: 60_000 });
		const { items: second } = await node.run({ rows: [{ text: 'b' }], operation: 'submit' });
		const rows = [...first, ...second].map(({ json: { taskId } }) => ({ taskId }));
		const refused = { kind: 'answer' as const, code: 201 };
		node.service.addFault({ on: 'query', text: 'a', skip: 1, times: 99, fault: refused });
		const run = { rows, operation: 'query', runIndex: 1, continueOnFail: true };
		const { durationMs } = await node.run({ ...run, ...downloading });
		expect(durationMs).toBeLessThan(90_000);
	});

	it('take no account of the file names of rows that download nothing', async () => {
		const node = new VirtualNode({ drawMs: 1_000 });
		const downloadImages = ({ text }: { text?: unknown }) => text === 'b';
		const options = { fileName: 'fox' };
		const rows = [{ text: 'a' }, { text: 'b' }];
		const { items } = await node.run({ rows, options, parameters: { downloadImages } });
		expect(items.map(({ json }) => json.fileName)).toEqual([undefined, 'fox.png']);
	});

	it('have equal names numbered in row order, whichever is done first', async () => {
		const node = new VirtualNode({ drawMs: 1_000 });
		const late = { kind: 'delay' as const, delayMs: 9_000 };
		node.service.addFault({ on: 'submit', text: 'a', fault: late });
		const rows = [{ text: 'a' }, { text: 'b' }];
		const { items } = await node.run({ rows, options: { fileName: 'fox' }, ...downloading });
		expect(items.map(({ json }) => json.fileName)).toEqual(['fox.png', 'fox (2).png']);
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
