import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Prompt } from '../../../../nodes/JumdataAiDraw/jumdata/values';
import type { RunOfNode } from '../../../../nodes/JumdataAiDraw/run/purchaseFinder';
import {
	ALL,
	found,
	FOX,
	lookedUp,
	NONE,
	opened,
	OWL,
	pay,
	payAll,
	stored,
	takenIn,
} from './ledgers.cts';

const EDITED = { savedFields: 'edited' };

it('a request that was not accepted is forgotten once, and no other with it', () => {
	const context: IDataObject = {};
	const ledger = opened(context, 0, [FOX, OWL]);
	const fox = ledger.begin(0, FOX, 0);
	const owl = ledger.begin(1, OWL, 0);
	for (let times = 0; times < 2; times++) ledger.forget(0, fox);
	expect(context.purchases).toEqual([owl]);
	expect(ledger.of(0)).toBeUndefined();
	expect(ledger.of(1)).toBe(owl);
});

describe('a retry', () => {
	it.each([
		['none', NONE],
		['one', new Set([1])],
		['all', ALL],
	])('finds what its run paid for, results handed out: %s', (_, delivered) => {
		const context = {};
		payAll(context, 3, FOX, OWL).close(delivered);
		expect(found(context, 3, FOX, OWL)).toEqual([
			[0, '3-0'],
			[1, '3-1'],
		]);
	});

	it('finds it on another process', () => {
		const context = {};
		payAll(context, 0, FOX);
		expect(found(stored(context), 0, FOX)).toEqual([[0, '0-0']]);
	});

	it('finds what was on the wire when the process was killed', () => {
		const context = {};
		opened(context, 0, [FOX]).begin(0, FOX, 0);
		const purchase = lookedUp(stored(context), 0, [FOX]).of(0);
		expect(purchase).toMatchObject({ state: 'sending', itemIndex: 0, prompt: FOX });
	});

	it('finds it as often as it is made', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		for (let attempt = 0; attempt < 3; attempt++) {
			const ledger = lookedUp(context, 0, [FOX]);
			expect(ledger.of(0)?.taskId).toBe('0-0');
			ledger.close(NONE);
		}
	});

	it('finds what its run took over from a stopped one and handed out', () => {
		const context = {};
		payAll(context, 0, OWL, FOX).close(NONE);
		lookedUp(context, 1, [FOX]).close(ALL);
		expect(found(stored(context), 1, FOX)).toEqual([[0, '0-1']]);
	});

	it.each<[string, Partial<Prompt>]>([
		['text', { text: 'a cat' }],
		['style', { style: '古风' }],
		['resolution', { resolution: '1024*1536' }],
		['number of images', { num: 3 }],
	])('finds it though an expression gives another %s this time', (_, changed) => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		const ledger = opened(stored(context), 0, [FOX]);
		ledger.takeUpSame();
		ledger.takeUpAlike([{ ...FOX, ...changed }]);
		expect(ledger.of(0)?.prompt).toEqual(FOX);
	});

	it.each<[string, Partial<RunOfNode>, Partial<Prompt>, boolean]>([
		['after an edit finds what asks for the same', EDITED, {}, true],
		['after an edit finds nothing for another text', EDITED, { text: 'a cat' }, false],
		['after an edit finds nothing for another style', EDITED, { style: '古风' }, false],
		['after an edit finds nothing for another resolution', EDITED, { resolution: '1:1' }, false],
		['after an edit finds nothing for another number', EDITED, { num: 3 }, false],
		['of other data finds what asks for the same', { data: ['new'] }, {}, true],
		['of other data finds nothing for another text', { data: ['new'] }, { text: 'a cat' }, false],
		['of a tool finds what asks for the same', { isTool: true }, {}, true],
		['of a tool finds nothing for another text', { isTool: true }, { text: 'a cat' }, false],
	])('%s', (_, run, changed, isFound) => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		const ledger = opened(stored(context), 0, [FOX], run);
		ledger.takeUpSame();
		ledger.takeUpAlike([{ ...FOX, ...changed }]);
		expect(ledger.of(0)?.taskId).toBe(isFound ? '0-0' : undefined);
	});

	it('never sends an unclear request again for the same data, whatever is edited, in whatever run', () => {
		const context = {};
		opened(context, 0, [FOX]).begin(0, FOX, 0).state = 'unclear';
		for (const runIndex of [0, 1, 2]) {
			const ledger = opened(stored(context), runIndex, [FOX], EDITED);
			ledger.takeUpAlike([OWL]);
			expect(ledger.of(0)?.state).toBe('unclear');
		}
	});

	it('never sends an unclear request again for data that have moved to another row', () => {
		const context = {};
		opened(context, 0, [OWL, FOX]).begin(1, FOX, 0).state = 'unclear';
		const ledger = lookedUp(stored(context), 0, [FOX, OWL]);
		expect([0, 1].map((itemIndex) => ledger.of(itemIndex)?.state)).toEqual(['unclear', undefined]);
	});

	it('takes up what asks for the same rather than what is unclear for the same data', () => {
		const context = {};
		opened(context, 0, [FOX]).begin(0, OWL, 0).state = 'unclear';
		payAll(context, 1, FOX).close(NONE);
		expect(found(stored(context), 2, FOX)).toEqual([[0, '1-0']]);
	});

	it('finds for a row whose cells cannot be used now what may have been billed for its data', () => {
		const context = {};
		opened(context, 0, [FOX]).begin(0, FOX, 0).state = 'unclear';
		const ledger = opened(stored(context), 0, [FOX], EDITED);
		ledger.takeUpAlike([undefined]);
		expect(ledger.of(0)?.prompt).toEqual(FOX);
	});

	it('after an edit gives each of several equal rows its own, in whatever order they were paid', () => {
		const context = {};
		const ledger = opened(context, 0, [FOX, FOX]);
		for (const itemIndex of [1, 0]) pay(ledger, ledger.begin(itemIndex, FOX, 0), `of ${itemIndex}`);
		const edited = lookedUp(stored(context), 0, [FOX, FOX], EDITED);
		expect([0, 1].map((itemIndex) => edited.of(itemIndex)?.taskId)).toEqual(['of 0', 'of 1']);
	});

	it('after an edit leaves to an equal row what may have been billed for that one', () => {
		const context = {};
		opened(context, 0, [FOX, FOX]).begin(1, FOX, 0).state = 'unclear';
		const edited = lookedUp(stored(context), 0, [OWL, OWL], {
			...EDITED,
			data: ['a fox', 'a fox'],
		});
		expect([0, 1].map((itemIndex) => edited.of(itemIndex)?.state)).toEqual([undefined, 'unclear']);
	});

	it('finds what may have been billed for its row, though it kept an equal row from being sent meanwhile', () => {
		let context: IDataObject = {};
		payAll(context, 0, FOX).close(NONE);
		const edit = { ...EDITED, data: ['a fox', 'a fox'] };
		opened(context, 0, [OWL, OWL], edit).begin(0, OWL, 0).state = 'unclear';
		context = stored(context);
		expect(lookedUp(context, 0, [FOX, FOX]).of(1)?.state).toBe('unclear');
		const again = lookedUp(stored(context), 0, [OWL, OWL], edit);
		expect([0, 1].map((itemIndex) => again.of(itemIndex)?.state)).toEqual(['unclear', undefined]);
	});

	it('leaves to others what its row has no use for', () => {
		const context = {};
		payAll(context, 0, FOX, FOX).close(NONE);
		expect(found(context, 0, FOX)).toEqual([[0, '0-0']]);
	});

	it('gives each of several equal rows its own purchase', () => {
		const context = {};
		payAll(context, 0, FOX, FOX, FOX).close(NONE);
		expect(found(context, 0, FOX, FOX, FOX)).toEqual([
			[0, '0-0'],
			[1, '0-1'],
			[2, '0-2'],
		]);
	});

	it('does not find what certainly was not accepted', () => {
		const context = {};
		const ledger = opened(context, 0, [FOX]);
		ledger.forget(0, ledger.begin(0, FOX, 0));
		expect(found(context, 0, FOX)).toEqual([]);
		expect(ledger.of(0)).toBeUndefined();
	});
});

