import { parse, stringify } from 'flatted';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const fifty = Array.from({ length: 50 }, (_, index) => ({ text: `row ${index}` }));
const options = { maxWaitTime: 600, maxConcurrency: 5 };
const continues = { rows: fifty, options, continueOnFail: true };

const errorOf = ({ json }: INodeExecutionData) => json.error as Record<string, unknown> | undefined;
const submitsOf = (node: VirtualNode) =>
	node.service.requests.filter(({ endpoint }) => endpoint === 'submit');

describe('an unclear submit', () => {
	const lost = async (fault: object, run = {}) => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: fault as never });
		const outcome = await node.run({ rows: [fox], ...run });
		return { node, outcome };
	};

	it.each([
		['lost after it was accepted', { kind: 'loseAfter' }],
		['lost before it was accepted', { kind: 'loseBefore' }],
		['answered by garbage', { kind: 'garbage', shape: 'html', accept: true }],
		['answered by half an answer', { kind: 'truncate', sentBytes: 10 }],
		['answered by HTTP 502', { kind: 'http', status: 502 }],
		[
			'answered by a redirect that may follow a success',
			{ kind: 'http', status: 303, headers: { location: 'http://x.example' } },
		],
		['billed without a task id', { kind: 'answer', code: 606, charge: true }],
		[
			'answered by 610 that does not say whether it was billed',
			{ kind: 'answer', code: 610, omit: ['charge'] },
		],
		[
			'a success without a task id',
			{ kind: 'body', body: '{"code":200,"charge":true,"data":null}' },
		],
	])(
		'%s is sent once, and says that it may have been billed, and for which text',
		async (_, fault) => {
			const { node, outcome } = await lost(fault);
			expect(outcome.error?.message).toContain('may have been billed');
			expect(outcome.error?.message).toContain('"a red fox"');
			expect(outcome.error?.description).toContain(
				'run this row in a new execution, which is paid',
			);
			expect(submitsOf(node)).toHaveLength(1);
			expect(node.log.join()).toMatch(/may have paid a task .*a red fox/);
		},
	);

	it.each([
		['Retry on Fail', 0],
		["an agent's next call", 1],
	])('is not sent again by %s', async (_, runIndex) => {
		const { node } = await lost({ kind: 'loseAfter' });
		const { error } = await node.run({ rows: [fox], runIndex });
		expect(error?.message).toContain('may have been billed');
		expect(submitsOf(node)).toHaveLength(1);
	});

	it('costs only its row under Continue, with the text in the error', async () => {
		const { node, outcome } = await lost(
			{ kind: 'loseAfter' },
			{ rows: [fox, { text: 'b' }], continueOnFail: true },
		);
		expect(outcome.items[0].json.error).toMatchObject({ text: 'a red fox' });
		expect(outcome.items[1].json.text).toBe('b');
		expect(node.hints.join()).toContain('1 request may have been billed');
		expect(node.service.ledger).toHaveLength(2);
	});

	it('is a time-out too, at Request Timeout by the clock', async () => {
		const delay = { kind: 'delay', delayMs: 60_000 };
		const { node, outcome } = await lost(delay, { options: { requestTimeout: 7 } });
		expect(outcome.durationMs).toBe(7_000);
		expect(outcome.error?.message).toContain('no answer within 7 seconds');
		expect(submitsOf(node)).toHaveLength(1);
	});

	it('is one whose process ended while it was on the wire', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'delay', delayMs: 10_000 } });
		void node.start({ rows: [fox] });
		await node.clock.advance(1_000);
		const killed = parse(stringify(node.context)) as IDataObject;
		const later = new VirtualNode();
		later.context = killed;
		const { error } = await later.run({ rows: [fox] });
		expect(error?.message).toContain('may have been billed');
		expect(later.service.requests).toHaveLength(0);
	});
});

