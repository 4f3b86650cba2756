import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../../../../nodes/JumdataAiDraw/jumdata/values';
import {
	type Purchase,
	Purchases,
	type RunOfNode,
} from '../../../../nodes/JumdataAiDraw/run/purchases';

const FOX: Prompt = { text: 'a fox', style: '油画', resolution: '1024*1024', num: 2 };
const OWL: Prompt = { ...FOX, text: 'an owl', num: 1 };

/** A run of a node that is no tool. */
function run(runIndex: number): RunOfNode {
	return { runIndex, executionId: '1', isTool: false };
}

function rows(...prompts: Prompt[]): Map<number, Prompt> {
	return new Map(prompts.map((prompt, itemIndex) => [itemIndex, prompt]));
}

/** All rows gave their results to the next node, or none did. */
const ALL = new Set(Array.from({ length: 20 }, (_, itemIndex) => itemIndex));
const NONE = new Set<number>();

/** The context as another process finds it in the database. */
function stored(context: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(context)) as IDataObject;
}

/** Buys a task for each prompt in a run of its own. */
function buyAll(context: IDataObject, runIndex: number, ...prompts: Prompt[]): Purchases {
	const purchases = new Purchases(context, run(runIndex));
	for (const [itemIndex, prompt] of prompts.entries()) {
		const purchase = purchases.begin(itemIndex, prompt);
		Object.assign(purchase, { state: 'bought', taskId: `${runIndex}-${itemIndex}` });
	}
	return purchases;
}

/** How many images this execution has bought or set aside, as a further run is told. */
function takenIn(context: IDataObject) {
	return new Purchases(context, run(99)).reserve(1, 0);
}

/** The task ids that a run finds for its rows. */
function found(context: IDataObject, runIndex: number, ...prompts: Prompt[]) {
	const purchases = new Purchases(context, run(runIndex));
	return rows(...prompts).size === 0
		? []
		: [...purchases.takeUp(rows(...prompts))].map(([row, { taskId }]) => [row, taskId]);
}

it('a request that was not accepted is forgotten once, and no other with it', () => {
	const context: IDataObject = {};
	const purchases = new Purchases(context, run(0));
	const fox = purchases.begin(0, FOX);
	const owl = purchases.begin(1, OWL);
	for (let times = 0; times < 2; times++) purchases.forget(0, fox);
	expect(context.purchases).toEqual([owl]);
	expect(purchases.ofThisRun).toEqual([owl]);
});

describe('a retry', () => {
	it.each([
		['none', NONE],
		['one', new Set([1])],
		['all', ALL],
	])('finds what its run bought, results handed out: %s', (_, delivered) => {
		const context = {};
		buyAll(context, 3, FOX, OWL).close(delivered);
		expect(found(context, 3, FOX, OWL)).toEqual([
			[0, '3-0'],
			[1, '3-1'],
		]);
	});

	it('finds it on another process', () => {
		const context = {};
		buyAll(context, 0, FOX);
		expect(found(stored(context), 0, FOX)).toEqual([[0, '0-0']]);
	});

	it('finds what was on the wire when the process was killed', () => {
		const context = {};
		new Purchases(context, run(0)).begin(0, FOX);
		const [purchase] = new Purchases(stored(context), run(0)).takeUp(rows(FOX)).values();
		expect(purchase).toMatchObject({ state: 'sending', itemIndex: 0, images: 2 });
	});

	it('finds it as often as it is made', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		for (let attempt = 0; attempt < 3; attempt++) {
			const purchases = new Purchases(context, run(0));
			expect(purchases.takeUp(rows(FOX)).get(0)?.taskId).toBe('0-0');
			purchases.close(NONE);
		}
	});

	it('finds what its run took over from a stopped one and handed out', () => {
		const context = {};
		buyAll(context, 0, OWL, FOX).close(NONE);
		const takingOver = new Purchases(context, run(1));
		takingOver.takeUp(rows(FOX));
		takingOver.close(ALL);
		expect(found(stored(context), 1, FOX)).toEqual([[0, '0-1']]);
	});

	it.each<[string, Partial<Prompt>]>([
		['text', { text: 'a fox ' }],
		['style', { style: '古风' }],
		['resolution', { resolution: '1024*1536' }],
		['number of images', { num: 3 }],
	])('of a row whose %s has changed draws anew', (_, changed) => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		expect(found(context, 0, { ...FOX, ...changed })).toEqual([]);
	});

	it('gives each of several equal rows its own purchase', () => {
		const context = {};
		buyAll(context, 0, FOX, FOX, FOX).close(NONE);
		expect(found(context, 0, FOX, FOX, FOX)).toEqual([
			[0, '0-0'],
			[1, '0-1'],
			[2, '0-2'],
		]);
	});

	it('does not find what certainly was not accepted', () => {
		const context = {};
		const purchases = new Purchases(context, run(0));
		purchases.forget(0, purchases.begin(0, FOX));
		expect(found(context, 0, FOX)).toEqual([]);
		expect(purchases.ofThisRun).toEqual([]);
	});
});

