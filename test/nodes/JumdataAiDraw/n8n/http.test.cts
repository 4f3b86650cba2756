import { VirtualNode } from '../../../support/virtualNode.cts';

it('an answer that comes byte by byte is read whole', async () => {
	const node = new VirtualNode();
	node.service.addFault({ on: 'submit', fault: { kind: 'trickle', everyMs: 20 } });
	const { items } = await node.run({ rows: [{ text: 'a red fox' }], operation: 'submit' });
	expect(items[0].json.taskId).toBe(node.service.ledger[0].taskId);
});
