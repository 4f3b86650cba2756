import type { INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../../support/virtualNode.cts';

const rows = [{ text: 'one', num: 2 }, { text: 'two' }, { text: 'three' }];

const failures = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.error as { message: string } | undefined)?.message);

describe('Max Images', () => {
	it('refuses the run before anything is sent', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { maxImages: 3 } });
		expect(error?.message).toBe('Max Images is 3, and this run needs 4, so nothing was sent.');
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
			'Max Images is 5: 4 images are already paid or about to be, and this run needs 2 more, so nothing was sent.',
		);
		expect(node.service.ledger).toHaveLength(3);
	});

	it('says how many are paid where that is one', async () => {
		const node = new VirtualNode();
		const options = { maxImages: 1 };
		await node.run({ rows: [{ text: 'one' }], options, runIndex: 0 });
		const { error } = await node.run({ rows: [{ text: 'two' }], options, runIndex: 1 });
		expect(error?.message).toContain('1 image is already paid or about to be');
	});

	it('counts a request that may have been billed', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'loseBefore' } });
		await node.run({ rows: [rows[0]], options: { maxImages: 3 } });
		const { error } = await node.run({
			rows: [rows[0], { text: 'b', num: 2 }],
			options: { maxImages: 3 },
		});
		expect(error?.message).toContain(
			'2 images are already paid or about to be, and this run needs 2 more',
		);
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
		expect(error?.message).toMatch(/2 images are paid \(task \d+\)\. Do not click/);
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
		expect(third.error?.message).toContain(
			'4 images are already paid or about to be, and this run needs 2 more',
		);
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