describe('what is remembered', () => {
	it('is the request, its images and where it came from, before it is sent', () => {
		const purchase = opened({}, 7, [OWL, OWL, FOX]).begin(2, FOX, 0);
		const expected = {
			runIndex: 7,
			itemIndex: 2,
			data: 'a fox',
			savedFields: 'as saved',
			prompt: FOX,
		};
		expect(purchase).toEqual({ ...expected, id: '1/7/2/0', state: 'sending' });
	});

	it('counts the images of all runs of the execution, those that may be billed included', () => {
		const context = {};
		payAll(context, 0, FOX, OWL).close(ALL);
		const ledger = opened(context, 1, [FOX, OWL]);
		expect(takenIn(context)).toBe(3);
		ledger.begin(0, FOX, 0).state = 'unclear';
		expect(takenIn(context)).toBe(5);
		ledger.forget(1, ledger.begin(1, OWL, 0));
		ledger.close(NONE);
		expect(takenIn(context)).toBe(5);
	});

	it('leaves the rest of the context alone', () => {
		const context: IDataObject = { other: { a: 1 } };
		opened(context, 0, [FOX]).begin(0, FOX, 0);
		expect(context.other).toEqual({ a: 1 });
	});

	it('is looked at without being taken up', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		const ledger = opened(context, 1, [FOX]);
		expect(ledger.notHandedOut.map(({ taskId }) => taskId)).toEqual(['0-0']);
		expect(ledger.of(0)).toBeUndefined();
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});
});

