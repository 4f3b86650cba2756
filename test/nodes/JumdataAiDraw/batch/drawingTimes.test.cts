import type { IDataObject } from 'n8n-workflow';
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
	staticData: IDataObject;
	log: string[];
}

/** One execution of a workflow that remembers this. */
async function execute(
	staticData: IDataObject,
	options: Partial<ServiceOptions>,
	run: Partial<VirtualRun> = {},
): Promise<Seen> {
	const node = new VirtualNode(options, soon);
	node.staticData = staticData;
	const startMs = node.clock.now();
	const outcome = await node.run({ rows: [fox], ...run });
	const looks = node.service.requests.filter(({ endpoint }) => endpoint === 'query');
	const looksMs = looks.map(({ atMs }) => Math.round(atMs - startMs));
	return { ...outcome, looksMs, staticData: node.staticData, log: node.log };
}

const remembering = (meanMs: number, spread = 0.1) => ({ drawingTimes: { meanMs, spread } });
const meanMsOf = ({ staticData }: { staticData: IDataObject }) =>
	Math.round((staticData.drawingTimes as { meanMs: number }).meanMs);

describe('what a workflow remembers of how long drawing takes', () => {
	it('is nothing before the first run, which looks at once and finds it out', async () => {
		const { looksMs, staticData } = await execute({}, { drawMs: 10_000 });
		expect(looksMs[0]).toBe(0);
		expect(looksMs).toHaveLength(13);
		expect(Object.keys(staticData)).toEqual(['drawingTimes']);
		expect(Object.keys(staticData.drawingTimes as object)).toEqual(['meanMs', 'spread']);
		expect(meanMsOf({ staticData })).toBeGreaterThan(8_500);
		expect(meanMsOf({ staticData })).toBeLessThan(11_000);
	});

	it('times the first look of the next run, from its first row on', async () => {
		const { staticData } = await execute({}, { drawMs: 10_000 });
		const { looksMs } = await execute(staticData, { drawMs: 10_000 });
		expect(looksMs).toEqual([7_325, 8_104, 8_883, 9_662, 10_441]);
	});

	it('times the first look of each of several rows that are drawn at once', async () => {
		const rows = ['fox', 'owl', 'hare'].map((text) => ({ text }));
		const account = { drawMs: 10_000, slots: 3 };
		const without = await execute({}, account, { rows });
		const { looksMs } = await execute(remembering(10_000), account, { rows });
		expect(without.looksMs.slice(0, 3)).toEqual([0, 350, 700]);
		expect(looksMs.slice(0, 3)).toEqual([8_865, 8_865, 8_865]);
		expect([without.looksMs.length, looksMs.length]).toEqual([20, 12]);
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
		const shorter = await execute(remembering(60_000), { drawMs: 10_000 });
		expect(meanMsOf(shorter)).toBeLessThan(15_000);
		const longer = await execute(remembering(10_000), { drawMs: 60_000 });
		expect(meanMsOf(longer)).toBe(20_000);
	});

	it('is not written again while it holds', async () => {
		const held = Object.freeze(remembering(10_000));
		const { staticData, log } = await execute(held, { drawMs: 11_000 });
		expect(staticData).toEqual(remembering(10_000));
		expect(log.join()).not.toContain('remember');
	});

	const absurd: Array<[string, unknown]> = [
		['nothing', undefined],
		['null', null],
		['a number', 10_000],
		['a string', '10000'],
		['a list', [10_000, 0.1]],
		['a negative mean', { meanMs: -10_000, spread: 0.1 }],
		['a mean that is no number', { meanMs: NaN, spread: 0.1 }],
		['a mean of a year', { meanMs: 3e10, spread: 0.1 }],
		['an infinite mean', { meanMs: Infinity, spread: 0.1 }],
		['numbers in quotes', { meanMs: '10000', spread: '0.1' }],
		['a negative spread', { meanMs: 10_000, spread: -1 }],
		['a huge spread', { meanMs: 10_000, spread: 1e9 }],
		['another shape', { mean: { ms: 10_000 } }],
	];

	it.each(absurd)('is as good as nothing where it is %s, and is written anew', async (_, value) => {
		const without = await execute({}, { drawMs: 10_000 });
		const outcome = await execute({ drawingTimes: value as never }, { drawMs: 10_000 });
		expect(outcome.items).toEqual(without.items);
		expect(outcome.looksMs).toEqual(without.looksMs);
		expect(outcome.staticData).toEqual(without.staticData);
	});

	it.each([
		['frozen', Object.freeze({})],
		['null', null],
		['text', 'absurd'],
	])('costs nobody a picture where the static data is %s', async (_, staticData) => {
		const { items, log, looksMs } = await execute(staticData as never, { drawMs: 10_000 });
		expect(items[0].json.done).toBe(true);
		expect(looksMs[0]).toBe(0);
		expect(log).toContain('Jumdata AI Draw could not remember how long drawing took');
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
		expect(node.staticData).toEqual({});
	});

	it('is kept by a run of which some rows fail', async () => {
		const rows = [{ text: 'forbidden' }, fox];
		const { staticData } = await execute({}, { drawMs: 10_000 }, { rows, continueOnFail: true });
		expect(meanMsOf({ staticData })).toBeGreaterThan(8_500);
	});
});
