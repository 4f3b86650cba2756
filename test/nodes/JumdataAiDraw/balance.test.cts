import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../support/virtualNode.cts';

const rows = [{ text: 'one', num: 2 }, { text: 'two' }];
const getBalance = { operation: 'getBalance' };

const messageOf = ({ json }: INodeExecutionData) =>
	(json.error as { message: string } | undefined)?.message;
const sent = (node: VirtualNode) => node.service.requests.map(({ endpoint }) => endpoint);

describe('Get Balance', () => {
	it('asks once, however many rows come in, and gives each the answer', async () => {
		const node = new VirtualNode({ balance: 810.75 });
		const { items } = await node.run({ rows, ...getBalance });
		expect(items).toEqual([
			{
				json: { balance: 810.75, taskNo: expect.stringMatching(/^\d+$/) },
				pairedItem: { item: 0 },
			},
			{ json: items[0].json, pairedItem: { item: 1 } },
		]);
		expect(sent(node)).toEqual(['balance']);
	});

	it('asks anew in every run', async () => {
		const node = new VirtualNode();
		await node.run({ rows, ...getBalance });
		await node.run({ rows, ...getBalance, runIndex: 1 });
		expect(sent(node)).toEqual(['balance', 'balance']);
	});

	it('falls with what is billed', async () => {
		const node = new VirtualNode({ balance: 100, pricePerImage: 0.5 });
		await node.run({ rows, operation: 'submit' });
		const { items } = await node.run({ rows, ...getBalance });
		expect(items[0].json.balance).toBe(98.5);
	});

	it('is asked again after passing trouble', async () => {
		const node = new VirtualNode();
		for (const fault of [
			{ kind: 'loseBefore' },
			{ kind: 'http', status: 503 },
			{ kind: 'answer', code: 609 },
			{ kind: 'garbage', shape: 'html' },
		]) {
			node.service.addFault({ on: 'balance', fault: fault as never });
		}
		const { items } = await node.run({ rows, ...getBalance });
		expect(items[0].json.balance).toBe(1000);
		expect(sent(node)).toHaveLength(5);
	});

	it('fails for every row with the reason, under Continue', async () => {
		const node = new VirtualNode({ accountCode: 602 });
		const { items } = await node.run({ rows, ...getBalance, continueOnFail: true });
		expect(items.map(messageOf)).toEqual([
			expect.stringMatching(/^Row 1: The balance could not be read: the account is disabled/),
			expect.stringMatching(/^Row 2: The balance could not be read: the account is disabled/),
		]);
		expect(sent(node)).toEqual(['balance']);
	});

	it.each(['null', '{"balance":5}', '"many"', 'true'])(
		'does not take %s for a balance',
		async (data) => {
			const node = new VirtualNode();
			node.service.addFault({
				on: 'balance',
				fault: { kind: 'body', body: `{"code":200,"data":${data}}` },
			});
			const { error } = await node.run({ rows, ...getBalance });
			expect(error?.message).toContain('balance could not be read');
		},
	);

	it('gives up after Max Wait Time', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'balance', times: Infinity, fault: { kind: 'http', status: 503 } });
		const { error, durationMs } = await node.run({
			rows,
			...getBalance,
			options: { maxWaitTime: 30 },
		});
		expect(error?.message).toContain('HTTP 503');
		expect(durationMs).toBeLessThanOrEqual(30_000);
	});

	it('ends at Stop', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'balance', fault: { kind: 'delay', delayMs: 20_000 } });
		const { durationMs } = await node.run({ rows, ...getBalance, stopAfterMs: 1_000 });
		expect(durationMs).toBe(1_000);
	});
});

