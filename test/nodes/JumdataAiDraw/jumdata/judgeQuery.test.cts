import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { judgeQuery } from '../../../../nodes/JumdataAiDraw/jumdata/judgeQuery';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES, unreadable } from './replies.cts';

const AGAIN = 'again';
const ODD = 'odd';
const ROW = 'failed: row';
const ALL = 'failed: account';

/** A verdict in one word. */
function verdictOn(reply: Reply, isFresh = false): string {
	const verdict = judgeQuery(reply, isFresh);
	return verdict.kind === 'failed' ? `failed: ${verdict.concern}` : verdict.kind;
}

const done = { status: 1, imgUrls: [{ image: 'https://h.test/1.png' }] };

describe('the answer to a query', () => {
	const byCode: Array<[code: number, expected: string]> = [
		[201, ROW],
		[202, ROW],
		[400, ROW],
		[404, ALL],
		[500, AGAIN],
		[601, ALL],
		[602, ALL],
		[604, ALL],
		[606, AGAIN],
		[607, ALL],
		[609, AGAIN],
		[610, AGAIN],
		[999, ODD],
	];

	it('is judged for every code of the page', () => {
		expect([200, ...byCode.map(([code]) => code)]).toEqual(PAGE_CODES);
	});

	const charges = [true, false, undefined];
	const rows = byCode.flatMap(([code, expected]) =>
		charges.map((charge) => ({ code, charge, expected })),
	);

	it.each(rows)('with code $code, charge $charge: $expected', ({ code, charge, expected }) => {
		expect(verdictOn(answerWith(code, { charge }))).toBe(expected);
	});

	it.each([0, -1, 203, 605, 611, 12345])('with code %d, which nobody knows, is odd', (code) => {
		expect(verdictOn(answerWith(code))).toBe(ODD);
	});

	it("asks again for an unknown task only in the minute after the node's own submit", () => {
		expect(verdictOn(answerWith(201), true)).toBe(AGAIN);
		expect(verdictOn(answerWith(201), false)).toBe(ROW);
	});

	it.each([202, 400, 404, 601, 602, 604, 607])('fails at once with %d, fresh or not', (code) => {
		expect(verdictOn(answerWith(code), true)).toBe(verdictOn(answerWith(code), false));
		expect(verdictOn(answerWith(code), true)).toMatch(/^failed/);
	});
});

describe('code 200', () => {
	it('tells that the task is done', () => {
		expect(judgeQuery(answerWith(200, { data: done }), false)).toEqual({
			kind: 'done',
			task: { done: true, imageUrls: ['https://h.test/1.png'] },
		});
	});

	it('tells that the task is drawing', () => {
		expect(judgeQuery(answerWith(200, { data: { status: 0 } }), false)).toEqual({
			kind: 'drawing',
			task: { done: false, imageUrls: [] },
		});
	});

	it.each<[string, unknown]>([
		['no data', undefined],
		['data that are no object', 'done'],
		['no status', { imgUrls: done.imgUrls }],
	])('with %s tells nothing, and is asked again', (_, data) => {
		expect(verdictOn(answerWith(200, { data }))).toBe(AGAIN);
	});

	it.each([2, '2', -1, 1.5, null, 'done', '', true, [1], { value: 1 }])(
		'with the status %j, which nobody knows, is odd, whatever comes with it',
		(status) => {
			expect(verdictOn(answerWith(200, { data: { ...done, status } }))).toBe(ODD);
			expect(verdictOn(answerWith(200, { data: { status }, httpStatus: 503 }))).toBe(ODD);
		},
	);

	it.each<[string, object]>([
		['no images', {}],
		['an empty list', { imgUrls: [], img: '' }],
	])('with a task that is done, and %s, is not taken for a task that draws', (_, images) => {
		expect(verdictOn(answerWith(200, { data: { status: 1, ...images } }))).not.toBe('drawing');
	});
});

describe('the HTTP status of a query', () => {
	it.each([200, 204, 301, 302, 307, 400, 401, 403, 408, 429, 500, 502, 503, 504])(
		'%d with an answer that cannot be read: asked again',
		(httpStatus) => {
			expect(verdictOn(unreadable(httpStatus))).toBe(AGAIN);
		},
	);

	it('404 with an answer that cannot be read concerns every row', () => {
		expect(verdictOn(unreadable(404))).toBe(ALL);
	});

	it.each([40401, -1])('404 concerns every row, also with the code %d of a gateway', (code) => {
		expect(verdictOn(answerWith(code, { httpStatus: 404 }))).toBe(ALL);
	});

	it.each([408, 429, 500, 502, 503, 504])('%d is passing, whatever the code', (httpStatus) => {
		expect(verdictOn(answerWith(999, { httpStatus }))).toBe(AGAIN);
		expect(verdictOn(answerWith(12345, { httpStatus }))).toBe(AGAIN);
	});

	it.each([408, 429, 500, 503])('%d does not hide that the task is done', (httpStatus) => {
		expect(verdictOn(answerWith(200, { httpStatus, data: done }))).toBe('done');
	});
});

describe('a query without an answer', () => {
	it.each([
		['never connected', neverConnected, AGAIN],
		['was lost', lost, AGAIN],
		['could not be sent', neverSent, ALL],
	])('that %s: %s', (_, reply, expected) => {
		expect(verdictOn(reply)).toBe(expected);
	});
});
