import type { INodeExecutionData } from 'n8n-workflow';
import { seededChance } from '../../support/seededChance.cts';
import { VirtualClock } from '../../support/virtualClock.cts';
import { VirtualNode } from '../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const START_MS = Date.UTC(2026, 0, 1);

const errorOf = ({ json }: INodeExecutionData) => json.error as Record<string, unknown> | undefined;
const timesOf = (node: VirtualNode, endpoint: string) =>
	node.service.requests
		.filter((entry) => entry.endpoint === endpoint)
		.map(({ atMs }) => atMs - START_MS);

describe('looking at a task', () => {
	it('feels out how long drawing takes: at once, then more and more seldom', async () => {
		const node = new VirtualNode({ drawMs: 60_000 });
		await node.run({ rows: [fox] });
		const times = timesOf(node, 'query');
		const gaps = times.slice(1).map((atMs, index) => atMs - times[index]);
		expect(gaps[0]).toBeLessThanOrEqual(500);
		expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000 / 3);
		expect(times.length).toBeLessThanOrEqual(25);
	});

	it('is rare and well timed once a task has shown how long drawing takes', async () => {
		const node = new VirtualNode({ drawMs: 20_000, slots: 1 }, { latencyMs: () => 0 });
		const rows = Array.from({ length: 30 }, (_, index) => ({ text: `row ${index}` }));
		await node.run({ rows, options: { maxConcurrency: 3 } });
		const { ledger, requests } = node.service;
		for (const { taskId, finishedAtMs = 0 } of ledger.slice(10)) {
			const looks = requests.filter((entry) => entry.taskId === taskId);
			expect(looks.length).toBeLessThanOrEqual(4);
			expect((looks.at(-1)?.atMs ?? Infinity) - finishedAtMs).toBeLessThanOrEqual(2_000);
		}
	});

	it('is one pace for all: thirty tasks that draw are asked about one by one', async () => {
		const node = new VirtualNode({ drawMs: 60_000, slots: 30 });
		const rows = Array.from({ length: 30 }, (_, index) => ({ text: `row ${index}` }));
		await node.run({ rows, options: { maxConcurrency: 30 } });
		const early = timesOf(node, 'query').filter((atMs) => atMs < 50_000);
		expect(early.length).toBeLessThanOrEqual(3 * 30);
	});

	it('finds what is done before its time is over, though few requests are allowed and many rows wait', async () => {
		const account = { drawMs: 20_000, drawSpread: 0.2, slots: 100, requestsPerSecond: 1 };
		const clock = new VirtualClock(undefined, seededChance(1));
		const node = new VirtualNode(account, { clock });
		const rows = Array.from({ length: 100 }, (_, index) => ({ text: `row ${index}` }));
		const options = { maxConcurrency: 100, maxWaitTime: 60 };
		const { items } = await node.run({ rows, options, continueOnFail: true });
		expect(items.filter((item) => errorOf(item))).toEqual([]);
	});

	it('of a slow task does not hold up the others', async () => {
		const node = new VirtualNode({ drawMs: 10_000, slots: 1 });
		node.service.addFault({
			on: 'query',
			text: 'stuck',
			times: 999,
			fault: { kind: 'http', status: 503 },
		});
		const rows = [
			{ text: 'stuck' },
			...Array.from({ length: 5 }, (_, index) => ({ text: `row ${index}` })),
		];
		const { items } = await node.run({ rows, options: { maxWaitTime: 200 }, continueOnFail: true });
		expect(items.map(({ json }) => json.done)).toEqual([undefined, true, true, true, true, true]);
		const seen = node.service.requests.filter(({ endpoint }) => endpoint === 'query');
		const lastOther = seen.filter(({ text }) => text !== 'stuck').at(-1);
		expect((lastOther?.atMs ?? Infinity) - START_MS).toBeLessThan(100_000);
	});

	it('keeps to a fixed Poll Interval, fractions of seconds included', async () => {
		const node = new VirtualNode({ drawMs: 5_000 }, { latencyMs: () => 0 });
		await node.run({ rows: [fox], options: { pollInterval: 1.5 } });
		expect(timesOf(node, 'query')).toEqual([0, 1_500, 3_000, 4_500, 6_000]);
	});

	it.each([
		['a lost connection', { kind: 'loseBefore' }],
		['a refused connection', { kind: 'refuse' }],
		['HTTP 408', { kind: 'http', status: 408 }],
		['HTTP 429', { kind: 'http', status: 429 }],
		['HTTP 503', { kind: 'http', status: 503 }],
		['an unreadable answer', { kind: 'garbage', shape: 'html' }],
		['no data', { kind: 'body', body: '{"code":200,"data":null}' }],
		['code 500', { kind: 'answer', code: 500 }],
		['code 606', { kind: 'answer', code: 606 }],
		['code 609', { kind: 'answer', code: 609 }],
		['code 610', { kind: 'answer', code: 610 }],
		['code 201 right after the submit', { kind: 'answer', code: 201 }],
	])('goes on after %s', async (_, fault) => {
		const node = new VirtualNode({ drawMs: 1_000 });
		node.service.addFault({ on: 'query', times: 5, fault: fault as never });
		const { items } = await node.run({ rows: [fox] });
		expect(items[0].json.done).toBe(true);
		expect(node.service.ledger).toHaveLength(1);
	});

	it('waits longer after each failure, and as long as the service asks', async () => {
		const node = new VirtualNode({ drawMs: 0 }, { latencyMs: () => 0 });
		node.service.addFault({ on: 'query', times: 3, fault: { kind: 'http', status: 503 } });
		const headers = { 'retry-after': '20' };
		node.service.addFault({ on: 'query', fault: { kind: 'http', status: 429, headers } });
		await node.run({ rows: [fox] });
		expect(timesOf(node, 'query')).toEqual([0, 375, 1_125, 2_625, 22_625]);
	});

	it.each([999, 12_345])('gives up when code %i comes three times running', async (code) => {
		const node = new VirtualNode();
		node.service.addFault({
			on: 'query',
			times: 3,
			fault: { kind: 'answer', code, msg: '看不懂' },
		});
		const { items } = await node.run({ rows: [fox], continueOnFail: true });
		expect(errorOf(items[0])).toMatchObject({ code, taskId: node.service.ledger[0].taskId });
		expect(errorOf(items[0])?.message).toContain('看不懂');
		expect(timesOf(node, 'query')).toHaveLength(3);
	});

	it('gives up at code 200 with a status that nobody knows three times running, and shows it', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'body' as const, body: '{"code":200,"data":{"status":7}}' };
		node.service.addFault({ on: 'query', times: 3, fault });
		const { items } = await node.run({ rows: [fox], continueOnFail: true });
		expect(errorOf(items[0])).toMatchObject({ code: 200, charged: true });
		expect(errorOf(items[0])).toMatchObject({ taskId: node.service.ledger[0].taskId });
		expect(errorOf(items[0])?.message).toContain(
			`Jumdata's answer is incomplete (code 200, it starts with: ${fault.body})`,
		);
	});

	it('starts to count anew when something else comes between', async () => {
		const node = new VirtualNode({ drawMs: 30_000 });
		const odd = { kind: 'answer' as const, code: 999 };
		node.service.addFault({ on: 'query', times: 2, fault: odd });
		node.service.addFault({ on: 'query', fault: { kind: 'answer', code: 609 } });
		node.service.addFault({ on: 'query', times: 2, fault: odd });
		const { items } = await node.run({ rows: [fox] });
		expect(items[0].json.done).toBe(true);
	});

	it('takes 201 for final a minute after the submit', async () => {
		const node = new VirtualNode({ drawMs: 300_000 });
		const unknown = { kind: 'answer' as const, code: 201 };
		node.service.addFault({ on: 'query', times: 999, fault: unknown });
		const { items, durationMs } = await node.run({ rows: [fox], continueOnFail: true });
		expect(errorOf(items[0])).toMatchObject({ code: 201, taskId: node.service.ledger[0].taskId });
		expect(durationMs).toBeGreaterThanOrEqual(60_000);
		expect(durationMs).toBeLessThan(76_000);
	});

	it('takes 201 for final at once where the task was submitted elsewhere', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({
			rows: [{ taskId: '42' }],
			operation: 'query',
			continueOnFail: true,
		});
		expect(errorOf(items[0])).toMatchObject({ code: 201, taskId: '42' });
		expect(timesOf(node, 'query')).toHaveLength(1);
	});
});

