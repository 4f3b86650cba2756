import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { judgeBalance } from '../../../../nodes/JumdataAiDraw/jumdata/judgeBalance';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES, unreadable } from './replies.cts';

const AGAIN = 'again';
const FAILED = 'failed';

const verdictOn = (reply: Reply) => judgeBalance(reply).kind;
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
		expect(balanceFrom(data)).toEqual({ kind: FAILED });
	});
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

describe('a question without an answer', () => {
	it.each([
		['never connected', neverConnected, AGAIN],
		['was lost', lost, AGAIN],
		['could not be sent', neverSent, FAILED],
	])('that %s: %s', (_, reply, expected) => {
		expect(verdictOn(reply)).toBe(expected);
	});
});
