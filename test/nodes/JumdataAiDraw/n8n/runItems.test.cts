import type { INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../../support/virtualNode.cts';

const rows = [{ text: 'one', num: 2 }, { text: 'two' }, { text: 'three' }];

const failures = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.error as { message: string } | undefined)?.message);

describe('what comes out', () => {
	it('is one item an image, in row order, paired with its row', async () => {
		const node = new VirtualNode({ slots: 3, drawSpread: 0.9, drawMs: 60_000 });
		const { items } = await node.run({ rows, parameters: { downloadImages: true } });
		expect(items.map(({ json, pairedItem }) => [json.text, json.imageIndex, pairedItem])).toEqual([
			['one', 1, { item: 0 }],
			['one', 2, { item: 0 }],
			['two', 1, { item: 1 }],
			['three', 1, { item: 2 }],
		]);
		expect(items[0].binary?.data).toMatchObject({
			mimeType: 'image/png',
			fileName: '001-one-1.png',
		});
	});

	it('is one item a row where the output mode says so, with data, data_2 …', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({
			rows,
			options: { outputMode: 'task' },
			parameters: { downloadImages: true },
		});
		expect(items).toHaveLength(3);
		expect(items[0].json.imageUrls).toHaveLength(2);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data', 'data_2']);
	});

	it('has a hint with what was drawn, billed and failed, and what is still drawing', async () => {
		const node = new VirtualNode({ drawMs: 50_000, drawSpread: 0 });
		await node.run({
			rows: [...rows, { text: 'forbidden' }],
			options: { maxWaitTime: 20, onTimeout: 'returnPending' },
			continueOnFail: true,
		});
		expect(node.hints).toEqual([
			'1 row failed: see error in the table view. Jumdata is still drawing 3 tasks: fetch later with Query; that is free. 4 images paid.',
		]);
	});

	it('has no hint where there is nothing to tell', async () => {
		const node = new VirtualNode();
		await node.run({ rows: [rows[0]], operation: 'getBalance' });
		expect(node.hints).toEqual([]);
	});

	it('leaves nobody asleep', async () => {
		const node = new VirtualNode();
		await node.run({ rows });
		await node.clock.advance(0);
		expect(node.clock.sleeperCount).toBe(0);
	});

	it('tells the browser how far it is, the last time when all is done', async () => {
		const node = new VirtualNode();
		await node.run({ rows });
		expect(node.messages.at(-1)).toEqual({
			rows: 3,
			rowsDone: 3,
			rowsFailed: 0,
			rowsInFlight: 0,
			imagesDrawn: 4,
			imagesLost: 0,
			imagesMissing: 0,
			imagesBilled: 4,
			requestsUnclear: 0,
			tasksPending: 0,
		});
	});

	it('counts a task that a failure left drawing', async () => {
		const node = new VirtualNode({ drawMs: 500_000 });
		const options = { maxWaitTime: 20 };
		await node.run({ rows, options, continueOnFail: true });
		expect(node.messages.at(-1)).toMatchObject({ rowsFailed: 3, tasksPending: 3 });
	});
});

it('an n8n that has no Stop, no hints and no progress will do', async () => {
	const node = new VirtualNode();
	const { items } = await node.run({ rows, isBare: true });
	expect(items).toHaveLength(4);
	expect([node.hints, node.messages]).toEqual([[], []]);
});

it('no rows give no items, and nobody needs a credential for them', async () => {
	const node = new VirtualNode();
	node.credential = new Error('none');
	expect(await node.run({ rows: [] })).toMatchObject({ items: [], durationMs: 0 });
	expect(node.context).toEqual({});
});

it('an image that was withheld is final: a later turn of a loop draws its row anew', async () => {
	const node = new VirtualNode({ conclusions: ['block', 'pass'] });
	for (const runIndex of [0, 1])
		await node.run({ rows: [rows[0]], runIndex, continueOnFail: true });
	expect(node.service.ledger).toHaveLength(2);
});

describe('Submit', () => {
	it('gives one item a row, with what was bought', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: [rows[0]], operation: 'submit' });
		const [{ taskId, taskNo }] = node.service.ledger;
		const asked = {
			text: 'one',
			style: '油画',
			styleName: 'Oil Painting',
			resolution: '1024*1024',
			num: 2,
		};
		expect(items).toEqual([
			{ json: { taskId, taskNo, charged: true, ...asked }, pairedItem: { item: 0 } },
		]);
	});
});

