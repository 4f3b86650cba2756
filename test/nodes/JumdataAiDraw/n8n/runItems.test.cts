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
			'1 row failed: see error in the table view. 3 tasks still drawing: fetch later with Query, free. 4 images paid.',
		]);
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

	it('is an option that makes no sense, too', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { maxConcurrency: 'many' } });
		expect(error?.message).toContain('Rows at Once');
		expect(error?.description).toContain('a whole number from 1 to 1000');
		expect(node.service.requests).toHaveLength(0);
	});
});

describe('Max Images', () => {
	it('refuses the run before anything is sent', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { maxImages: 3 } });
		expect(error?.message).toBe('Max Images is 3, and this run needs 4.');
		expect(error?.description).toMatch(/fewer rows or images, or raise the option "Max Images"\.$/);
		expect(node.service.requests).toHaveLength(0);
	});

	it('makes every row a failed item under Continue, bad rows with their own reason', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({
			rows: [...rows, { text: ' ' }],
			options: { maxImages: 3 },
			continueOnFail: true,
		});
		expect(failures(items)).toEqual([
			expect.stringContaining('Row 1: Max Images is 3'),
			expect.stringContaining('Row 2: Max Images'),
			expect.stringContaining('Row 3: Max Images'),
			expect.stringContaining('Row 4: The text is empty'),
		]);
		expect(node.service.requests).toHaveLength(0);
	});

	it('allows what fits exactly', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { maxImages: 4 } });
		expect(error).toBeUndefined();
	});

	it('holds over the turns of a loop', async () => {
		const node = new VirtualNode();
		const options = { maxImages: 5 };
		await node.run({ rows, options, runIndex: 0 });
		const { error } = await node.run({ rows: [{ text: 'four', num: 2 }], options, runIndex: 1 });
		expect(error?.message).toContain(
			'Max Images is 5: 4 are already paid, and this run needs 2 more.',
		);
		expect(node.service.ledger).toHaveLength(3);
	});

	it('counts a request that may have been billed', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'loseBefore' } });
		await node.run({ rows: [rows[0]], options: { maxImages: 3 } });
		const { error } = await node.run({
			rows: [rows[0], { text: 'b', num: 2 }],
			options: { maxImages: 3 },
		});
		expect(error?.message).toContain('2 are already paid, and this run needs 2 more.');
	});

	it('lets a retry with nothing left to buy through, though less is allowed by now', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
		await node.run({ rows: [rows[0]] });
		const { items } = await node.run({ rows: [rows[0]], options: { maxImages: 1 } });
		expect(items).toHaveLength(2);
	});

	it('lets a retry with nothing left to buy through', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
		await node.run({ rows: [rows[0]], options: { maxImages: 2 } });
		const { error, items } = await node.run({ rows: [rows[0]], options: { maxImages: 2 } });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
	});
});

