import type { IExecuteFunctions } from 'n8n-workflow';
import { ProcessMemory } from '../../../../nodes/JumdataAiDraw/n8n/processMemory';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';
import type { ServiceOptions } from '../../../../simulator/service.cts';
import {
	type VirtualOutcome,
	VirtualNode,
	type VirtualRun,
} from '../../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const soon = { latencyMs: () => 0 };

interface Seen extends VirtualOutcome {
	/** When each look was sent, in milliseconds after the execution's start. */
	looksMs: number[];
}

/** Any node of any workflow, as n8n tells of it. */
const contextOf = (workflow = 'virtual', node = 'node') =>
	({ getWorkflow: () => ({ id: workflow }), getNode: () => ({ id: node }) }) as IExecuteFunctions;

/** One execution in a process that remembers this. */
async function execute(
	memory: ProcessMemory,
	options: Partial<ServiceOptions>,
	run: Partial<VirtualRun> = {},
): Promise<Seen> {
	const node = new VirtualNode(options, soon);
	node.memory = memory;
	const startMs = node.clock.now();
	const outcome = await node.run({ rows: [fox], ...run });
	const looks = node.service.requests.filter(({ endpoint }) => endpoint === 'query');
	return { ...outcome, looksMs: looks.map(({ atMs }) => Math.round(atMs - startMs)) };
}

function remembering(meanMs: number, spread = 0.1): ProcessMemory {
	const memory = new ProcessMemory();
	memory.learn(contextOf(), { meanMs, spread });
	return memory;
}

const meanMsOf = (memory: ProcessMemory) =>
	Math.round(memory.durationsOf(contextOf())?.meanMs ?? NaN);

