import { VirtualNode } from '../../support/virtualNode.cts';

const fox = { text: 'a red fox' };

describe('Generate and Wait', () => {
	it('puts out one item an image, in row order, paired with its row', async () => {
		const node = new VirtualNode({ slots: 2 });
		const rows = [{ text: 'one', num: 2 }, { text: 'two' }];
		const { items, error } = await node.run({ rows, parameters: { downloadImages: true } });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.text, json.imageIndex, pairedItem])).toEqual([
			['one', 1, { item: 0 }],
			['one', 2, { item: 0 }],
			['two', 1, { item: 1 }],
		]);
		expect(items[0].binary?.data).toMatchObject({
			mimeType: 'image/png',
			fileName: '001-one-1.png',
		});
		expect(node.service.ledger).toHaveLength(2);
	});

	it('does not buy again on a retry', async () => {
		const node = new VirtualNode({}, {});
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
		const failed = await node.run({ rows: [fox] });
		expect(failed.error?.message).toContain(node.service.ledger[0].taskId);
		const retried = await node.run({ rows: [fox] });
		expect(retried.items[0].json.taskId).toBe(node.service.ledger[0].taskId);
		expect(node.service.ledger).toHaveLength(1);
	});
});
