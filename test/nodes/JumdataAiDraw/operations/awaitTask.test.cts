import type { INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const START_MS = Date.UTC(2026, 0, 1);

const codeOf = ({ json }: INodeExecutionData) =>
	(json.error as { code?: number } | undefined)?.code;

describe("a row's last moments", () => {
	const never = { kind: 'delay' as const, delayMs: 600_000 };

	it('cut off a look that would take longer', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: Infinity, fault: never });
		const options = { maxWaitTime: 20, requestTimeout: 300 };
		const { error, durationMs } = await node.run({ rows: [fox], options });
		expect(error?.message).toContain('after 20 seconds');
		expect(durationMs).toBe(20_000);
	});

	it('leave the last look a second', async () => {
		const node = new VirtualNode({ drawMs: 500_000 }, { latencyMs: () => 0 });
		node.service.addFault({ on: 'query', skip: 1, times: Infinity, fault: never });
		const options = { maxWaitTime: 20, pollInterval: 19.9 };
		const { durationMs } = await node.run({ rows: [fox], options });
		expect(durationMs).toBe(20_900);
	});

	it('do not shorten Request Timeout before', async () => {
		const node = new VirtualNode({ drawMs: 1_000 });
		node.service.addFault({ on: 'query', fault: never });
		const options = { maxWaitTime: 300, requestTimeout: 7 };
		const { items, durationMs } = await node.run({ rows: [fox], options });
		expect(items[0].json.done).toBe(true);
		expect(durationMs).toBeGreaterThan(7_000);
		expect(durationMs).toBeLessThan(9_000);
	});
});

describe('a look', () => {
	it('that is refused as too much makes all requests wait as long as it says', async () => {
		const node = new VirtualNode({ drawMs: 4_000, slots: 1 }, { latencyMs: () => 0 });
		const fault = { kind: 'http' as const, status: 429, headers: { 'retry-after': '30' } };
		node.service.addFault({ on: 'query', text: 'row 0', skip: 1, fault });
		const rows = Array.from({ length: 6 }, (_, index) => ({ text: `row ${index}` }));
		await node.run({ rows, options: { maxConcurrency: 3 } });
		const [, refused] = node.service.requests.filter(
			({ endpoint, text }) => endpoint === 'query' && text === 'row 0',
		);
		const next = node.transport.sentAtMs.find((atMs) => atMs > refused.atMs) ?? 0;
		expect(refused.atMs).toBeGreaterThan(START_MS);
		expect(next - refused.atMs).toBeGreaterThanOrEqual(30_000);
	});

	it.each([
		['a task that nobody knows', { kind: 'answer', code: 201 }, 1],
		['an answer that nobody knows, three times running', { kind: 'answer', code: 12_345 }, 3],
	])('that finds %s costs its row alone', async (_, fault, times) => {
		const node = new VirtualNode();
		const rows = ['a', 'b', 'c'].map((text) => ({ text }));
		const { items: bought } = await node.run({ rows, operation: 'submit' });
		node.service.addFault({ on: 'query', text: 'a', times, fault: fault as never });
		const { items } = await node.run({
			rows: bought.map(({ json: { taskId } }) => ({ taskId })),
			operation: 'query',
			continueOnFail: true,
			options: { maxConcurrency: 1 },
		});
		expect(items.map(codeOf)).toEqual([fault.code, undefined, undefined]);
	});
});

