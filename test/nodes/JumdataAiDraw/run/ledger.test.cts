import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../../../../nodes/JumdataAiDraw/jumdata/values';
import { Ledger, type RunOfNode } from '../../../../nodes/JumdataAiDraw/run/ledger';
import { Lineage } from '../../../../nodes/JumdataAiDraw/run/lineage';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';

const FOX: Prompt = { text: 'a fox', style: '油画', resolution: '1024*1024', num: 2 };
const OWL: Prompt = { ...FOX, text: 'an owl', num: 1 };

/** What a process remembers of each execution, by its context. */
const lineages = new WeakMap<IDataObject, Lineage>();

/** A run of a node; of no tool, where nothing else is said. A context that was stored is on another process. */
function opened(context: IDataObject, runIndex: number, run: Partial<RunOfNode> = {}): Ledger {
	const lineage = lineages.get(context) ?? new Lineage();
	lineages.set(context, lineage);
	const usual = { runIndex, executionId: '1', isTool: false, form: 'as saved' };
	return new Ledger(context, lineage, { ...usual, ...run });
}

/** A row whose data are its text. */
function row(itemIndex: number, prompt: Prompt) {
	return { itemIndex, data: prompt.text, prompt };
}

/** What a run finds for rows that ask for this. */
function takeUp(ledger: Ledger, ...prompts: Prompt[]): Map<number, Purchase> {
	const rows = prompts.map((prompt, itemIndex) => row(itemIndex, prompt));
	ledger.takeUpSame(rows);
	ledger.takeUpAlike(rows);
	const found = rows.map(({ itemIndex }) => [itemIndex, ledger.of(itemIndex)] as const);
	return new Map(found.filter((entry): entry is [number, Purchase] => entry[1] !== undefined));
}

/** All rows gave their results to the next node, or none did. */
const ALL = new Set(Array.from({ length: 20 }, (_, itemIndex) => itemIndex));
const NONE = new Set<number>();

/** The context as another process finds it in the database. */
function stored(context: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(context)) as IDataObject;
}

/** Buys a task for each prompt in a run of its own. */
function buyAll(context: IDataObject, runIndex: number, ...prompts: Prompt[]): Ledger {
	const purchases = opened(context, runIndex);
	for (const [itemIndex, prompt] of prompts.entries()) {
		const purchase = purchases.begin(row(itemIndex, prompt), 0);
		Object.assign(purchase, { state: 'paid', taskId: `${runIndex}-${itemIndex}` });
	}
	return purchases;
}

/** How many images this execution has bought or set aside, as a further run is told. */
function takenIn(context: IDataObject) {
	return opened(context, 99).reserve(1, 0);
}

/** The task ids that a run finds for its rows. */
function found(context: IDataObject, runIndex: number, ...prompts: Prompt[]) {
	return [...takeUp(opened(context, runIndex), ...prompts)].map(([item, { taskId }]) => [
		item,
		taskId,
	]);
}

