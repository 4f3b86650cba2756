import type { INodeExecutionData } from 'n8n-workflow';
import { VirtualNode, type VirtualOutcome } from '../../support/virtualNode.cts';

const rows = ['a', 'b', 'c', 'd'].map((text) => ({ text }));

const errorOf = ({ json }: INodeExecutionData) => json.error as Record<string, unknown> | undefined;
const sentOf = (node: VirtualNode, endpoint: string) =>
	node.service.requests.filter((entry) => entry.endpoint === endpoint);

describe('the first failure of a run without Continue', () => {
	const refused = { kind: 'answer' as const, code: 202, msg: '文本黄反拦截' };

	it('lets nothing new be sent', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', text: 'a', fault: refused });
		const { error } = await node.run({ rows, options: { maxConcurrency: 1 } });
		expect(error?.message).toMatch(
			/^Row 1: .*content review.*code 202.*文本黄反拦截[^.]*\. Its text is "a"\.$/,
		);
		expect(error?.message).not.toContain('bought');
		expect(error?.description).not.toMatch(/bought|billed/);
		expect(node.service.ledger).toHaveLength(0);
		expect(sentOf(node, 'submit')).toHaveLength(1);
	});

	const firstOf: Array<[string, object]> = [
		['is blocked', refused],
		['is refused for the whole account', { kind: 'answer', code: 602 }],
		['may have been billed', { kind: 'loseAfter' }],
		['is answered by garbage', { kind: 'garbage', shape: 'html' }],
		['is answered by HTTP 404', { kind: 'http', status: 404 }],
	];
	const six = ['1', '2', '3', '4', '5', '6'].map((text) => ({ text }));
	/** What leaves once row 1 is answered; rows still wait to be sent then. */
	const sentAfterRow1 = (node: VirtualNode) => {
		const { wire } = node.transport;
		const told = wire.findIndex(({ about, kind }) => about === '1' && kind === 'answered');
		expect(told).toBeGreaterThan(0);
		expect(sentOf(node, 'submit').length).toBeLessThan(six.length);
		return wire.slice(told).filter(({ kind }) => kind === 'sent');
	};

	it.each(firstOf)(
		'lets no row go that waits for the pace, where a submit %s',
		async (_, fault) => {
			for (const operation of ['submit', 'generateAndWait']) {
				const node = new VirtualNode();
				node.service.addFault({ on: 'submit', text: '1', fault: fault as never });
				const late = { kind: 'delay' as const, delayMs: 400 };
				for (const text of ['2', '3', '4'])
					node.service.addFault({ on: 'submit', text, fault: late });
				await node.run({ rows: six, operation, options: { maxConcurrency: 6 } });
				expect(sentAfterRow1(node)).toEqual([]);
			}
		},
	);

	it('lets no row go under Continue either, where the whole account is refused', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', text: '1', fault: { kind: 'answer', code: 602 } });
		const options = { maxConcurrency: 6 };
		await node.run({ rows: six, operation: 'submit', options, continueOnFail: true });
		expect(sentAfterRow1(node)).toEqual([]);
	});

	it('lets no row go that waits for the pace, where the time of another is over', async () => {
		const node = new VirtualNode({ maxUnfinished: 1, drawMs: 500_000 });
		const options = { maxConcurrency: 6, maxWaitTime: 20 };
		const { error, endedAtMs } = await node.run({ rows: six, options });
		expect(error?.message).toMatch(/did not accept this row in time|still drawing/);
		expect(node.transport.sentAtMs.filter((atMs) => atMs >= endedAtMs)).toEqual([]);
	});

	it('lets no row go that waits for a place, where all images of another are withheld', async () => {
		const node = new VirtualNode({ conclusions: ['block'] });
		const { error } = await node.run({ rows, options: { maxConcurrency: 1 } });
		expect(error?.message).toContain('withheld');
		expect(sentOf(node, 'submit')).toHaveLength(1);
	});

	it.each([
		['a failure', undefined],
		['Stop', 1_500],
	])('by %s ends every row, though many images wait to be fetched', async (_, stopAfterMs) => {
		const node = new VirtualNode({ drawMs: 100, slots: 9, requestsPerSecond: 100 });
		const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => ({ text, num: 3 }));
		await node.run({ rows: many, operation: 'submit' });
		const tasks = node.service.ledger.map(({ taskId }) => ({ taskId }));
		node.service.addFault({ on: 'image', times: Infinity, fault: { kind: 'http', status: 401 } });
		const parameters = { downloadImages: true };
		const run = { rows: tasks, operation: 'query', runIndex: 1, parameters, stopAfterMs };
		expect((await node.run(run)).error).toBeDefined();
	});

	it('lets submits on the wire finish, ends all polling, and names every task bought', async () => {
		const node = new VirtualNode({ drawMs: 60_000 });
		node.service.addFault({
			on: 'submit',
			text: 'a',
			fault: { kind: 'delay', delayMs: 5_000, then: refused },
		});
		node.service.addFault({ on: 'submit', text: 'b', fault: { kind: 'delay', delayMs: 9_000 } });
		const { error, durationMs } = await node.run({ rows: [{ text: 'x' }, { text: 'y' }, ...rows] });
		const ids = node.service.ledger.map(({ taskId }) => taskId);
		expect(ids.length).toBeGreaterThanOrEqual(3);
		expect(durationMs).toBeGreaterThan(9_000);
		expect(durationMs).toBeLessThan(9_500);
		expect(error?.message).toContain(`${ids.length} images are paid (tasks`);
		for (const id of ids) expect(error?.description).toContain(id);
		expect(error?.description).toMatch(
			/Continue.*Executions.*Retry with currently saved workflow.*Query/,
		);
		const lastQueryMs = Math.max(...sentOf(node, 'query').map(({ atMs }) => atMs));
		expect(lastQueryMs).toBeLessThan(Date.UTC(2026, 0, 1) + 5_400);
	});

	it('names the first three tasks in its message and all in its description', async () => {
		const node = new VirtualNode({ drawMs: 1_000, slots: 9 });
		node.service.addFault({ on: 'submit', text: 'last', fault: refused });
		const six = ['1', '2', '3', '4', '5', 'last'].map((text) => ({ text }));
		const { error } = await node.run({ rows: six, options: { maxConcurrency: 1 } });
		const ids = node.service.ledger.map(({ taskId }) => taskId);
		expect(error?.message).toContain(`5 images are paid (tasks ${ids.slice(0, 3).join(', ')}, …).`);
		expect(error?.description).toContain(ids.join(', '));
	});

	it('names a request of another row that may have been billed', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', text: 'a', fault: refused });
		node.service.addFault({ on: 'submit', text: 'b', fault: { kind: 'loseAfter' } });
		const { error } = await node.run({ rows: rows.slice(0, 2) });
		expect(error?.message).toContain('1 request may have been billed.');
		expect(error?.description).toMatch(/may have been billed: row 2, text "b"\.$/);
	});
});