describe("an agent's repeated call", () => {
	it('finds at another run index what was never handed out', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '0-0']]);
	});

	it('finds it whatever row it was', () => {
		const context = {};
		buyAll(context, 0, OWL, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '0-1']]);
	});

	it('lets each purchase serve one row', () => {
		const context = {};
		buyAll(context, 0, FOX, FOX).close(NONE);
		expect(found(context, 1, FOX, FOX, FOX)).toEqual([
			[0, '0-0'],
			[1, '0-1'],
		]);
	});

	it('leaves to a call that is still at work what that call bought', () => {
		const context = {};
		const other = buyAll(context, 0, FOX);
		expect(found(context, 1, FOX)).toEqual([]);
		other.close(NONE);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});

	it('leaves to another call what that call has taken up', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const second = new Purchases(context, run(1));
		expect(second.takeUp(rows(FOX)).size).toBe(1);
		expect(found(context, 2, FOX)).toEqual([]);
	});

	it('finds again what a repeated call took up and did not hand out', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const second = new Purchases(context, run(1));
		second.takeUp(rows(FOX));
		second.close(NONE);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});

	it('draws anew once what was taken up is handed out', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const second = new Purchases(context, run(1));
		second.takeUp(rows(FOX));
		second.close(ALL);
		expect(found(context, 2, FOX)).toEqual([]);
	});
});

describe('another turn of a loop', () => {
	it('draws anew', () => {
		const context = {};
		buyAll(context, 0, FOX).close(ALL);
		expect(found(context, 1, FOX)).toEqual([]);
		expect(found(stored(context), 1, FOX)).toEqual([]);
	});

	it('is retried by itself', () => {
		const context = {};
		buyAll(context, 0, FOX).close(ALL);
		buyAll(context, 1, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '1-0']]);
	});

	it('is told from row 1 of run 11 and row 11 of run 1', () => {
		const context = {};
		const first = new Purchases(context, run(1));
		Object.assign(first.begin(11, FOX), { state: 'bought', taskId: 'row 11' });
		first.close(ALL);
		const other = new Purchases(context, run(11));
		expect(other.takeUp(new Map([[1, FOX]])).size).toBe(0);
	});
});

describe('another execution', () => {
	it('draws anew', () => {
		buyAll({}, 0, FOX).close(NONE);
		expect(found({}, 0, FOX)).toEqual([]);
	});
});

describe('what is remembered', () => {
	it('is the request, its images and where it came from, before it is sent', () => {
		const purchase = new Purchases({}, run(7)).begin(4, FOX);
		expect(purchase).toMatchObject({
			runIndex: 7,
			itemIndex: 4,
			images: 2,
			state: 'sending',
		});
		expect(purchase.request).toContain('a fox');
	});

	it('counts the images of all runs of the execution, those that may be billed included', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL).close(ALL);
		const purchases = new Purchases(context, run(1));
		expect(takenIn(context)).toBe(3);
		const unclear = purchases.begin(0, FOX);
		unclear.state = 'unclear';
		expect(takenIn(context)).toBe(5);
		purchases.forget(1, purchases.begin(1, OWL));
		expect(takenIn(context)).toBe(5);
	});

	it('stands in the order in which this run came to know it', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const purchases = new Purchases(context, run(0));
		purchases.takeUp(rows(FOX));
		purchases.begin(1, OWL).taskId = 'new';
		expect(purchases.ofThisRun.map(({ taskId }: Purchase) => taskId)).toEqual(['0-0', 'new']);
	});

	it('leaves the rest of the context alone', () => {
		const context: IDataObject = { other: { a: 1 } };
		new Purchases(context, run(0)).begin(0, FOX);
		expect(context.other).toEqual({ a: 1 });
	});

	it('is looked at without being taken up', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const purchases = new Purchases(context, run(1));
		expect(purchases.open.map(({ taskId }) => taskId)).toEqual(['0-0']);
		expect(purchases.ofThisRun).toEqual([]);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});
});

describe('what is open', () => {
	it('is what no run of the execution has handed out, in the order of buying', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL).close(new Set([0]));
		buyAll(context, 1, OWL).close(NONE);
		buyAll(context, 2, FOX).close(ALL);
		const { open } = new Purchases(stored(context), run(3));
		expect(open.map(({ taskId }) => taskId)).toEqual(['0-1', '1-0']);
	});

	it('includes what may have been billed', () => {
		const context = {};
		const purchases = new Purchases(context, run(0));
		purchases.begin(0, FOX).state = 'unclear';
		purchases.begin(1, OWL);
		expect(new Purchases(context, run(0)).open.map(({ state }) => state)).toEqual([
			'unclear',
			'sending',
		]);
	});
});

describe('a row of several that was handed out', () => {
	it('draws anew in another run, and the others are taken up', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL, FOX).close(new Set([0]));
		expect(found(stored(context), 1, FOX, OWL)).toEqual([
			[0, '0-2'],
			[1, '0-1'],
		]);
		expect(found(stored(context), 1, FOX, FOX)).toEqual([[0, '0-2']]);
	});

	it('is handed out by the run that took it up, under the item there', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL).close(NONE);
		const second = new Purchases(context, run(1));
		second.takeUp(rows(OWL));
		second.close(new Set([0]));
		expect(found(context, 2, FOX, OWL)).toEqual([[0, '0-0']]);
	});
});