it('the task of a row that cannot be used any more is that of its run', () => {
	const context = {};
	payAll(context, 0, FOX, OWL).close(NONE);
	payAll(context, 1, FOX).close(NONE);
	const ids = [0, 1, 2].map((runIndex) => opened(context, runIndex, []).taskIdAt(0));
	expect(ids).toEqual(['0-0', '1-0', undefined]);
});

describe('what is not handed out', () => {
	it('is what no run of the execution has handed out, in the order of paying', () => {
		const context = {};
		payAll(context, 0, FOX, OWL).close(new Set([0]));
		payAll(context, 1, OWL).close(NONE);
		payAll(context, 2, FOX).close(ALL);
		const { notHandedOut } = opened(stored(context), 3, []);
		expect(notHandedOut.map(({ taskId }) => taskId)).toEqual(['0-1', '1-0']);
	});

	it('includes what may have been billed', () => {
		const context = {};
		const ledger = opened(context, 0, [FOX, OWL]);
		ledger.begin(0, FOX, 0).state = 'unclear';
		ledger.begin(1, OWL, 0);
		expect(opened(context, 0, []).notHandedOut.map(({ state }) => state)).toEqual([
			'unclear',
			'sending',
		]);
	});
});

it('of all retries none pays twice and no purchase serves two rows, whatever was paid before it failed', () => {
	const prompt = fc.constantFrom(FOX, OWL, { ...FOX, num: 1 });
	const attempt = fc.record({ runIndex: fc.nat(2), paid: fc.nat(5) });
	const prompts = fc.array(prompt, { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(prompts, fc.array(attempt, { maxLength: 5 }), (list, attempts) => {
			let context: IDataObject = {};
			for (const { runIndex, paid } of attempts) {
				const ledger = lookedUp(context, runIndex, list);
				const taken = list.map((_, itemIndex) => ledger.of(itemIndex)).filter((it) => it);
				expect(new Set(taken).size).toBe(taken.length);
				for (const [itemIndex, wanted] of list.entries()) {
					if (!ledger.of(itemIndex) && itemIndex < paid) ledger.begin(itemIndex, wanted, 0);
				}
				ledger.close(NONE);
				context = stored(context);
			}
			const most = list.reduce((sum, { num }) => sum + num, 0);
			expect(takenIn(context)).toBeLessThanOrEqual(most);
		}),
	);
});

it('unclear requests in a row are counted over the runs of an execution, and anew in a retry of it', () => {
	const context: IDataObject = {};
	opened(context, 0, []).unclearInARow = 2;
	expect(opened(stored(context), 1, []).unclearInARow).toBe(2);
	expect(opened(stored(context), 0, [], { executionId: '2' }).unclearInARow).toBe(0);
	expect(opened({}, 0, []).unclearInARow).toBe(0);
});