describe('Get Balance of a product', () => {
	const ofProduct = {
		operation: 'getBalance',
		parameters: { balanceOf: 'product', productCode: (row: IDataObject) => row.product },
	};

	it('gives the fields of the answer as they come, then the product and the request', async () => {
		const node = new VirtualNode({ productCode: 'AI-1', totalQuota: 50 });
		const { items } = await node.run({ rows: [{ product: 'AI-1' }], ...ofProduct });
		expect(items).toEqual([
			{
				json: {
					expireTime: expect.any(String),
					productName: 'AI绘画',
					totalCount: 50,
					usedCount: 0,
					remainCount: 50,
					productCode: 'AI-1',
					taskNo: expect.stringMatching(/^\d+$/),
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(Object.keys(items[0].json).slice(-2)).toEqual(['productCode', 'taskNo']);
		expect(sent(node)).toEqual(['productBalance']);
	});

	it('asks once for each product', async () => {
		const node = new VirtualNode({ productCode: 'AI-1' });
		const products = ['AI-1', 'AI-2', 'AI-1', 'AI-2'].map((product) => ({ product }));
		const { items } = await node.run({ rows: products, ...ofProduct, continueOnFail: true });
		expect(sent(node)).toHaveLength(2);
		expect(items[2].json).toEqual(items[0].json);
	});

	it('of a product that Jumdata does not know costs its rows alone', async () => {
		const node = new VirtualNode({ productCode: 'AI-1' });
		const products = [{ product: 'AI-2' }, { product: 'AI-1' }, { product: '' }];
		const { items } = await node.run({ rows: products, ...ofProduct, continueOnFail: true });
		expect(items.map(messageOf)).toEqual([
			expect.stringMatching(/^Row 1: The balance could not be read: .*code 400/),
			undefined,
			expect.stringMatching(/^Row 3: The product code is empty/),
		]);
	});

	it('asks nothing more where the account is refused', async () => {
		const node = new VirtualNode({ accountCode: 602 });
		const products = Array.from({ length: 20 }, (_, index) => ({ product: `AI-${index}` }));
		const { items } = await node.run({ rows: products, ...ofProduct, continueOnFail: true });
		expect(items.map(messageOf)).not.toContain(undefined);
		expect(sent(node).length).toBeLessThanOrEqual(5);
	});

	it('gives up for all products together when nothing is answered', async () => {
		const node = new VirtualNode();
		for (let count = 0; count < 5000; count++) {
			node.service.addFault({
				on: 'productBalance',
				fault: { kind: 'http', status: 503 } as never,
			});
		}
		const products = Array.from({ length: 20 }, (_, index) => ({ product: `AI-${index}` }));
		const { items, durationMs } = await node.run({
			rows: products,
			...ofProduct,
			options: { maxWaitTime: 60 },
			continueOnFail: true,
		});
		expect(items.map(messageOf)).not.toContain(undefined);
		expect(durationMs).toBeLessThan(70_000);
	});

	it('of anything else is refused before anything is sent', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({
			rows: [{}],
			operation: 'getBalance',
			parameters: { balanceOf: 'bank' },
		});
		expect(error?.message).toContain('Row 1: The field "Balance Of" cannot be "bank".');
		expect(error?.description).toContain('Allowed: account, product.');
		expect(sent(node)).toEqual([]);
	});
});

describe('Min Balance', () => {
	const options = { minBalance: 10 };

	it('lets a run begin whose account has enough', async () => {
		const node = new VirtualNode({ balance: 10 });
		const { items } = await node.run({ rows, options });
		expect(items).toHaveLength(3);
		expect(sent(node)[0]).toBe('balance');
	});

	it('that was told at the second try has no say in how the run ends', async () => {
		const node = new VirtualNode({ submitsPerSecond: 1 });
		node.service.addFault({ on: 'balance', times: 1, fault: { kind: 'refuse' } });
		const many = Array.from({ length: 100 }, (_, index) => ({ text: `row ${index}` }));
		const { items, durationMs } = await node.run({ rows: many, operation: 'submit', options });
		expect(items).toHaveLength(100);
		expect(durationMs).toBeGreaterThan(90_000);
	});

	it('refuses a run whose account has less, before anything is bought', async () => {
		const node = new VirtualNode({ balance: 9.99 });
		const { error } = await node.run({ rows, options });
		expect(error?.message).toBe('The balance (9.99) is below Min Balance (10).');
		expect(error?.description).toBe(
			'Top up the account at https://my.jumdata.com, or lower the option "Min Balance".',
		);
		expect(sent(node)).toEqual(['balance']);
	});

	it('is asked for again after passing trouble, as long as Max Wait Time allows', async () => {
		const node = new VirtualNode({ balance: 10 });
		node.service.addFault({ on: 'balance', times: 4, fault: { kind: 'answer', code: 500 } });
		expect((await node.run({ rows, options })).items).toHaveLength(3);
		node.service.addFault({ on: 'balance', times: 99, fault: { kind: 'answer', code: 500 } });
		const { error, durationMs } = await node.run({
			rows: [{ text: 'three' }],
			options: { ...options, maxWaitTime: 20 },
		});
		expect(error?.message).toMatch(/balance could not be read.*maintenance/);
		expect(durationMs).toBeGreaterThan(10_000);
		expect(durationMs).toBeLessThanOrEqual(20_000);
	});

	it('makes every row a failed item under Continue', async () => {
		const node = new VirtualNode({ balance: 1 });
		const { items } = await node.run({ rows, options, continueOnFail: true });
		expect(items.map(messageOf)).toEqual([
			expect.stringContaining('Row 1: The balance (1)'),
			expect.stringContaining('Row 2: The balance (1)'),
		]);
		expect(sent(node)).toEqual(['balance']);
	});

	it('refuses a run whose balance cannot be read', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'balance', fault: { kind: 'answer', code: 601 } });
		const { error } = await node.run({ rows, options, operation: 'submit' });
		expect(error?.message).toMatch(
			/^Min Balance could not be checked, since the balance could not be read: .*not activated/,
		);
		expect(error?.description).toBe(
			'Activate it at https://my.jumdata.com. To run without this check, set the option "Min Balance" to 0.',
		);
		expect(sent(node)).toEqual(['balance']);
	});

	it('is not looked at where a retry has nothing left to buy', async () => {
		const node = new VirtualNode({ balance: 13, pricePerImage: 1 });
		node.service.addFault({ on: 'query', times: 6, fault: { kind: 'answer', code: 999 } });
		await node.run({ rows, options: { minBalance: 13 } });
		const asked = sent(node).filter((endpoint) => endpoint === 'balance').length;
		node.service.clearFaults();
		const { items } = await node.run({ rows, options: { minBalance: 13 } });
		expect(items).toHaveLength(3);
		expect(asked).toBe(1);
		expect(sent(node).filter((endpoint) => endpoint === 'balance')).toHaveLength(1);
	});

	it('is looked at after Max Images, which costs no request', async () => {
		const node = new VirtualNode();
		const { error } = await node.run({ rows, options: { ...options, maxImages: 1 } });
		expect(error?.message).toContain('Max Images');
		expect(sent(node)).toEqual([]);
	});
});