describe('what is remembered of how long drawing takes', () => {
	it('is nothing before the first run, which looks at once and finds it out', async () => {
		const memory = new ProcessMemory();
		const { looksMs } = await execute(memory, { drawMs: 10_000 });
		expect(looksMs[0]).toBe(0);
		expect(looksMs.length).toBeLessThanOrEqual(15);
		expect(Math.abs(meanMsOf(memory) - 10_000)).toBeLessThan(1_500);
	});

	it('times the first look of the next run, from its first row on', async () => {
		const memory = new ProcessMemory();
		await execute(memory, { drawMs: 10_000 });
		const { looksMs } = await execute(memory, { drawMs: 10_000 });
		expect(looksMs[0]).toBeGreaterThan(6_000);
		expect(looksMs.at(-1)).toBeLessThan(11_000);
		expect(looksMs.length).toBeLessThanOrEqual(5);
	});

	it('times the first look of each of several rows that are drawn at once', async () => {
		const rows = ['fox', 'owl', 'hare'].map((text) => ({ text }));
		const account = { drawMs: 10_000, slots: 3 };
		const without = await execute(new ProcessMemory(), account, { rows });
		const { looksMs } = await execute(remembering(10_000), account, { rows });
		expect(without.looksMs.slice(0, 3)).toEqual([0, 350, 700]);
		expect(Math.min(...looksMs)).toBeGreaterThan(8_000);
		expect(Math.max(...looksMs.slice(0, 3))).toBeLessThan(9_500);
		expect(looksMs.length).toBeLessThan(without.looksMs.length);
	});

	it.each([1_000, 100_000])(
		'is put right by the run itself where it says %i ms',
		async (meanMs) => {
			const rows = Array.from({ length: 8 }, (_, index) => ({ text: `row ${index}` }));
			const account = { drawMs: 10_000, slots: 1 };
			const { items, durationMs, looksMs } = await execute(remembering(meanMs), account, {
				rows,
				options: { maxConcurrency: 2 },
			});
			expect(items.every(({ json }) => json.done)).toBe(true);
			expect(durationMs).toBeLessThan(95_000);
			expect(looksMs.filter((atMs) => atMs > 40_000).length).toBeLessThanOrEqual(5 * 4);
		},
	);

	it('never leaves a task alone for more than 15 seconds, however long it says', async () => {
		const { looksMs } = await execute(remembering(80_000_000), { drawMs: 10_000 });
		expect(looksMs).toEqual([15_000]);
	});

	it('falls at once to a shorter time, and comes up to a longer one by and by', async () => {
		const shorter = remembering(60_000);
		await execute(shorter, { drawMs: 10_000 });
		expect(meanMsOf(shorter)).toBeLessThan(15_000);
		const longer = remembering(10_000);
		await execute(longer, { drawMs: 60_000 });
		expect(meanMsOf(longer)).toBe(20_000);
	});

	it.each([
		['a negative mean', -10_000, 0.1],
		['a mean that is no number', NaN, 0.1],
		['a mean of a year', 3e10, 0.1],
		['an infinite mean', Infinity, 0.1],
		['a negative spread', 10_000, -1],
		['a huge spread', 10_000, 1e9],
	])('is as good as nothing where it is %s', async (_, meanMs, spread) => {
		const without = await execute(new ProcessMemory(), { drawMs: 10_000 });
		const outcome = await execute(remembering(meanMs, spread), { drawMs: 10_000 });
		expect(outcome.items).toEqual(without.items);
		expect(outcome.looksMs).toEqual(without.looksMs);
	});

	it('comes of tasks alone that the run itself bought and saw finished', async () => {
		const node = new VirtualNode({ drawMs: 10_000 }, soon);
		await node.run({ rows: [fox], operation: 'getBalance' });
		await node.run({ rows: [fox], operation: 'submit' });
		const [{ taskId }] = node.service.ledger;
		await node.run({ rows: [{ taskId }], operation: 'query', runIndex: 1 });
		const pending = { maxWaitTime: 1, onTimeout: 'returnPending' };
		await node.run({ rows: [fox], options: pending, runIndex: 2 });
		await node.run({ rows: [fox], runIndex: 2 });
		expect(node.service.ledger).toHaveLength(2);
		expect(node.memory.durationsOf(contextOf())).toBeUndefined();
	});

	it('is kept by a run of which some rows fail', async () => {
		const memory = new ProcessMemory();
		const rows = [{ text: 'forbidden' }, fox];
		await execute(memory, { drawMs: 10_000 }, { rows, continueOnFail: true });
		expect(meanMsOf(memory)).toBe(8_992);
	});

	it('belongs to one node of one workflow', () => {
		const memory = new ProcessMemory();
		memory.learn(contextOf('one', 'draw'), { meanMs: 10_000, spread: 0.1 });
		expect(memory.durationsOf(contextOf('one', 'draw'))).toEqual({ meanMs: 10_000, spread: 0.1 });
		expect(memory.durationsOf(contextOf('one', 'other'))).toBeUndefined();
		expect(memory.durationsOf(contextOf('other', 'draw'))).toBeUndefined();
	});

	it('is of the thousand nodes that ran last', () => {
		const memory = new ProcessMemory();
		const run = (node: number) =>
			memory.learn(contextOf('one', `node ${node}`), { meanMs: 10_000, spread: 0.1 });
		for (let node = 0; node < 1_000; node++) run(node);
		run(0);
		run(1_000);
		const known = [0, 1, 2, 1_000].map((node) =>
			memory.durationsOf(contextOf('one', `node ${node}`)),
		);
		expect(known.map(Boolean)).toEqual([true, false, true, true]);
	});
});

describe('what is remembered for retries', () => {
	const paying = (memory: ProcessMemory, id: string, count: number) => {
		const lineage = memory.lineage(id);
		for (let sent = 0; sent < count; sent++) lineage.send({ id: `${id}/${sent}` } as Purchase);
		return lineage;
	};

	it('is of the executions that ran last, as far as there is room', () => {
		const memory = new ProcessMemory();
		const [first, second] = ['1', '2'].map((id) => paying(memory, id, 30_000));
		memory.lineage('3');
		expect(memory.lineage('2')).toBe(second);
		expect(memory.lineage('1')).not.toBe(first);
	});

	it('is all of the execution that runs, however much that is', () => {
		const memory = new ProcessMemory();
		const lineage = paying(memory, '1', 60_000);
		for (let times = 0; times < 2; times++) expect(memory.lineage('1')).toBe(lineage);
	});
});
