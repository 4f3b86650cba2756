import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { ALL, FOX, NONE, opened, OWL, payAll, stored, takenIn } from './ledgers.cts';

describe('images that are set aside', () => {
	const two = (context: IDataObject = {}) =>
		[0, 1].map((runIndex) => opened(context, runIndex, [FOX, OWL]));

	it.each([
		[4, 4, undefined],
		[5, 4, 0],
		[1, Infinity, undefined],
	])('%d of %d: %s', (wanted, limit, expected) => {
		expect(opened({}, 0, []).budget.reserve(wanted, limit)).toBe(expected);
	});

	it('count for the other runs of the execution, and only for them', () => {
		const [first, second] = two();
		expect(first.budget.reserve(3, 4)).toBeUndefined();
		expect(second.budget.reserve(2, 4)).toBe(3);
		expect(second.budget.reserve(1, 4)).toBeUndefined();
		expect(takenIn({})).toBe(0);
	});

	it('count beside what is paid', () => {
		const context = {};
		payAll(context, 7, FOX, OWL).close(ALL);
		const [first, second] = two(context);
		expect(first.budget.reserve(1, 5)).toBeUndefined();
		expect(second.budget.reserve(2, 5)).toBe(4);
	});

	it('are not set aside where they are too many', () => {
		const [first, second] = two();
		expect(first.budget.reserve(5, 4)).toBe(0);
		expect(second.budget.reserve(4, 4)).toBeUndefined();
	});

	it('count once when they are paid', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(FOX.num + OWL.num, 4);
		expect(takenIn(context)).toBe(3);
		first.begin(0, FOX, 0);
		expect(takenIn(context)).toBe(3);
		first.begin(1, OWL, 0);
		expect(takenIn(context)).toBe(3);
	});

	it('are kept for another attempt of a request that was not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(FOX.num, 4);
		for (let attempt = 0; attempt < 3; attempt++) {
			first.forget(0, first.begin(0, FOX, 0));
			expect(takenIn(context)).toBe(2);
		}
	});

	it('are none where more is asked for than was set aside', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(1, 9);
		first.begin(0, FOX, 0);
		first.begin(1, FOX, 0);
		expect(takenIn(context)).toBe(4);
	});

	it('are free again when the run ends', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(4, 4);
		first.forget(0, first.begin(0, FOX, 0));
		first.close(ALL);
		expect(takenIn(context)).toBe(0);
	});

	it('stay free when a request that outlived its run turns out not accepted', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(4, 4);
		const onTheWire = first.begin(0, FOX, 0);
		first.close(NONE);
		expect(takenIn(context)).toBe(2);
		first.forget(0, onTheWire);
		expect(takenIn(context)).toBe(0);
	});

	it('are no matter of what n8n stores', () => {
		const context = {};
		const [first] = two(context);
		first.budget.reserve(4, 4);
		expect(stored(context)).toEqual({ purchases: [] });
		expect(takenIn(stored(context))).toBe(0);
	});

	it('and what is paid never exceed the limit, whatever the runs do and in which order', () => {
		const step = fc.record({
			run: fc.nat(3),
			act: fc.constantFrom('reserve', 'pay', 'pay', 'refused', 'close'),
			num: fc.integer({ min: 1, max: 6 }),
		});
		fc.assert(
			fc.property(fc.nat(12), fc.array(step, { maxLength: 40 }), (limit, steps) => {
				const context: IDataObject = {};
				const runs = [0, 1, 2, 3].map((index) => opened(context, index, []));
				const left = [0, 0, 0, 0];
				const closed = new Set<number>();
				for (const [itemIndex, { run, act, num }] of steps.entries()) {
					if (closed.has(run)) continue;
					const prompt = { ...FOX, num };
					if (act === 'reserve' && left[run] === 0) {
						left[run] = runs[run].budget.reserve(num, limit) === undefined ? num : 0;
					} else if (act === 'close') {
						runs[run].close(ALL);
						closed.add(run);
					} else if (act !== 'reserve' && num <= left[run]) {
						const purchase = runs[run].begin(itemIndex, prompt, 0);
						if (act === 'refused') runs[run].forget(itemIndex, purchase);
						else left[run] -= num;
					}
					expect(takenIn(context)).toBeLessThanOrEqual(limit);
				}
			}),
		);
	});
});