describe('a check whose answer comes when others are due', () => {
	const withheld = '{"code":200,"data":{"status":1,"imgUrls":[{"image":""}]}}';
	const stillDrawing = '{"code":200,"data":{"status":0}}';
	const tooFast = { kind: 'http', status: 429, headers: { 'retry-after': '30' } };
	const atTheEnd = { skip: 40 };

	/** What leaves, and when, once the first of several rows was answered with `then` for the last time. */
	async function sentAfter(then: object, when: object, continueOnFail: boolean) {
		const node = new VirtualNode({ drawMs: 500_000, slots: 9 }, { latencyMs: () => 0 });
		const rows = ['a', 'b', 'c', 'd'].map((text) => ({ text }));
		const { items } = await node.run({ rows, operation: 'submit' });
		const [first, ...others] = items.map(({ json }) => ({ taskId: json.taskId }));
		const fault = { kind: 'delay', delayMs: 500, then } as never;
		node.service.addFault({ on: 'query', text: 'a', ...when, fault });
		const maxWaitTime = ({ taskId }: typeof first) => (taskId === first.taskId ? 5 : 99);
		const { error } = await node.run({
			rows: [first, ...others],
			operation: 'query',
			runIndex: 1,
			continueOnFail,
			options: { pollInterval: 0.125, maxWaitTime: maxWaitTime as never },
		});
		const { wire } = node.transport;
		const told = wire.findLastIndex(
			({ about, kind }) => about === first.taskId && kind === 'answered',
		);
		const sent = wire.slice(told).filter(({ kind }) => kind === 'sent');
		return { error, sentAfterMs: sent.map(({ atMs }) => atMs - wire[told].atMs) };
	}

	const last: Array<[string, object, object]> = [
		['a task that nobody knows', { kind: 'answer', code: 201 }, {}],
		['an odd answer for the third time running', { kind: 'answer', code: 12_345 }, { times: 3 }],
		['all images withheld', { kind: 'body', body: withheld }, {}],
		['a task not done when its time is over', { kind: 'body', body: stillDrawing }, atTheEnd],
	];

	it.each(last)('lets none of them go, without Continue, if it finds %s', async (_, then, when) => {
		const { error, sentAfterMs } = await sentAfter(then, when, false);
		expect(error?.message).toMatch(/^Row 1: /);
		expect(sentAfterMs).toEqual([]);
	});

	it('makes them wait as long as the service asks, though its own time is over', async () => {
		const { sentAfterMs } = await sentAfter(tooFast, atTheEnd, true);
		expect(Math.min(...sentAfterMs)).toBeGreaterThanOrEqual(30_000);
	});
});

describe('a row that ends before its task is done', () => {
	it.each([
		['its time is over', { kind: 'body', body: '{"code":200,"data":{"status":0}}' }],
		['its task is refused', { kind: 'answer', code: 400 }],
	])('since %s holds up no check of the others', async (_, fault) => {
		const node = new VirtualNode({ drawMs: 30_000, slots: 9 });
		const rows = [{ text: 'a' }, { text: 'b' }];
		node.service.addFault({ on: 'query', text: 'a', times: Infinity, fault: fault as never });
		const maxWaitTime = ({ text }: (typeof rows)[0]) => (text === 'a' ? 5 : 600);
		const options = { maxWaitTime: maxWaitTime as never };
		const { items, durationMs } = await node.run({ rows, options, continueOnFail: true });
		expect(items.map(({ json }) => json.done)).toEqual([undefined, true]);
		expect(durationMs).toBeLessThan(45_000);
	});

	it('for good is not said to be drawing, nor to be there for Query', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', fault: { kind: 'answer', code: 400 } });
		const { items } = await node.run({ rows: [fox], continueOnFail: true });
		expect(node.hints).toEqual(['1 row failed: see error in the table view. 1 image paid.']);
		expect(JSON.stringify(items[0].json.error)).not.toMatch(/Query|fetch/i);
	});

	it.each([
		['drawing', {}, 'Fetch it later with Query and this task ID; that is free.'],
		[
			'in trouble',
			{ kind: 'loseBefore' },
			"Fetch it later with Query and this task ID; that is free. Check this server's network.",
		],
	])('says at the end of its time what to do about a task that is %s', async (_, fault, advice) => {
		const node = new VirtualNode({ drawMs: 500_000 });
		if ('kind' in fault) node.service.addFault({ on: 'query', times: 99, fault: fault as never });
		const { error } = await node.run({ rows: [fox], options: { maxWaitTime: 20 } });
		expect(error?.description?.split('\n')).toContain(advice);
	});
});