describe('Max Wait Time', () => {
	const options = { maxWaitTime: 60 };

	it('ends with a last look and an error that has the task id', async () => {
		const node = new VirtualNode({ drawMs: 500_000 }, { latencyMs: () => 0 });
		const { error, durationMs } = await node.run({ rows: [fox], options });
		expect(durationMs).toBe(60_000);
		expect(timesOf(node, 'query').at(-1)).toBe(60_000);
		expect(error?.message).toContain(
			`Jumdata is still drawing task ${node.service.ledger[0].taskId} after 60 seconds`,
		);
	});

	it('gives the task back as not done where the row asks for that', async () => {
		const node = new VirtualNode({ drawMs: 500_000 });
		const pending = { ...options, onTimeout: 'returnPending' };
		const { items } = await node.run({ rows: [fox], options: pending });
		const { taskId } = node.service.ledger[0];
		expect(items.map(({ json }) => json)).toEqual([{ taskId, status: 0, done: false }]);
	});

	it('is an error for a row that was never accepted, whatever it asks for', async () => {
		const node = new VirtualNode({ maxUnfinished: 0 });
		const pending = { ...options, onTimeout: 'returnPending' };
		const { error, durationMs } = await node.run({ rows: [fox], options: pending });
		expect(error?.message).toMatch(
			/did not accept this row in time \(Max Wait Time is 60 seconds\).*606/,
		);
		expect(error?.message).not.toContain('bought');
		expect(node.service.ledger).toHaveLength(0);
		expect(durationMs).toBeLessThanOrEqual(60_000);
	});

	it('shows the last answer where the task could not be checked', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 999, fault: { kind: 'http', status: 503 } });
		const { items } = await node.run({ rows: [fox], options, continueOnFail: true });
		expect(errorOf(items[0])).toMatchObject({
			httpStatus: 503,
			taskId: node.service.ledger[0].taskId,
		});
	});

	it('advises what is free, and no retry, which a failed item does not offer', async () => {
		const node = new VirtualNode({ drawMs: 500_000 });
		const { items } = await node.run({ rows: [fox], options, continueOnFail: true });
		const message = String(errorOf(items[0])?.message);
		expect(message).toMatch(/Fetch it later with Query and this task ID; that is free\./);
		expect(message).not.toMatch(/retry/i);
	});

	describe('of a Query that is to give back what is pending', () => {
		const pending = { ...options, onTimeout: 'returnPending' };
		const queried = async (prepare: (node: VirtualNode) => void) => {
			const node = new VirtualNode({ drawMs: 500_000 });
			const { items: bought } = await node.run({ rows: [fox], operation: 'submit' });
			const { taskId } = bought[0].json;
			prepare(node);
			const run = { rows: [{ taskId }], operation: 'query', continueOnFail: true };
			const { items } = await node.run({ ...run, options: pending });
			return { items, taskId };
		};

		it.each([
			['HTTP 503', { kind: 'http', status: 503 }],
			['garbage', { kind: 'garbage', shape: 'html' }],
			['a lost connection', { kind: 'loseBefore' }],
			['code 609', { kind: 'answer', code: 609 }],
		])('is an error where the service never told of the task: %s', async (_, fault) => {
			const { items, taskId } = await queried(({ service }) =>
				service.addFault({ on: 'query', times: Infinity, fault: fault as never }),
			);
			expect(errorOf(items[0])?.message).toContain('could not be checked');
			expect(errorOf(items[0])).toMatchObject({ taskId });
		});

		it('gives back a task that the service calls drawing', async () => {
			const { items, taskId } = await queried(() => {});
			expect(items.map(({ json }) => json)).toEqual([{ taskId, status: 0, done: false }]);
		});
	});

	it('gives a bought task back as not done although nobody could look at it', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'http' as const, status: 503 };
		node.service.addFault({ on: 'query', times: Infinity, fault });
		const pending = { ...options, onTimeout: 'returnPending' };
		const { items } = await node.run({ rows: [fox], options: pending });
		const { taskId } = node.service.ledger[0];
		expect(items.map(({ json }) => json)).toEqual([{ taskId, status: 0, done: false }]);
	});

	it("says of a Query's failure nothing about whether the task was billed", async () => {
		const node = new VirtualNode();
		const fault = { kind: 'answer' as const, code: 201, charge: false };
		node.service.addFault({ on: 'query', fault });
		const run = { rows: [{ taskId: '42' }], operation: 'query', continueOnFail: true };
		const { items } = await node.run(run);
		expect(errorOf(items[0])).toMatchObject({ code: 201, taskId: '42' });
		expect(errorOf(items[0])).not.toHaveProperty('charged');
	});

	it('does not count the time that a row waited for its turn', async () => {
		const node = new VirtualNode({ drawMs: 50_000 });
		const rows = [fox, { text: 'b' }, { text: 'c' }];
		const { items } = await node.run({ rows, options: { ...options, maxConcurrency: 1 } });
		expect(items).toHaveLength(3);
	});
});