describe('images that are set aside', () => {
	const two = (context: IDataObject = {}) =>
		[new Purchases(context, run(0)), new Purchases(context, run(1))] as const;

	it.each([
		[4, 4, undefined],
		[5, 4, 0],
		[1, Infinity, undefined],
	])('%d of %d: %s', (wanted, limit, expected) => {
		expect(new Purchases({}, run(0)).reserve(wanted, limit)).toBe(expected);
	});

	it('count for the other runs of the execution, and only for them', () => {
		const [first, second] = two();
		expect(first.reserve(3, 4)).toBeUndefined();
		expect(second.reserve(2, 4)).toBe(3);
		expect(second.reserve(1, 4)).toBeUndefined();
		expect(takenIn({})).toBe(0);
	});

	it('count beside what is bought', () => {
		const context = {};
		buyAll(context, 7, FOX, OWL).close(ALL);
		const [first, second] = two(context);
		expect(first.reserve(1, 5)).toBeUndefined();
		expect(second.reserve(2, 5)).toBe(4);
	});

	it('are not set aside where they are too many', () => {
		const [first, second] = two();
		expect(first.reserve(5, 4)).toBe(0);
		expect(second.reserve(4, 4)).toBeUndefined();
	});

	it('count once when they are bought', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(FOX.num + OWL.num, 4);
		expect(takenIn(context)).toBe(3);
		first.begin(0, FOX);
		expect(takenIn(context)).toBe(3);
		first.begin(1, OWL);
		expect(takenIn(context)).toBe(3);
	});

	it('are kept for another attempt of a request that was not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(FOX.num, 4);
		for (let attempt = 0; attempt < 3; attempt++) {
			first.forget(0, first.begin(0, FOX));
			expect(takenIn(context)).toBe(2);
		}
	});

	it('are free again when the run ends', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(4, 4);
		first.forget(0, first.begin(0, FOX));
		first.close(ALL);
		expect(takenIn(context)).toBe(0);
	});

	it('stay free when a request that outlived its run turns out not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(4, 4);
		const onTheWire = first.begin(0, FOX);
		first.close(NONE);
		expect(takenIn(context)).toBe(2);
		first.forget(0, onTheWire);
		expect(takenIn(context)).toBe(0);
	});

	it('are no matter of what n8n stores', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(4, 4);
		expect(stored(context)).toEqual({ purchases: [] });
		expect(takenIn(stored(context))).toBe(0);
	});

	it('and what is bought never exceed the limit, whatever the runs do and in which order', () => {
		const step = fc.record({
			run: fc.nat(3),
			act: fc.constantFrom('reserve', 'buy', 'buy', 'refused', 'close'),
			num: fc.integer({ min: 1, max: 6 }),
		});
		fc.assert(
			fc.property(fc.nat(12), fc.array(step, { maxLength: 40 }), (limit, steps) => {
				const context: IDataObject = {};
				const runs = [0, 1, 2, 3].map((index) => new Purchases(context, run(index)));
				const left = [0, 0, 0, 0];
				for (const [itemIndex, { run, act, num }] of steps.entries()) {
					const prompt = { ...FOX, num };
					if (act === 'reserve' && left[run] === 0) {
						left[run] = runs[run].reserve(num, limit) === undefined ? num : 0;
					} else if (act === 'close') {
						runs[run].close(ALL);
						left[run] = 0;
					} else if (act !== 'reserve' && num <= left[run]) {
						const purchase = runs[run].begin(itemIndex, prompt);
						if (act === 'refused') runs[run].forget(itemIndex, purchase);
						else left[run] -= num;
					}
					expect(takenIn(context)).toBeLessThanOrEqual(limit);
				}
			}),
		);
	});
});

describe('of all retries', () => {
	it('none pays twice and no purchase serves two rows, whatever was bought before it failed', () => {
		const prompt = fc.constantFrom(FOX, OWL, { ...FOX, num: 1 });
		const attempt = fc.record({ runIndex: fc.nat(2), bought: fc.nat(5) });
		const prompts = fc.array(prompt, { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(prompts, fc.array(attempt, { maxLength: 5 }), (list, attempts) => {
				let context: IDataObject = {};
				for (const { runIndex, bought } of attempts) {
					const purchases = new Purchases(context, run(runIndex));
					const taken = purchases.takeUp(rows(...list));
					expect(new Set(taken.values()).size).toBe(taken.size);
					for (const [row, wanted] of list.entries()) {
						if (!taken.has(row) && row < bought) purchases.begin(row, wanted);
					}
					purchases.close(NONE);
					context = stored(context);
				}
				const most = list.reduce((sum, { num }) => sum + num, 0);
				expect(takenIn(context)).toBeLessThanOrEqual(most);
			}),
		);
	});
});