describe('Query', () => {
	const drawn = async (service = {}) => {
		const node = new VirtualNode(service);
		const { items } = await node.run({ rows: [rows[0]], operation: 'submit' });
		return { node, taskId: items[0].json.taskId };
	};

	it('gives a task that is still drawing back as not done', async () => {
		const { node, taskId } = await drawn();
		const waiting = { waitForCompletion: false };
		const { items } = await node.run({
			rows: [{ taskId }],
			operation: 'query',
			parameters: waiting,
		});
		expect(items.map(({ json }) => json)).toEqual([{ taskId, status: 0, done: false }]);
	});

	it('waits for the task if asked to', async () => {
		const { node, taskId } = await drawn();
		const { items, durationMs } = await node.run({ rows: [{ taskId }], operation: 'query' });
		expect(items.map(({ json }) => [json.imageIndex, json.imageCount, json.done])).toEqual([
			[1, 2, true],
			[2, 2, true],
		]);
		expect(items[0].json).not.toHaveProperty('text');
		expect(durationMs).toBeGreaterThan(9_000);
	});

	it('never buys', async () => {
		const { node, taskId } = await drawn();
		await node.run({
			rows: [{ taskId }, { taskId: '123' }],
			operation: 'query',
			continueOnFail: true,
		});
		expect(node.service.ledger).toHaveLength(1);
	});
});

describe('a row that cannot be used', () => {
	const bad = [{ text: 'fine' }, { text: '' }, { text: 'fine', style: 'foo' }];

	it('refuses the run with nothing sent, and the error names every bad row', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows: bad });
		expect(error?.message).toContain('rows 2, 3');
		expect(error?.description).toMatch(
			/Row 2: The text is empty[^]*Row 3: The style cannot be "foo"/,
		);
		expect(node.service.requests).toHaveLength(0);
	});

	it('costs itself alone under Continue', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: bad, continueOnFail: true });
		expect(failures(items)).toEqual([
			undefined,
			expect.stringContaining('Row 2: The text is empty'),
			expect.stringContaining('Row 3: The style cannot be "foo"'),
		]);
		expect(node.service.ledger.map(({ text }) => text)).toEqual(['fine']);
	});

	it.each([
		['maxImages', 'Max Images'],
		['minBalance', 'Min Balance'],
		['maxConcurrency', 'Rows at Once'],
	])('is a limit whose expression finds nothing: %s', async (name, displayName) => {
		for (const nothing of [null, undefined]) {
			const node = new VirtualNode();
			const { error } = await node.run({ rows, options: { [name]: nothing } });
			expect(error?.message).toContain(`The option "${displayName}" is empty.`);
			expect(node.service.requests).toHaveLength(0);
		}
	});

	it('is not one without a file name of its own', async () => {
		const node = new VirtualNode();
		const parameters = { downloadImages: true };
		const options = { fileName: null, binaryPropertyName: null };
		const { items } = await node.run({ rows: [{ text: 'fox' }], parameters, options });
		expect(items[0].binary?.data.fileName).toBe('001-fox.png');
	});

	it('keeps the task that an earlier try bought for it, under Continue', async () => {
		const node = new VirtualNode();
		node.service.addFault({
			on: 'query',
			text: 'one',
			times: Infinity,
			fault: { kind: 'http', status: 503 },
		});
		await node.run({ rows, continueOnFail: true, options: { maxWaitTime: 20 } });
		const { taskId } = node.service.ledger[0];
		const changed = [{ ...rows[0], style: 'foo' }, ...rows.slice(1)];
		for (const run of [{ rows: changed }, { rows, options: { maxConcurrency: 0 } }]) {
			const { items } = await node.run({ ...run, continueOnFail: true });
			expect(items[0].json.error).toMatchObject({ taskId });
		}
	});

	it.each([false, true])(
		'leaves what is paid to the next try, where the options make no sense (Continue: %p)',
		async (continueOnFail) => {
			const node = new VirtualNode({ drawMs: 50_000 });
			await node.run({ rows: [{ text: 'one' }], options: { maxWaitTime: 20 } });
			await node.run({ rows: [{ text: 'one' }], options: { maxConcurrency: -1 }, continueOnFail });
			const { items } = await node.run({ rows: [{ text: 'one' }] });
			expect(items.map(({ json }) => json.taskId)).toEqual([node.service.ledger[0].taskId]);
			expect(node.service.ledger).toHaveLength(1);
		},
	);

	it('may be all of them, since a workflow that was written by hand names an operation that there is not', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, operation: 'paint' });
		expect(error?.message).toBe('The operation cannot be "paint".');
		expect(error?.description).toContain('Allowed: generateAndWait, getBalance, query, submit.');
		expect(node.service.requests).toHaveLength(0);
	});

	it('is an option that makes no sense, too', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { maxConcurrency: 'many' } });
		expect(error?.message).toContain('Rows at Once');
		expect(error?.description).toContain('a whole number from 1 to 1000');
		expect(node.service.requests).toHaveLength(0);
	});
});

it('has at most as many tasks in flight as Max Concurrency says', async () => {
	const node = new VirtualNode({ slots: 10, drawMs: 5_000 });
	const many = Array.from({ length: 20 }, (_, index) => ({ text: `row ${index}` }));
	await node.run({ rows: many, options: { maxConcurrency: 4 } });
	const { ledger } = node.service;
	const unfinishedAt = (atMs: number) =>
		ledger.filter((task) => task.acceptedAtMs <= atMs && (task.finishedAtMs ?? Infinity) > atMs);
	const most = Math.max(...ledger.map(({ acceptedAtMs }) => unfinishedAt(acceptedAtMs).length));
	expect(most).toBe(4);
});