describe('limits of the service', () => {
	it('slow the run down and it finishes', async () => {
		const node = new VirtualNode({
			slots: 1,
			maxUnfinished: 1,
			drawMs: 4_000,
			requestsPerSecond: 2,
		});
		const rows = Array.from({ length: 8 }, (_, index) => ({ text: `row ${index}` }));
		const { items } = await node.run({ rows });
		expect(items.map(({ json }) => json.done)).toEqual(Array(8).fill(true));
		expect(node.service.ledger).toHaveLength(8);
	});

	it('are waited for longer each time, and a row that is refused is not a failure', async () => {
		const node = new VirtualNode({ drawMs: 0 }, { latencyMs: () => 0 });
		node.service.addFault({ on: 'submit', times: 4, fault: { kind: 'answer', code: 606 } });
		await node.run({ rows: [fox] });
		const times = timesOf(node, 'submit');
		const gaps = times.slice(1).map((atMs, index) => atMs - times[index]);
		expect(gaps).toHaveLength(4);
		expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
		expect(times[4]).toBeLessThanOrEqual(10_000);
	});

	it.each([606, 609, 500])(
		'are kept to for every request while code %i speaks of them',
		async (code) => {
			const node = new VirtualNode({ drawMs: 1_000, slots: 9 }, { latencyMs: () => 0 });
			const rows = Array.from({ length: 9 }, (_, index) => ({ text: `row ${index}` }));
			const headers = { 'retry-after': '30' };
			const body = JSON.stringify({ code, charge: false });
			node.service.addFault({
				on: 'submit',
				text: 'row 0',
				fault: { kind: 'http', status: 429, headers, body },
			});
			await node.run({ rows, options: { maxConcurrency: 9 } });
			const between = node.transport.sentAtMs.filter(
				(atMs) => atMs > START_MS && atMs < START_MS + 30_000,
			);
			expect(between).toEqual([]);
			expect(node.service.ledger).toHaveLength(9);
		},
	);

	it('of one row alone hold up no other', async () => {
		const node = new VirtualNode({ drawMs: 2_000, slots: 9 });
		node.service.addFault({
			on: 'submit',
			text: 'b',
			times: 5,
			fault: { kind: 'answer', code: 606 },
		});
		const rows = ['a', 'b', 'c', 'd'].map((text) => ({ text }));
		await node.run({ rows });
		expect(node.service.ledger.map(({ text }) => text)).toEqual(['a', 'c', 'd', 'b']);
	});

	it.each([
		['submit', 100, 20_000],
		['generateAndWait', 50, 85_000],
	])('of one row alone slow %s down for a moment only', async (operation, count, mostMs) => {
		const node = new VirtualNode({ drawMs: 10_000, slots: 8 });
		const fault = { kind: 'answer' as const, code: 500 };
		node.service.addFault({ on: 'submit', text: 'row 0', times: 5, fault });
		const rows = Array.from({ length: count }, (_, index) => ({ text: `row ${index}` }));
		const { durationMs } = await node.run({ rows, operation, options: { maxConcurrency: 16 } });
		expect(durationMs).toBeLessThanOrEqual(mostMs);
		expect(node.service.ledger).toHaveLength(count);
	});

	it('draw one at a time where the account does, with few refusals', async () => {
		const node = new VirtualNode({ slots: 1, maxUnfinished: 1, drawMs: 20_000 });
		const rows = Array.from({ length: 8 }, (_, index) => ({ text: `row ${index}` }));
		const { durationMs } = await node.run({ rows });
		expect(durationMs).toBeLessThanOrEqual(1.15 * 8 * 20_000);
		expect(timesOf(node, 'submit').length).toBeLessThanOrEqual(8 + 16);
	});

	it('of Submit are found, and kept to from then on', async () => {
		const node = new VirtualNode({ requestsPerSecond: 5 });
		const rows = Array.from({ length: 200 }, (_, index) => ({ text: `row ${index}` }));
		const { durationMs } = await node.run({ rows, operation: 'submit' });
		expect(durationMs).toBeLessThanOrEqual((1.1 * 200 * 1_000) / 5);
		expect(timesOf(node, 'submit').length).toBeLessThanOrEqual(200 * 1.15);
	});
});

