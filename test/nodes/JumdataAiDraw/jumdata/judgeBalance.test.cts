import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import {
	judgeBalance,
	judgeProductBalance,
} from '../../../../nodes/JumdataAiDraw/jumdata/judgeBalance';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES, unreadable } from './replies.cts';

const AGAIN = 'again';
const FAILED = 'failed';

/** What both kinds of balance make of a reply that has none. */
function verdictOn(reply: Reply): string {
	const [account, product] = [judgeBalance(reply).kind, judgeProductBalance(reply).kind];
	expect(product).toBe(account);
	return account;
}

const balanceFrom = (data: unknown) => judgeBalance(answerWith(200, { data: data as never }));

describe('the balance', () => {
	it.each<[unknown, number]>([
		[810.75, 810.75],
		[0, 0],
		[-3, -3],
		[-5.5e-17, -5.5e-17],
		['810.75', 810.75],
		[' -3 ', -3],
		['12345678901234567', 12345678901234567],
	])('is read from %j', (data, balance) => {
		expect(balanceFrom(data)).toEqual({ kind: 'told', balance, taskNo: '' });
	});

	it('comes with the number of the request', () => {
		expect(judgeBalance(answerWith(200, { data: 5, taskNo: '77' }))).toEqual({
			kind: 'told',
			balance: 5,
			taskNo: '77',
		});
	});

	it.each<[unknown]>([
		[null],
		[undefined],
		[true],
		[''],
		['many'],
		['810.75 yuan'],
		['about 810.75'],
		['1,000'],
		['0x10'],
		[['5']],
		[{ balance: 5 }],
		[Infinity],
	])('is not guessed from %p', (data) => {
		expect(balanceFrom(data)).toEqual({ kind: FAILED, concern: 'row' });
	});
});

describe("a product's balance", () => {
	it('has the fields of the data as they come, and the number of the request', () => {
		const data = { expireTime: '2026-09-01', left: 42, more: { a: [1, null] }, none: null };
		expect(judgeProductBalance(answerWith(200, { data, taskNo: '77' }))).toEqual({
			kind: 'told',
			balance: data,
			taskNo: '77',
		});
	});

	it('has no field named error, by which n8n knows a failed item', () => {
		const data = { error: 'none', errors: 0, left: 42 };
		expect(judgeProductBalance(answerWith(200, { data }))).toEqual({
			kind: 'told',
			balance: { errors: 0, left: 42 },
			taskNo: '',
		});
	});

	it.each([[null], [undefined], [42], ['42'], [true], [[{ left: 42 }]]])(
		'is not guessed from %j, which has no named fields',
		(data) => {
			expect(judgeProductBalance(answerWith(200, { data }))).toEqual({
				kind: FAILED,
				concern: 'row',
			});
		},
	);
});

describe('an answer without a balance', () => {
	const byCode: Array<[code: number, expected: string]> = [
		[201, FAILED],
		[202, FAILED],
		[400, FAILED],
		[404, FAILED],
		[500, AGAIN],
		[601, FAILED],
		[602, FAILED],
		[604, FAILED],
		[606, AGAIN],
		[607, FAILED],
		[609, AGAIN],
		[610, AGAIN],
		[999, FAILED],
	];

	it('is judged for every code of the page', () => {
		expect([200, ...byCode.map(([code]) => code)]).toEqual(PAGE_CODES);
	});

	it.each(byCode)('with code %d: %s', (code, expected) => {
		expect(verdictOn(answerWith(code))).toBe(expected);
	});

	it.each([408, 429, 500, 503])('with HTTP %d is passing, whatever the code', (httpStatus) => {
		expect(verdictOn(answerWith(999, { httpStatus }))).toBe(AGAIN);
	});

	it.each([
		[200, AGAIN],
		[302, AGAIN],
		[403, AGAIN],
		[404, FAILED],
		[429, AGAIN],
		[502, AGAIN],
	])('that cannot be read, with HTTP %d: %s', (httpStatus, expected) => {
		expect(verdictOn(unreadable(httpStatus))).toBe(expected);
	});
});

describe('a balance that is refused', () => {
	it.each([
		[400, 'row'],
		[404, 'account'],
		[601, 'account'],
		[602, 'account'],
		[604, 'account'],
		[607, 'account'],
		[999, 'unknown'],
	])('with code %d concerns: %s', (code, concern) => {
		expect(judgeProductBalance(answerWith(code))).toEqual({ kind: FAILED, concern });
	});

	it('by an address without an API concerns the account', () => {
		expect(judgeProductBalance(unreadable(404))).toEqual({ kind: FAILED, concern: 'account' });
	});

	it('by a set-up that cannot send concerns the account', () => {
		expect(judgeProductBalance(neverSent)).toEqual({ kind: FAILED, concern: 'account' });
	});
});

describe('a question without an answer', () => {
	it.each([
		['never connected', neverConnected, AGAIN],
		['was lost', lost, AGAIN],
		['could not be sent', neverSent, FAILED],
	])('that %s: %s', (_, reply, expected) => {
		expect(verdictOn(reply)).toBe(expected);
	});
});