it('a request that was not accepted is forgotten once, and no other with it', () => {
	const context: IDataObject = {};
	const purchases = opened(context, 0);
	const fox = purchases.begin(row(0, FOX), 0);
	const owl = purchases.begin(row(1, OWL), 0);
	for (let times = 0; times < 2; times++) purchases.forget(0, fox);
	expect(context.purchases).toEqual([owl]);
	expect(purchases.of(0)).toBeUndefined();
	expect(purchases.of(1)).toBe(owl);
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
		opened(context, 0).begin(row(0, FOX), 0);
		const [purchase] = takeUp(opened(stored(context), 0), FOX).values();
		expect(purchase).toMatchObject({ state: 'sending', itemIndex: 0, prompt: FOX });
	});

	it('finds it as often as it is made', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		for (let attempt = 0; attempt < 3; attempt++) {
			const purchases = opened(context, 0);
			expect(takeUp(purchases, FOX).get(0)?.taskId).toBe('0-0');
			purchases.close(NONE);
		}
	});

	it('finds what its run took over from a stopped one and handed out', () => {
		const context = {};
		buyAll(context, 0, OWL, FOX).close(NONE);
		const takingOver = opened(context, 1);
		takeUp(takingOver, FOX);
		takingOver.close(ALL);
		expect(found(stored(context), 1, FOX)).toEqual([[0, '0-1']]);
	});

	it.each<[string, Partial<Prompt>]>([
		['text', { text: 'a fox ' }],
		['style', { style: '古风' }],
		['resolution', { resolution: '1024*1536' }],
		['number of images', { num: 3 }],
	])('finds it though an expression gives another %s this time', (_, changed) => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const ledger = opened(stored(context), 0);
		ledger.takeUpSame([{ itemIndex: 0, data: FOX.text }]);
		expect(ledger.of(0)?.prompt).toEqual(FOX);
		expect(found(stored(context), 0, { ...FOX, ...changed, text: FOX.text })).toEqual([[0, '0-0']]);
	});

	const edited = { form: 'edited' };
	const asked: Array<[string, Partial<RunOfNode>, Partial<Prompt>, string, boolean]> = [
		['after an edit finds what asks for the same', edited, {}, 'a fox', true],
		['after an edit finds nothing for another text', edited, { text: 'a cat' }, 'a fox', false],
		['after an edit finds nothing for another style', edited, { style: '古风' }, 'a fox', false],
		[
			'after an edit finds nothing for another resolution',
			edited,
			{ resolution: '1024*1536' },
			'a fox',
			false,
		],
		['after an edit finds nothing for another number', edited, { num: 3 }, 'a fox', false],
		['of other data finds what asks for the same', {}, {}, 'other data', true],
		['of other data finds nothing for another text', {}, { text: 'a cat' }, 'other data', false],
		['of a tool finds what asks for the same', { isTool: true }, {}, 'a fox', true],
		[
			'of a tool finds nothing for another text',
			{ isTool: true },
			{ text: 'a cat' },
			'a fox',
			false,
		],
	];
	it.each(asked)('%s', (_, run, changed, data, isFound) => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const ledger = opened(stored(context), 0, run);
		const rows = [{ itemIndex: 0, data, prompt: { ...FOX, ...changed } }];
		ledger.takeUpSame(rows);
		ledger.takeUpAlike(rows);
		expect(ledger.of(0)?.taskId).toBe(isFound ? '0-0' : undefined);
	});

	it('never sends an unclear request again for the same data, whatever is edited, in whatever run', () => {
		const context = {};
		opened(context, 0).begin(row(0, FOX), 0).state = 'unclear';
		for (const runIndex of [0, 1, 2]) {
			const ledger = opened(stored(context), runIndex, edited);
			ledger.takeUpAlike([{ itemIndex: 0, data: FOX.text, prompt: OWL }]);
			expect(ledger.of(0)?.state).toBe('unclear');
		}
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
		const purchases = opened(context, 0);
		purchases.forget(0, purchases.begin(row(0, FOX), 0));
		expect(found(context, 0, FOX)).toEqual([]);
		expect(purchases.of(0)).toBeUndefined();
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
		const second = opened(context, 1);
		expect(takeUp(second, FOX).size).toBe(1);
		expect(found(context, 2, FOX)).toEqual([]);
	});

	it('finds again what a repeated call took up and did not hand out', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const second = opened(context, 1);
		takeUp(second, FOX);
		second.close(NONE);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});

	it('draws anew once what was taken up is handed out', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const second = opened(context, 1);
		takeUp(second, FOX);
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
		const first = opened(context, 1);
		Object.assign(first.begin(row(11, FOX), 0), { state: 'paid', taskId: 'row 11' });
		first.close(ALL);
		const other = opened(context, 11);
		expect(takeUp(other, OWL, FOX).size).toBe(0);
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
		const purchase = opened({}, 7).begin(row(4, FOX), 0);
		expect(purchase).toMatchObject({
			runIndex: 7,
			itemIndex: 4,
			prompt: FOX,
			state: 'sending',
		});
	});

	it('counts the images of all runs of the execution, those that may be billed included', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL).close(ALL);
		const purchases = opened(context, 1);
		expect(takenIn(context)).toBe(3);
		const unclear = purchases.begin(row(0, FOX), 0);
		unclear.state = 'unclear';
		expect(takenIn(context)).toBe(5);
		purchases.forget(1, purchases.begin(row(1, OWL), 0));
		expect(takenIn(context)).toBe(5);
	});

	it('leaves the rest of the context alone', () => {
		const context: IDataObject = { other: { a: 1 } };
		opened(context, 0).begin(row(0, FOX), 0);
		expect(context.other).toEqual({ a: 1 });
	});

	it('is looked at without being taken up', () => {
		const context = {};
		buyAll(context, 0, FOX).close(NONE);
		const purchases = opened(context, 1);
		expect(purchases.open.map(({ taskId }) => taskId)).toEqual(['0-0']);
		expect(purchases.of(0)).toBeUndefined();
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});
});

describe('what is open', () => {
	it('is what no run of the execution has handed out, in the order of buying', () => {
		const context = {};
		buyAll(context, 0, FOX, OWL).close(new Set([0]));
		buyAll(context, 1, OWL).close(NONE);
		buyAll(context, 2, FOX).close(ALL);
		const { open } = opened(stored(context), 3);
		expect(open.map(({ taskId }) => taskId)).toEqual(['0-1', '1-0']);
	});

	it('includes what may have been billed', () => {
		const context = {};
		const purchases = opened(context, 0);
		purchases.begin(row(0, FOX), 0).state = 'unclear';
		purchases.begin(row(1, OWL), 0);
		expect(opened(context, 0).open.map(({ state }) => state)).toEqual(['unclear', 'sending']);
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
		const second = opened(context, 1);
		takeUp(second, OWL);
		second.close(new Set([0]));
		expect(found(context, 2, FOX, OWL)).toEqual([[0, '0-0']]);
	});
});

