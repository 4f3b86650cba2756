import type { IDataObject } from 'n8n-workflow';
import { VirtualNode, type VirtualRun } from '../../../support/virtualNode.cts';

const fox = { text: 'a red fox' };

/** How many tasks are paid when a run times out and its retry has `edit`. */
async function paidAfter(
	edit: Partial<VirtualRun>,
	run: Partial<VirtualRun> = {},
): Promise<number> {
	const node = new VirtualNode({ drawMs: 50_000 });
	const usual = { rows: [fox], ...run };
	await node.run({ ...usual, options: { ...usual.options, maxWaitTime: 20 } });
	await node.run({ ...usual, ...edit });
	return node.service.ledger.length;
}

/** A text that its expression makes anew each time. */
function everNew() {
	let count = 0;
	return { parameters: { text: () => `try ${Math.floor(count++)}` } };
}

describe('a retry', () => {
	it.each<[string, IDataObject]>([
		['text', { text: 'a cat' }],
		['style', { style: '古风' }],
		['resolution', { resolution: '1024*1536' }],
		['num', { num: 2 }],
	])('after an edit of %s draws anew what asks for something else now', async (_, parameters) => {
		expect(await paidAfter({ parameters })).toBe(2);
	});

	it('whose text is new each time finds what was paid', async () => {
		expect(await paidAfter({}, everNew())).toBe(1);
	});

	it.each<[string, Partial<VirtualRun>]>([
		['of what to do with a long text', { options: { longText: 'truncate' } }],
		['of all options by one expression', { saved: { options: '={{ $json.other }}' } }],
	])('whose text is new each time draws anew after an edit %s', async (_, edit) => {
		const saved = { options: '={{ $json.options }}' };
		const first = 'saved' in edit ? { ...everNew(), saved } : everNew();
		expect(await paidAfter(edit, first)).toBe(2);
	});

	it('of a node without options finds what was paid', async () => {
		const run = { ...everNew(), saved: { options: undefined } };
		expect(await paidAfter({}, run)).toBe(1);
	});

	it('finds what was paid for an item that holds itself', async () => {
		const row: IDataObject = { ...fox };
		row.itself = row;
		expect(await paidAfter({}, { rows: [row] })).toBe(1);
	});
});
