import { ALL, found, FOX, lookedUp, NONE, opened, OWL, pay, payAll, stored } from './ledgers.cts';

describe("an agent's repeated call", () => {
	it('finds at another run index what was never handed out', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '0-0']]);
	});

	it('finds it whatever row it was', () => {
		const context = {};
		payAll(context, 0, OWL, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '0-1']]);
	});

	it('lets each purchase serve one row', () => {
		const context = {};
		payAll(context, 0, FOX, FOX).close(NONE);
		expect(found(context, 1, FOX, FOX, FOX)).toEqual([
			[0, '0-0'],
			[1, '0-1'],
		]);
	});

	it('leaves to a call that is still at work what that call paid for', () => {
		const context = {};
		const other = payAll(context, 0, FOX);
		expect(found(context, 1, FOX)).toEqual([]);
		other.close(NONE);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});

	it('leaves to another call what that call has taken up', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '0-0']]);
		expect(found(context, 2, FOX)).toEqual([]);
	});

	it('finds again what a repeated call took up and did not hand out', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		lookedUp(context, 1, [FOX]).close(NONE);
		expect(found(context, 2, FOX)).toEqual([[0, '0-0']]);
	});

	it('draws anew once what was taken up is handed out', () => {
		const context = {};
		payAll(context, 0, FOX).close(NONE);
		lookedUp(context, 1, [FOX]).close(ALL);
		expect(found(context, 2, FOX)).toEqual([]);
	});
});

describe('another turn of a loop', () => {
	it('draws anew', () => {
		const context = {};
		payAll(context, 0, FOX).close(ALL);
		expect(found(context, 1, FOX)).toEqual([]);
		expect(found(stored(context), 1, FOX)).toEqual([]);
	});

	it('is retried by itself', () => {
		const context = {};
		payAll(context, 0, FOX).close(ALL);
		payAll(context, 1, FOX).close(NONE);
		expect(found(context, 1, FOX)).toEqual([[0, '1-0']]);
	});

	it('is told from row 1 of run 11 and row 11 of run 1', () => {
		const context = {};
		const rows = Array.from({ length: 12 }, () => FOX);
		const first = opened(context, 1, rows);
		pay(first, first.begin(11, FOX, 0), 'row 11');
		first.close(ALL);
		expect(found(context, 11, FOX, FOX)).toEqual([]);
	});
});

describe('another execution', () => {
	it('draws anew', () => {
		payAll({}, 0, FOX).close(NONE);
		expect(found({}, 0, FOX)).toEqual([]);
	});
});

describe('a row of several that was handed out', () => {
	it('draws anew in another run, and the others are taken up', () => {
		const context = {};
		payAll(context, 0, FOX, OWL, FOX).close(new Set([0]));
		expect(found(stored(context), 1, FOX, OWL)).toEqual([
			[0, '0-2'],
			[1, '0-1'],
		]);
		expect(found(stored(context), 1, FOX, FOX)).toEqual([[0, '0-2']]);
	});

	it('is handed out by the run that took it up, under the item there', () => {
		const context = {};
		payAll(context, 0, FOX, OWL).close(NONE);
		lookedUp(context, 1, [OWL]).close(new Set([0]));
		expect(found(context, 2, FOX, OWL)).toEqual([[0, '0-0']]);
	});
});