describe('images that are set aside', () => {
	const two = (context: IDataObject = {}) => [opened(context, 0), opened(context, 1)] as const;

	it.each([
		[4, 4, undefined],
		[5, 4, 0],
		[1, Infinity, undefined],
	])('%d of %d: %s', (wanted, limit, expected) => {
		expect(opened({}, 0).reserve(wanted, limit)).toBe(expected);
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
		first.begin(row(0, FOX), 0);
		expect(takenIn(context)).toBe(3);
		first.begin(row(1, OWL), 0);
		expect(takenIn(context)).toBe(3);
	});

	it('are kept for another attempt of a request that was not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(FOX.num, 4);
		for (let attempt = 0; attempt < 3; attempt++) {
			first.forget(0, first.begin(row(0, FOX), 0));
			expect(takenIn(context)).toBe(2);
		}
	});

	it('are free again when the run ends', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(4, 4);
		first.forget(0, first.begin(row(0, FOX), 0));
		first.close(ALL);
		expect(takenIn(context)).toBe(0);
	});

	it('stay free when a request that outlived its run turns out not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.reserve(4, 4);
		const onTheWire = first.begin(row(0, FOX), 0);
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
				const runs = [0, 1, 2, 3].map((index) => opened(context, index));
				const left = [0, 0, 0, 0];
				for (const [itemIndex, { run, act, num }] of steps.entries()) {
					const prompt = { ...FOX, num };
					if (act === 'reserve' && left[run] === 0) {
						left[run] = runs[run].reserve(num, limit) === undefined ? num : 0;
					} else if (act === 'close') {
						runs[run].close(ALL);
						left[run] = 0;
					} else if (act !== 'reserve' && num <= left[run]) {
						const purchase = runs[run].begin(row(itemIndex, prompt), 0);
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
					const purchases = opened(context, runIndex);
					const taken = takeUp(purchases, ...list);
					expect(new Set(taken.values()).size).toBe(taken.size);
					for (const [row, wanted] of list.entries()) {
						if (!taken.has(row) && row < bought)
							purchases.begin({ itemIndex: row, data: wanted.text, prompt: wanted }, 0);
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

describe('retries of one execution in one process', () => {
	const retries = (context: IDataObject) =>
		['2', '3'].map((executionId) => opened(context, 0, { executionId }));

	it('find what the other has paid for since, also while it is at work', () => {
		const [first, second] = retries({});
		const purchase = first.begin(row(0, FOX), 0);
		Object.assign(purchase, { state: 'paid', taskId: '7' });
		first.settle(purchase);
		expect(second.sentMeanwhile(row(0, FOX))).toBe(purchase);
	});

	it.each([
		[
			'is accepted',
			(ledger: Ledger, it: Purchase) =>
				ledger.settle(Object.assign(it, { state: 'paid', taskId: '7' })),
			'7',
		],
		['is not accepted', (ledger: Ledger, it: Purchase) => ledger.forget(0, it), undefined],
	])('wait for a request that the other has on the wire: it %s', async (_, answer, taskId) => {
		const [first, second] = retries({});
		const purchase = first.begin(row(0, FOX), 0);
		expect(second.sentMeanwhile(row(0, FOX))).toBe(purchase);
		const outcome = second.outcomeOf(0, purchase);
		answer(first, purchase);
		expect((await outcome)?.taskId).toBe(taskId);
		expect(second.of(0)?.taskId).toBe(taskId);
	});

	it('buy together no more than Max Images allows', () => {
		const [first, second] = retries({});
		expect(first.reserve(2, 3)).toBeUndefined();
		expect(second.reserve(2, 3)).toBeUndefined();
		first.begin(row(0, FOX), 0);
		expect(second.isBeyondLimit(1)).toBe(false);
		expect(second.isBeyondLimit(2)).toBe(true);
	});

	it('each take up what the first execution paid for', () => {
		const context: IDataObject = {};
		buyAll(context, 0, FOX).close(NONE);
		for (const retry of retries(context)) expect(takeUp(retry, FOX).get(0)?.taskId).toBe('0-0');
	});

	it('learn what was stored and this process does not know', () => {
		const context: IDataObject = {};
		buyAll(context, 0, FOX).close(NONE);
		const lineage = new Lineage();
		const run = { runIndex: 0, executionId: '2', isTool: false, form: 'as saved' };
		for (let times = 0; times < 2; times++) new Ledger(stored(context), lineage, run);
		expect(lineage.purchases.map(({ taskId }) => taskId)).toEqual(['0-0']);
	});
});

it('an execution that has given up stays so, and a retry of it does not', () => {
	const context: IDataObject = {};
	opened(context, 0).giveUp();
	expect(opened(stored(context), 1).hasGivenUp).toBe(true);
	expect(opened(stored(context), 0, { executionId: '2' }).hasGivenUp).toBe(false);
});