describe('three unclear answers in a row', () => {
	const garbage = { kind: 'garbage' as const, shape: 'html' as const };
	const oneByOne = { ...continues, options: { ...options, maxConcurrency: 1 } };

	it('end the run under Continue', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: Infinity, fault: garbage });
		const { items } = await node.run(oneByOne);
		expect(submitsOf(node)).toHaveLength(3);
		expect(items.filter((item) => errorOf(item)?.text !== undefined)).toHaveLength(3);
		expect(errorOf(items[49])?.message).toMatch(/3 requests in a row may have been billed/);
	});

	it('let Retry on Fail of that execution send nothing more', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: 3, fault: garbage });
		await node.run(oneByOne);
		for (const runIndex of [0, 1]) await node.run({ ...oneByOne, runIndex });
		expect(submitsOf(node)).toHaveLength(3);
	});

	it('end a loop, too, whose turns have one row each', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: Infinity, fault: garbage });
		const turns = [];
		for (const [runIndex, row] of fifty.entries())
			turns.push(await node.run({ ...continues, rows: [row], runIndex }));
		expect(submitsOf(node)).toHaveLength(3);
		const told = turns.map(({ items }) => String(errorOf(items[0])?.message));
		expect(told[2]).toContain('may have been billed');
		for (const message of told.slice(3))
			expect(message).toContain('Nothing more is sent in this execution');
	});

	it('are not three in a loop where something was accepted in between', async () => {
		const node = new VirtualNode();
		for (const row of [0, 1, 3, 4])
			node.service.addFault({ on: 'submit', text: `row ${row}`, fault: garbage });
		for (const [runIndex, row] of fifty.entries())
			await node.run({ ...continues, rows: [row], runIndex });
		expect(submitsOf(node)).toHaveLength(50);
	});

	it('are none where they were refused', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: 4, fault: { kind: 'answer', code: 400 } });
		const rows = fifty.slice(0, 4);
		for (let times = 0; times < 2; times++) await node.run({ ...oneByOne, rows });
		expect(node.service.ledger).toHaveLength(4);
	});

	it('let Retry on Fail fetch what is paid', async () => {
		const node = new VirtualNode();
		const rows = fifty.slice(0, 4);
		for (const row of [1, 2, 3])
			node.service.addFault({ on: 'submit', text: `row ${row}`, fault: garbage });
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
		await node.run({ ...oneByOne, rows });
		const { items } = await node.run({ ...oneByOne, rows });
		expect(submitsOf(node)).toHaveLength(4);
		expect(items[0].json).toMatchObject({ text: 'row 0', done: true });
	});

	it('let a run that pays for nothing go on, and tell others what to check', async () => {
		const node = new VirtualNode();
		for (const row of [1, 2, 3])
			node.service.addFault({ on: 'submit', text: `row ${row}`, fault: garbage });
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
		const runs = fifty.slice(0, 5).map((row, runIndex) => ({ rows: [row], runIndex }));
		for (const run of runs) await node.run(run);
		const { error } = await node.run(runs[4]);
		expect(error?.description).toContain(
			'Check at https://my.jumdata.com whether they were billed',
		);
		const { items } = await node.run(runs[0]);
		expect(items[0].json).toMatchObject({ text: 'row 0', done: true });
		expect(submitsOf(node)).toHaveLength(4);
	});

	it('let a retry from the list send what was not sent', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: 3, fault: garbage });
		await node.run(oneByOne);
		await node.run({ ...oneByOne, executionId: '2' });
		expect(node.service.ledger).toHaveLength(47);
	});

	it('are not three where something was accepted in between', async () => {
		const node = new VirtualNode();
		for (const row of [0, 1, 3, 4])
			node.service.addFault({ on: 'submit', text: `row ${row}`, fault: garbage });
		await node.run(oneByOne);
		expect(submitsOf(node)).toHaveLength(50);
	});

	it('count as one where they were on the wire together', async () => {
		const node = new VirtualNode();
		for (const row of [0, 1, 2, 3])
			node.service.addFault({ on: 'submit', text: `row ${row}`, fault: garbage });
		await node.run({ ...oneByOne, options: { ...options, maxConcurrency: 50 } });
		expect(submitsOf(node)).toHaveLength(50);
	});
});