describe('an answer that concerns the whole account', () => {
	const codes = [601, 602, 604, 607, 404];

	it.each(codes)('(code %i) stops the run under Continue', async (code) => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', text: 'b', fault: { kind: 'answer', code } });
		const { items } = await node.run({
			rows,
			options: { maxConcurrency: 1 },
			continueOnFail: true,
		});
		expect(items[0].json.text).toBe('a');
		expect(items.slice(1).map((item) => errorOf(item)?.code)).toEqual([code, code, code]);
		expect(sentOf(node, 'submit')).toHaveLength(2);
	});

	it('is HTTP 404 at the address of the API, too', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', times: 9, fault: { kind: 'http', status: 404 } });
		const { items } = await node.run({
			rows,
			options: { maxConcurrency: 1 },
			continueOnFail: true,
		});
		expect(items.map((item) => errorOf(item)?.httpStatus)).toEqual([404, 404, 404, 404]);
		expect(errorOf(items[0])?.message).toContain('Base URL');
		expect(sentOf(node, 'submit')).toHaveLength(1);
	});

	it.each([
		['refused', 200, '{"code":400,"msg":"签名错误","charge":false}'],
		['perhaps billed, by a code that nobody knows', 200, '{"code":605,"msg":"签名错误"}'],
		['perhaps billed, by its HTTP status', 401, '{"message":"bad sign"}'],
		['refused again and again', 200, '{"code":500,"charge":false}'],
	])('names a clock that is off, where a submit is %s', async (_, status, body) => {
		const node = new VirtualNode();
		const headers = { date: new Date(Date.UTC(2026, 0, 1, 0, 5)).toUTCString() };
		const fault = { kind: 'http' as const, status, headers, body };
		node.service.addFault({ on: 'submit', times: Infinity, fault });
		const { error } = await node.run({ rows: rows.slice(0, 1), options: { maxWaitTime: 20 } });
		expect(error?.description).toContain(
			"Correct this server's clock: it is 5 minutes behind Jumdata's",
		);
	});

	it('says how to have what is bought, since a new execution would pay again', async () => {
		const node = new VirtualNode();
		node.service.addFault({
			on: 'query',
			text: 'b',
			times: 9,
			fault: { kind: 'answer', code: 607 },
		});
		const { items } = await node.run({ rows: rows.slice(0, 2), continueOnFail: true });
		const [first, second] = items.map((item) => String(errorOf(item)?.message));
		const [{ taskId }] = node.service.ledger.slice(1);
		expect(first).toMatch(/If the row has a task ID, fetch its images with Query; that is free\.$/);
		expect(second).toMatch(`Then fetch task ${taskId} with Query; that is free.`);
	});

	it('makes rows that are bought fail with their ids', async () => {
		const node = new VirtualNode({ drawMs: 60_000 });
		node.service.addFault({ on: 'query', text: 'b', fault: { kind: 'answer', code: 607 } });
		const { items, endedAtMs } = await node.run({ rows, continueOnFail: true });
		const ids = node.service.ledger.map(({ taskId }) => taskId);
		expect(items.map((item) => errorOf(item)?.taskId)).toEqual(ids);
		expect(errorOf(items[0])?.message).toContain('whitelist');
		const late = node.service.requests.filter(({ atMs }) => atMs > endedAtMs);
		expect(late).toEqual([]);
	});

	it('lets pictures that are done still be fetched', async () => {
		const node = new VirtualNode({ drawMs: 1_000 });
		node.service.addFault({ on: 'image', text: 'a', fault: { kind: 'delay', delayMs: 20_000 } });
		node.service.addFault({ on: 'submit', text: 'c', fault: { kind: 'answer', code: 602 } });
		const { items } = await node.run({
			rows: rows.slice(0, 3),
			options: { maxConcurrency: 1 },
			parameters: { downloadImages: true },
			continueOnFail: true,
		});
		expect(items[0].binary?.data.mimeType).toBe('image/png');
	});
});