it.each([
	['a date in another century', 'Thu, 31 Dec 2099 00:00:00 GMT'],
	['days', '999999'],
])('a service that asks to wait for %s is asked again after ten minutes', async (_, value) => {
	const headers = { 'retry-after': value };
	const fault = { kind: 'http' as const, status: 429, headers };
	for (const on of ['submit', 'query'] as const) {
		const node = new VirtualNode({ drawMs: 1_000 });
		node.service.addFault({ on, text: 'a', fault });
		const rows = ['a', 'b', 'c'].map((text) => ({ text }));
		const options = { maxConcurrency: 2, maxWaitTime: 900 };
		const { items, durationMs } = await node.run({ rows, options });
		expect(items).toHaveLength(3);
		expect(durationMs).toBeGreaterThan(600_000);
		expect(durationMs).toBeLessThan(620_000);
	}
});

describe("a row's time", () => {
	it('does not begin while the pace has it wait for its first request', async () => {
		const node = new VirtualNode({ slots: 1, maxUnfinished: 1, drawMs: 20_000 });
		const rows = Array.from({ length: 12 }, (_, index) => ({ text: `row ${index}` }));
		const options = { maxConcurrency: 12, maxWaitTime: 200 };
		const { items, error } = await node.run({ rows, options });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(12);
	});
});