describe('a refusal on a retry', () => {
	const odd = { kind: 'answer' as const, code: 999 };
	const limits: Array<[string, object, (node: VirtualNode) => void]> = [
		['Max Images', { maxImages: 3 }, () => {}],
		['Min Balance', { minBalance: 500 }, ({ service }) => service.configure({ balance: 1 })],
		[
			'Min Balance that cannot be read',
			{ minBalance: 500 },
			({ service }) =>
				service.addFault({ on: 'balance', times: 9, fault: { kind: 'answer', code: 601 } }),
		],
	];

	/** A node that bought row one in a first run, which failed. */
	const boughtOne = async (run: { continueOnFail?: boolean }) => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', text: 'one', times: 3, fault: odd });
		await node.run({ rows: [rows[0]], ...run });
		expect(node.service.ledger).toHaveLength(1);
		return node;
	};

	it.each(limits)(
		'(%s) costs under Continue only the rows that are not bought yet',
		async (_, options, prepare) => {
			const node = await boughtOne({ continueOnFail: true });
			prepare(node);
			const { items } = await node.run({ rows, options: options as never, continueOnFail: true });
			expect(items.slice(0, 2).map(({ json }) => [json.text, json.imageIndex])).toEqual([
				['one', 1],
				['one', 2],
			]);
			expect(failures(items.slice(2))).toEqual([
				expect.stringMatching(/^Row 2: .*M(ax Images|in Balance)/),
				expect.stringMatching(/^Row 3: .*M(ax Images|in Balance)/),
			]);
			expect(node.service.ledger).toHaveLength(1);
		},
	);

	it('costs no picture either', async () => {
		const node = await boughtOne({ continueOnFail: true });
		const { items } = await node.run({
			rows,
			options: { maxImages: 3 },
			parameters: { downloadImages: true },
			continueOnFail: true,
		});
		expect(items.map(({ binary }) => binary?.data.mimeType)).toEqual([
			'image/png',
			'image/png',
			undefined,
			undefined,
		]);
	});

	it.each(limits)('(%s) names without Continue what was bought', async (_, options, prepare) => {
		const node = await boughtOne({});
		prepare(node);
		const { error } = await node.run({ rows, options: options as never });
		const { taskId } = node.service.ledger[0];
		expect(error?.message).toMatch(/2 images are paid \(task \d+\)\.$/);
		expect(error?.message).toContain(taskId);
		expect(error?.description).toContain(`Paid tasks: ${taskId}`);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('names what was bought where a row cannot be used any more', async () => {
		const node = await boughtOne({});
		const { error } = await node.run({ rows: [rows[0], { text: '' }] });
		expect(error?.message).toMatch(/Row 2: The text is empty\. Nothing was sent\. 2 images/);
		expect(error?.description).toContain(node.service.ledger[0].taskId);
	});

	it('names what was bought where an option makes no sense any more', async () => {
		const node = await boughtOne({});
		const { error } = await node.run({ rows, options: { maxConcurrency: 'many' } });
		expect(error?.message).toContain('Rows at Once');
		expect(error?.description).toContain(node.service.ledger[0].taskId);
	});

	it('leaves what was bought to be taken up', async () => {
		const node = await boughtOne({});
		await node.run({ rows, options: { maxImages: 3 } });
		const { items } = await node.run({ rows, options: { maxImages: 4 } });
		expect(items).toHaveLength(4);
		expect(node.service.ledger).toHaveLength(3);
	});
});

describe('runs at the same time', () => {
	const options = { maxImages: 4 };
	const together = (nums: number[], run = {}) =>
		nums.map((num, runIndex) => ({ rows: [{ text: `run ${runIndex}`, num }], runIndex, ...run }));
	const imagesOf = ({ service }: VirtualNode) =>
		service.ledger.reduce((sum, { num }) => sum + num, 0);

	it.each([
		[[2, 2, 2], 4],
		[[3, 3, 1], 4],
		[[4, 1, 1], 4],
		[[5, 2, 2], 4],
		[[1, 1, 1], 3],
	])('of %j images never buy more than Max Images together', async (nums, expected) => {
		for (const continueOnFail of [false, true]) {
			const node = new VirtualNode();
			await node.runTogether(together(nums, { options, continueOnFail }));
			expect(imagesOf(node)).toBe(expected);
		}
	});

	it('refuse the last, saying what the others are about to buy', async () => {
		const node = new VirtualNode();
		const [first, second, third] = await node.runTogether(together([2, 2, 2], { options }));
		expect([first.items.length, second.items.length]).toEqual([2, 2]);
		expect(third.error?.message).toContain('4 are already paid, and this run needs 2 more.');
	});

	it('leave to others what they set aside and did not buy', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'answer' as const, code: 202 };
		node.service.addFault({ on: 'submit', text: 'run 0', fault });
		await node.runTogether(together([4], { options }));
		const { items } = await node.run({ rows: [{ text: 'later', num: 4 }], runIndex: 1, options });
		expect(items).toHaveLength(4);
	});

	it('set nothing aside after a refusal', async () => {
		const node = new VirtualNode({ balance: 1 });
		await node.runTogether(together([4], { options: { ...options, minBalance: 5 } }));
		const { items } = await node.run({ rows: [{ text: 'later', num: 4 }], runIndex: 1, options });
		expect(items).toHaveLength(4);
	});

	it('hold to it while the service makes them wait', async () => {
		const node = new VirtualNode({ maxUnfinished: 1, requestsPerSecond: 1 });
		await node.runTogether(together([2, 2, 2], { options, continueOnFail: true }));
		expect(imagesOf(node)).toBe(4);
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
