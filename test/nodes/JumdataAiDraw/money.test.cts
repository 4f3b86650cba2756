import { parse, stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import { VirtualNode } from '../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const unknown = { kind: 'answer' as const, code: 999 };

/** A node whose first run bought the rows and failed afterwards. */
async function boughtAndFailed(rows: IDataObject[] = [fox], run = {}): Promise<VirtualNode> {
	const node = new VirtualNode();
	node.service.addFault({ on: 'query', times: 3 * rows.length, fault: unknown });
	const { error } = await node.run({ rows, ...run });
	expect(error).toBeDefined();
	return node;
}

describe('a retry', () => {
	it('takes up what was bought and goes on waiting for it', async () => {
		const node = await boughtAndFailed();
		const { items } = await node.run({ rows: [fox] });
		expect(items.map(({ json }) => json.taskId)).toEqual([node.service.ledger[0].taskId]);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('does so on another process, from what n8n stored', async () => {
		const node = await boughtAndFailed();
		node.context = parse(stringify(node.context)) as IDataObject;
		await node.run({ rows: [fox] });
		expect(node.service.ledger).toHaveLength(1);
	});

	it('fetches what was bought though the expressions of the row give nothing usable now', async () => {
		let style = '油画';
		const parameters = { style: () => style };
		const node = await boughtAndFailed([fox], { parameters });
		style = 'no style';
		const { items } = await node.run({ rows: [fox], parameters });
		expect(items[0].json).toMatchObject({ style: '油画', done: true });
		expect(node.service.ledger).toHaveLength(1);
	});

	it('buys what was not bought yet, and that alone', async () => {
		const node = await boughtAndFailed([fox, { text: 'b' }], { options: { maxConcurrency: 1 } });
		node.service.clearFaults();
		expect(node.service.ledger).toHaveLength(1);
		const { items } = await node.run({ rows: [fox, { text: 'b' }] });
		expect(items.map(({ json }) => json.text)).toEqual(['a red fox', 'b']);
		expect(node.service.ledger).toHaveLength(2);
	});

	it('of an agent finds what was never handed out, at a new run index', async () => {
		const node = await boughtAndFailed();
		const { items } = await node.run({ rows: [fox], runIndex: 1 });
		expect(items[0].json.taskId).toBe(node.service.ledger[0].taskId);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('from the executions list, behind an agent that begins anew, finds what its tool handed out', async () => {
		const node = new VirtualNode();
		const call = { rows: [fox], asTool: true };
		await node.run({ ...call, runIndex: 0, executionId: '1' });
		node.context = parse(stringify(node.context)) as IDataObject;
		const { items } = await node.run({ ...call, runIndex: 1, executionId: '2' });
		expect(items[0].json.taskId).toBe(node.service.ledger[0].taskId);
		expect(node.service.ledger).toHaveLength(1);
		await node.run({ ...call, runIndex: 2, executionId: '2' });
		expect(node.service.ledger).toHaveLength(2);
	});

	it('keeps rows with the same text apart', async () => {
		const node = await boughtAndFailed([fox, fox]);
		expect(node.service.ledger).toHaveLength(2);
		const { items } = await node.run({ rows: [fox, fox] });
		expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(2);
		expect(node.service.ledger).toHaveLength(2);
	});

	it('that the engine makes under Continue, since the first item failed, pays once', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', text: 'a red fox', times: 3, fault: unknown });
		const rows = [fox, { text: 'b' }, { text: 'c' }];
		const first = await node.run({ rows, continueOnFail: true });
		expect(first.items[0].json.error).toMatchObject({
			taskId: node.service.ledger[0].taskId,
			charged: true,
		});
		const second = await node.run({ rows, continueOnFail: true });
		expect(second.items.map(({ json }) => json.text)).toEqual(['a red fox', 'b', 'c']);
		expect(node.service.ledger).toHaveLength(3);
	});

	it('of Submit gives the same task again', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', text: 'bad', fault: { kind: 'answer', code: 400 } });
		const rows = [fox, { text: 'bad' }];
		await node.run({ rows, operation: 'submit' });
		const { items } = await node.run({ rows, operation: 'submit' });
		expect(items[0].json.taskId).toBe(node.service.ledger[0].taskId);
		expect(node.service.ledger).toHaveLength(2);
	});

	it('starts its waiting time anew', async () => {
		const node = new VirtualNode({ drawMs: 70_000 });
		const options = { maxWaitTime: 60 };
		expect((await node.run({ rows: [fox], options })).error?.message).toContain('after 60 seconds');
		expect((await node.run({ rows: [fox], options })).items).toHaveLength(1);
	});
});

describe('a later run with the same request', () => {
	const again = { rows: [fox], runIndex: 1, continueOnFail: true };

	it('takes up a row that timed out under Continue, since it may still succeed', async () => {
		const node = new VirtualNode({ drawMs: 70_000 });
		await node.run({ ...again, runIndex: 0, options: { maxWaitTime: 60 } });
		const { items } = await node.run(again);
		expect(items.map(({ json }) => json.taskId)).toEqual([node.service.ledger[0].taskId]);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('takes it up where the item comes from the error output, which adds the error', async () => {
		const node = new VirtualNode({ drawMs: 70_000 });
		const first = await node.run({ ...again, runIndex: 0, options: { maxWaitTime: 60 } });
		const { items } = await node.run({ ...again, rows: [{ ...fox, ...first.items[0].json }] });
		expect(items.map(({ json }) => json.taskId)).toEqual([node.service.ledger[0].taskId]);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('draws anew what a failed row of other data with the same text paid for', async () => {
		const node = new VirtualNode({ drawMs: 70_000 });
		await node.run({ ...again, runIndex: 0, options: { maxWaitTime: 60 } });
		await node.run({ ...again, rows: [{ ...fox, sku: 2 }] });
		expect(node.service.ledger).toHaveLength(2);
	});

	it('draws anew after a task that failed for good', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 3, fault: unknown });
		await node.run({ ...again, runIndex: 0 });
		await node.run(again);
		expect(node.service.ledger).toHaveLength(2);
	});

	it.each([
		['draws anew after a task that was given back as not done', false, 2],
		['of a tool goes on with a task that was given back as not done', true, 1],
	])('%s', async (_, asTool, expected) => {
		const node = new VirtualNode({ drawMs: 70_000 });
		const options = { maxWaitTime: 60, onTimeout: 'returnPending' };
		const first = await node.run({ rows: [fox], runIndex: 0, options, asTool });
		expect(first.items[0].json.done).toBe(false);
		await node.run({ rows: [fox], runIndex: 1, options, asTool });
		expect(node.service.ledger).toHaveLength(expected);
	});

	it('takes up a task none of whose pictures could be fetched', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'http' as const, status: 400 };
		node.service.addFault({ on: 'image', times: 1, fault });
		const parameters = { downloadImages: true };
		const first = await node.run({ rows: [fox], parameters, continueOnFail: true });
		expect(first.items[0].json.error).toBeDefined();
		const { items } = await node.run({ ...again, parameters });
		expect(items[0].binary?.data.mimeType).toBe('image/png');
		expect(node.service.ledger).toHaveLength(1);
	});

	it('takes up what gave an image, where another could not be fetched', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'http' as const, status: 400 };
		node.service.addFault({ on: 'image', times: 1, fault });
		const rows = [{ ...fox, num: 2 }];
		const parameters = { downloadImages: true };
		const { items } = await node.run({ rows, parameters, continueOnFail: true });
		expect(items.filter(({ json }) => json.error)).toHaveLength(1);
		const later = await node.run({ rows, parameters, runIndex: 1 });
		expect(later.items).toHaveLength(2);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('draws anew what was done, beside a row that failed', async () => {
		const node = new VirtualNode();
		const rows = [fox, { text: 'b' }];
		const trouble = { kind: 'http' as const, status: 503 };
		node.service.addFault({ on: 'query', text: 'b', times: Infinity, fault: trouble });
		await node.run({ rows, continueOnFail: true, options: { maxWaitTime: 20 } });
		node.service.clearFaults();
		await node.run({ rows, runIndex: 1, continueOnFail: true });
		expect(node.service.ledger.map(({ text }) => text)).toEqual(['a red fox', 'b', 'a red fox']);
	});

	it('draws anew once what it took up is handed out', async () => {
		const node = new VirtualNode();
		node.service.configure({ drawMs: 70_000 });
		await node.run({ ...again, runIndex: 0, options: { maxWaitTime: 60 } });
		await node.run(again);
		await node.run({ ...again, runIndex: 2 });
		expect(node.service.ledger).toHaveLength(2);
	});

	it('of an agent whose paid task failed for good repeats that error unpaid', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 2, fault: { kind: 'answer', code: 400 } });
		for (const runIndex of [0, 1]) {
			const { items } = await node.run({ ...again, runIndex, asTool: true });
			expect(items[0].json.error).toMatchObject({ code: 400 });
		}
		expect(node.service.ledger).toHaveLength(1);
	});

	it.each([
		["an agent's next call does not send again what may have been billed", true, 1],
		["a loop's next turn does not send again what may have been billed", false, 1],
	])('%s', async (_, asTool, expected) => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'loseAfter' } });
		for (const runIndex of [0, 1]) {
			await node.run({ rows: [fox], runIndex, asTool, continueOnFail: true });
		}
		expect(node.service.ledger).toHaveLength(expected);
	});

	it('is not bought again where n8n threw the first result away, and the retry failed', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', text: 'a red fox', times: 3, fault: unknown });
		const run = { rows: [fox, { text: 'b' }], continueOnFail: true, asTool: true };
		await node.run(run);
		node.service.configure({ accountCode: 602 });
		await node.run(run);
		node.service.configure({ accountCode: null });
		const { items } = await node.run({ ...run, runIndex: 1 });
		expect(items.map(({ json }) => json.text)).toEqual(['a red fox', 'b']);
		expect(node.service.ledger).toHaveLength(2);
	});

	it('draws anew what Submit gave out, whose task was handed out by its id', async () => {
		const node = new VirtualNode();
		await node.run({ rows: [fox], operation: 'submit' });
		await node.run({ rows: [fox], operation: 'submit', runIndex: 1 });
		expect(node.service.ledger).toHaveLength(2);
	});
});

