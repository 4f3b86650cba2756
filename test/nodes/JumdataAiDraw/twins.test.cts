import { parse, stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import { VirtualNode, type VirtualRun } from '../../support/virtualNode.cts';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => ({ text }));
/** A text that is new at each try, as with `$now`. */
const fresh = () => {
	let count = 0;
	return { text: ({ text }: IDataObject) => `${String(text)} ${++count}` };
};

/** A node whose first run failed at its third row, and what n8n stored of it. */
async function failed(run: Partial<VirtualRun> = {}) {
	const node = new VirtualNode();
	node.service.addFault({ on: 'submit', skip: 2, fault: { kind: 'answer', code: 400 } });
	const options = { maxConcurrency: 1 };
	const { error } = await node.run({ rows, options, ...run });
	expect(error?.message).toContain('Row 3');
	const stored = stringify(node.context);
	const retry = (executionId: string, more: Partial<VirtualRun> = {}): VirtualRun => ({
		rows,
		executionId,
		context: parse(stored) as IDataObject,
		...run,
		...more,
	});
	return { node, retry };
}

describe('a second retry of the same failed execution, in the same process', () => {
	it.each([
		['whose expressions give the same', {}],
		['whose expressions give something new', { parameters: fresh() }],
	])('%s, finds what the first one paid for', async (_, run) => {
		const { node, retry } = await failed(run);
		const first = await node.run(retry('2'));
		const second = await node.run(retry('3'));
		expect(node.service.ledger).toHaveLength(6);
		const idsOf = (outcome: typeof first) => outcome.items.map(({ json }) => json.taskId);
		expect(idsOf(second)).toEqual(idsOf(first));
	});

	it.each([
		['one row at a time', 1, {}],
		['five rows at once', 5, {}],
		['five rows at once, whose expressions give something new', 5, { parameters: fresh() }],
	])('at the same time, with %s, pays for each row once', async (_, maxConcurrency, run) => {
		const { node, retry } = await failed(run);
		const options = { maxConcurrency };
		const runs = [retry('2', { options }), retry('3', { options })];
		const [first, second] = await node.runTogether(runs);
		expect(node.service.ledger).toHaveLength(6);
		expect([first.items.length, second.items.length]).toEqual([6, 6]);
	});

	it('waits for what the other has on the wire, and pays itself where that was not accepted', async () => {
		const { node, retry } = await failed();
		const busy = { kind: 'answer' as const, code: 606, charge: false };
		node.service.addFault({
			on: 'submit',
			times: 3,
			fault: { kind: 'delay', delayMs: 5_000, then: busy },
		});
		const runs = await node.runTogether([retry('2'), retry('3')]);
		expect(node.service.ledger).toHaveLength(6);
		expect(runs.map(({ items }) => items.length)).toEqual([6, 6]);
	});

	it('keeps Max Images over both', async () => {
		const { node, retry } = await failed();
		const more = [...rows, ...['g', 'h', 'i', 'j'].map((text) => ({ text }))];
		const options = { maxImages: 8 };
		const [one, other] = [rows, more.slice(4)].map((given, index) =>
			retry(String(index + 2), { rows: given, options }),
		);
		const outcomes = await node.runTogether([one, other]);
		expect(node.service.ledger.length).toBeLessThanOrEqual(8);
		const told = outcomes.map(({ error }) => `${error?.message} ${error?.description}`).join();
		expect(told).toContain('this row would exceed Max Images');
		expect(told).toContain('Raise the option "Max Images"');
	});

	it('finds nothing on another process, beyond what n8n stored', async () => {
		const { node, retry } = await failed();
		await node.run(retry('2'));
		const elsewhere = new VirtualNode({}, { clock: node.clock, service: node.service });
		await elsewhere.run(retry('3'));
		expect(node.service.ledger).toHaveLength(6 + 4);
	});

	it('learns from what n8n stored what became of a request that it knows as sent', async () => {
		const node = new VirtualNode();
		const run = { rows: [rows[0]], parameters: fresh() };
		await node.run({ ...run, stopAfterMs: 50 });
		const whileSent = stringify(node.context);
		await node.clock.advance(1_000);
		const whenPaid = stringify(node.context);
		const elsewhere = new VirtualNode({}, { clock: node.clock, service: node.service });
		const retry = async (stored: string) =>
			await elsewhere.run({ ...run, context: parse(stored) as IDataObject, executionId: stored });
		expect((await retry(whileSent)).error?.message).toContain('may have been billed');
		const { items } = await retry(whenPaid);
		expect(items[0].json.taskId).toBe(node.service.ledger[0].taskId);
		expect(node.service.ledger).toHaveLength(1);
	});
});

describe('what another retry has on the wire, or paid just now', () => {
	it.each<[string, VirtualRun['parameters'], number]>([
		['after an edit, on the wire', { text: 'an owl', num: 5 }, 2],
		['by an expression that gives something new, on the wire', { num: () => 5, ...fresh() }, 2],
		['by an expression that gives something new, paid just now', { num: () => 5, ...fresh() }, 0],
	])('is put out as what was paid, not as what the row says now: %s', async (_, edit, delayS) => {
		const node = new VirtualNode();
		const first = { text: ({ text }: IDataObject) => text, num: () => 2, downloadImages: true };
		const run = { rows: [{ text: 'a fox' }], parameters: first };
		node.service.addFault({ on: 'submit', times: 1, fault: { kind: 'answer', code: 400 } });
		await node.run(run);
		const stored = stringify(node.context);
		const delay = { kind: 'delay', delayMs: delayS * 1000 } as const;
		node.service.addFault({ on: 'submit', times: 1, fault: delay });
		const retries = [first, { ...first, ...edit }].map((parameters, index) => ({
			...run,
			parameters,
			executionId: `retry ${index}`,
			context: parse(stored) as IDataObject,
		}));
		const [, { items, error }] = await node.runTogether(retries);
		expect(error).toBeUndefined();
		expect(node.service.ledger).toHaveLength(1);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ text: 'a fox', num: 2, fileName: '001-a-fox-1.png', imageCount: 2 },
			{ text: 'a fox', num: 2, fileName: '001-a-fox-2.png', imageCount: 2 },
		]);
		expect(node.hints.join()).not.toContain('missing');
	});
});