describe('Stop', () => {
	const submitted = { kind: 'delay' as const, delayMs: 10_000 };
	const moments: Array<[string, number, (node: VirtualNode) => void]> = [
		['while a task is drawing', 20_000, () => {}],
		[
			'while a submit is on the wire',
			2_000,
			(node) => node.service.addFault({ on: 'submit', fault: submitted }),
		],
		[
			'while a query is on the wire',
			5_000,
			(node) => node.service.addFault({ on: 'query', times: 9, fault: submitted }),
		],
		['while the service refuses', 5_000, (node) => node.service.configure({ maxUnfinished: 0 })],
		[
			'while a picture is on its way',
			80_000,
			(node) =>
				node.service.addFault({ on: 'image', times: 9, fault: { kind: 'delay', delayMs: 25_000 } }),
		],
		['before anything', 0, () => {}],
	];

	const stopped = async (stopAfterMs: number, prepare: (node: VirtualNode) => void, run = {}) => {
		const node = new VirtualNode({ drawMs: 30_000 });
		prepare(node);
		const parameters = { downloadImages: true };
		const outcome = await node.run({ rows, stopAfterMs, parameters, ...run });
		const sentByThen = node.transport.sentAtMs.length;
		await node.clock.advance(120_000);
		return { node, outcome, sentLater: node.transport.sentAtMs.length - sentByThen };
	};

	it.each(moments)(
		'%s ends the node at once, and nothing is sent any more',
		async (_, stopAfterMs, prepare) => {
			const { outcome, sentLater } = await stopped(stopAfterMs, prepare);
			expect(outcome.durationMs).toBe(stopAfterMs);
			expect(sentLater).toBe(0);
			expect(outcome.error?.message).toContain('canceled');
		},
	);

	it('leaves every task id in the log, and in the error', async () => {
		const { node, outcome } = await stopped(20_000, () => {});
		const summary = node.log.at(-1);
		expect(node.service.ledger).toHaveLength(4);
		for (const { taskId } of node.service.ledger) {
			expect(summary).toContain(taskId);
			expect(outcome.error?.description).toContain(taskId);
		}
	});

	it('lets a submit on the wire finish, so that its id is logged', async () => {
		const { node } = await stopped(
			...(moments[1].slice(1) as [number, (node: VirtualNode) => void]),
		);
		const ids = node.service.ledger.map(({ taskId }) => taskId);
		expect(ids).toHaveLength(4);
		for (const id of ids) expect(node.log.join('\n')).toContain(`paid task ${id}`);
	});

	it('logs a submit whose answer never comes as possibly billed, with its text', async () => {
		const { node } = await stopped(2_000, ({ service }) =>
			service.addFault({ on: 'submit', text: 'a', fault: { kind: 'delay', delayMs: 300_000 } }),
		);
		expect(node.log.join('\n')).toMatch(/may have paid a task .*row 1.*"a"/);
	});

	it('makes every unfinished row a failed item under Continue, ids included', async () => {
		const { node, outcome } = await stopped(20_000, () => {}, { continueOnFail: true });
		expect(outcome.error).toBeUndefined();
		const ids = node.service.ledger.map(({ taskId }) => taskId);
		expect(outcome.items.map((item) => errorOf(item)?.taskId)).toEqual(ids);
	});

	it('ends the node while n8n stores a picture', async () => {
		const { outcome, sentLater } = await stopped(50_000, (node) => {
			node.storeMs = 600_000;
		});
		expect(outcome.durationMs).toBe(50_000);
		expect(sentLater).toBe(0);
	});

	it('leaves one line in the log, whatever there is to tell', async () => {
		const { node } = await stopped(20_000, ({ service }) =>
			service.addFault({ on: 'submit', text: 'a', fault: { kind: 'delay', delayMs: 90_000 } }),
		);
		expect(node.log.filter((line) => line.includes('\n'))).toEqual([]);
		expect(node.log.join('\n')).toMatch(/Paid tasks: .* may have been billed: row 1/);
	});

	it('holds for the tries that Retry on Fail makes after it', async () => {
		const { node } = await stopped(20_000, () => {});
		const sent = node.transport.sentAtMs.length;
		const again: VirtualOutcome = await node.run({ rows, stopAfterMs: 0 });
		expect(again.durationMs).toBe(0);
		expect(node.transport.sentAtMs).toHaveLength(sent);
	});

	it('keeps what was bought for a later retry', async () => {
		const { node } = await stopped(20_000, () => {});
		const { items } = await node.run({ rows });
		expect(items).toHaveLength(4);
		expect(node.service.ledger).toHaveLength(4);
	});
});