describe('a credential that is of no use', () => {
	const useless: Array<[string, IDataObject | Error, RegExp]> = [
		['has no App ID', { appId: '', appSecret: 'x' }, /App ID/],
		['has no App Secret', { appId: 'x', appSecret: ' ' }, /App Secret/],
		['has no address', { appId: 'x', appSecret: 'y', baseUrl: 'jumdata' }, /Base URL "jumdata"/],
		['cannot be read', new Error('Credentials could not be decrypted'), /could not be decrypted/],
	];
	const operations = ['generateAndWait', 'submit', 'query', 'getBalance'];
	const rows = [{ ...fox, taskId: '42' }];

	it.each(useless)(
		'since it %s refuses the run before anything is sent',
		async (_, data, words) => {
			for (const operation of operations) {
				const node = new VirtualNode();
				node.credential = data;
				const { error, durationMs } = await node.run({ rows, operation });
				expect(error?.message).toMatch(words);

				expect(error?.description).toMatch(/^Choose a Jumdata API credential.*or correct/);
				expect(node.transport.sentAtMs).toEqual([]);
				expect(node.context.purchases).toEqual([]);
				expect(durationMs).toBe(0);
			}
		},
	);

	it.each(useless)('since it %s fails every row under Continue', async (_, data, words) => {
		const node = new VirtualNode();
		node.credential = data;
		const { items, error } = await node.run({ rows: [fox, fox], continueOnFail: true });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.error)).toEqual([
			{ message: expect.stringMatching(words) },
			{ message: expect.stringMatching(words) },
		]);
		expect(node.transport.sentAtMs).toEqual([]);
		expect(node.context.purchases).toEqual([]);
	});

	it.each(useless)('since it %s is repaired, and a retry draws', async (_, data) => {
		const node = new VirtualNode();
		const repaired = node.credential;
		for (const continueOnFail of [false, true]) {
			node.credential = data;
			await node.run({ rows: [fox], continueOnFail, options: { maxImages: 1 } });
		}
		node.credential = repaired;
		const { items } = await node.run({ rows: [fox], options: { maxImages: 1 } });
		expect(items[0].json.done).toBe(true);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('is refused before Min Balance is asked for', async () => {
		const node = new VirtualNode();
		node.credential = { appId: '', appSecret: 'x' };
		const { error } = await node.run({ rows: [fox], options: { minBalance: 5 } });
		expect(error?.message).toContain('App ID');
		expect(node.service.requests).toEqual([]);
	});

	it('on a retry names what an earlier try bought, which a repaired one takes up', async () => {
		const node = await boughtAndFailed();
		const repaired = node.credential;
		node.credential = { appId: '', appSecret: 'x' };
		const { error } = await node.run({ rows: [fox] });
		expect(error?.message).toContain(`1 image is paid (task ${node.service.ledger[0].taskId}).`);
		node.credential = repaired;
		expect((await node.run({ rows: [fox] })).items).toHaveLength(1);
		expect(node.service.ledger).toHaveLength(1);
	});
});

describe('what is no retry draws anew', () => {
	it("is a loop's next turn, though the execution was retried since", async () => {
		const node = new VirtualNode();
		await node.run({ rows: [fox], runIndex: 0, executionId: '1' });
		await node.run({ rows: [fox], runIndex: 1, executionId: '2' });
		expect(node.service.ledger).toHaveLength(2);
	});

	it("is a loop's next turn", async () => {
		const node = new VirtualNode();
		await node.run({ rows: [fox], runIndex: 0 });
		await node.run({ rows: [fox], runIndex: 1 });
		expect(node.service.ledger).toHaveLength(2);
	});

	it.each([
		['text', { text: 'another' }],
		['style', { style: '古风' }],
		['resolution', { resolution: 'portrait' }],
		['num', { num: 2 }],
	])('is another %s', async (_, change) => {
		const node = await boughtAndFailed();
		await node.run({ rows: [{ ...fox, ...change }] });
		expect(node.service.ledger).toHaveLength(2);
	});

	it('is what another call of the tool is still at work on', async () => {
		const node = new VirtualNode();
		const first = node.run({ rows: [fox], runIndex: 0 });
		await node.clock.advance(1_000);
		await Promise.all([first, node.run({ rows: [fox], runIndex: 1 })]);
		expect(node.service.ledger).toHaveLength(2);
	});
});

it('logs each purchase at the moment it is made', async () => {
	const node = new VirtualNode();
	const running = node.run({ rows: [{ ...fox, num: 2 }] });
	await node.clock.advance(150);
	const { taskId } = node.service.ledger[0];
	expect(node.log).toEqual([
		`Jumdata AI Draw paid task ${taskId} (row 1, 2 images, text "a red fox")`,
	]);
	await running;
});

it('remembers a purchase at the moment it is made', async () => {
	const node = new VirtualNode();
	const running = node.run({ rows: [fox] });
	await node.clock.advance(150);
	expect(node.context.purchases).toMatchObject([
		{ state: 'paid', taskId: node.service.ledger[0].taskId },
	]);
	await running;
});
