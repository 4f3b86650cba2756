import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { judgeSubmit } from '../../../../nodes/JumdataAiDraw/jumdata/judgeSubmit';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES, unreadable } from './replies.cts';

const AGAIN = 'again';
const UNCLEAR = 'unclear';
const ROW = 'refused: row';
const ALL = 'refused: account';
const WORDS = 'refused: unknown';
const BOUGHT = 'bought 77';

/** A verdict in one word. */
function verdictOn(reply: Reply): string {
	const verdict = judgeSubmit(reply);
	if (verdict.kind === 'bought') return `bought ${verdict.taskId}`;
	return verdict.kind === 'refused' ? `refused: ${verdict.concern}` : verdict.kind;
}

/** What a body code proves where no task id came: with `charge` true, false, and absent. */
const byCode: Array<[code: number, billed: string, free: string, silent: string]> = [
	[200, UNCLEAR, UNCLEAR, UNCLEAR],
	[201, UNCLEAR, ROW, ROW],
	[202, UNCLEAR, ROW, ROW],
	[400, UNCLEAR, ROW, ROW],
	[404, UNCLEAR, ALL, ALL],
	[500, UNCLEAR, AGAIN, AGAIN],
	[601, UNCLEAR, ALL, ALL],
	[602, UNCLEAR, ALL, ALL],
	[604, UNCLEAR, ALL, ALL],
	[606, UNCLEAR, AGAIN, AGAIN],
	[607, UNCLEAR, ALL, ALL],
	[609, UNCLEAR, AGAIN, AGAIN],
	[610, UNCLEAR, AGAIN, UNCLEAR],
	[999, UNCLEAR, WORDS, UNCLEAR],
	[12345, UNCLEAR, WORDS, UNCLEAR],
];
const charges = [true, false, undefined];
const verdicts = byCode.flatMap(([code, ...expected]) =>
	charges.map((charge, index) => ({ code, charge, expected: expected[index] })),
);

describe('the answer to a submit', () => {
	it('is judged for every code of the page', () => {
		expect(byCode.map(([code]) => code).filter((code) => code !== 12345)).toEqual(PAGE_CODES);
	});

	it.each(verdicts)('with code $code, charge $charge, no task id: $expected', (row) => {
		const { code, charge, expected } = row;
		expect(verdictOn(answerWith(code, { charge }))).toBe(expected);
	});

	it.each(verdicts)('with code $code, charge $charge and a task id loses no purchase', (row) => {
		const { code, charge, expected } = row;
		const verdict = verdictOn(answerWith(code, { charge, data: { taskId: '77' } }));
		expect(verdict).toBe(code === 200 || expected === UNCLEAR ? BOUGHT : expected);
	});

	it.each<[unknown, string]>([
		['00012', 'bought 00012'],
		[12, 'bought 12'],
		['1234567890123456789', 'bought 1234567890123456789'],
		['', UNCLEAR],
		['  ', UNCLEAR],
		[null, UNCLEAR],
		[{}, UNCLEAR],
		[2 ** 60, UNCLEAR],
	])('with code 200 and the task id %j: %s', (taskId, expected) => {
		expect(verdictOn(answerWith(200, { charge: true, data: { taskId } }))).toBe(expected);
	});
});

describe('the HTTP status of a submit whose answer cannot be read', () => {
	it.each<[number, string]>([
		[200, UNCLEAR],
		[204, UNCLEAR],
		[301, UNCLEAR],
		[302, UNCLEAR],
		[307, UNCLEAR],
		[308, UNCLEAR],
		[400, UNCLEAR],
		[401, UNCLEAR],
		[403, UNCLEAR],
		[404, ALL],
		[408, UNCLEAR],
		[429, AGAIN],
		[500, UNCLEAR],
		[502, UNCLEAR],
		[503, UNCLEAR],
		[504, UNCLEAR],
	])('%d: %s', (httpStatus, expected) => {
		expect(verdictOn(unreadable(httpStatus))).toBe(expected);
	});
});

describe('the HTTP status beside a readable answer', () => {
	it.each([606, 609, 500, 610, 999, 12345])('429 proves that code %d was not accepted', (code) => {
		expect(verdictOn(answerWith(code, { httpStatus: 429 }))).toBe(AGAIN);
	});

	it('429 proves nothing where the answer says that it was billed', () => {
		expect(verdictOn(answerWith(609, { httpStatus: 429, charge: true }))).toBe(UNCLEAR);
	});

	it('429 does not hide a task that was bought', () => {
		const reply = answerWith(200, { httpStatus: 429, charge: true, data: { taskId: '77' } });
		expect(verdictOn(reply)).toBe(BOUGHT);
	});

	it.each([400, 500, 502, 503])('%d does not hide a task that was bought', (httpStatus) => {
		const reply = answerWith(200, { httpStatus, data: { taskId: '77' } });
		expect(verdictOn(reply)).toBe(BOUGHT);
	});

	it.each([500, 502, 503, 504])('%d leaves the judgement to the code', (httpStatus) => {
		expect(verdictOn(answerWith(606, { httpStatus }))).toBe(AGAIN);
		expect(verdictOn(answerWith(610, { httpStatus }))).toBe(UNCLEAR);
		expect(verdictOn(answerWith(202, { httpStatus, charge: false }))).toBe(ROW);
	});

	it.each([40401, -1])('404 concerns every row, also with the code %d of a gateway', (code) => {
		expect(verdictOn(answerWith(code, { httpStatus: 404 }))).toBe(ALL);
	});
});

describe('a submit without an answer', () => {
	it('that never connected is sent again', () => {
		expect(verdictOn(neverConnected)).toBe(AGAIN);
	});

	it('that could not be sent fails every row', () => {
		expect(verdictOn(neverSent)).toBe(ALL);
	});

	it('that was lost on the way is never sent again', () => {
		expect(verdictOn(lost)).toBe(UNCLEAR);
	});
});

describe('of all replies', () => {
	const replies = [
		lost,
		neverConnected,
		neverSent,
		...verdicts.flatMap(({ code, charge }) =>
			[200, 408, 500, 503].map((httpStatus) => answerWith(code, { charge, httpStatus })),
		),
		...[200, 302, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504].map((it) => unreadable(it)),
	];

	it('a repetition is allowed on the proofs of the contract alone', () => {
		const repeated = replies.filter((reply) => judgeSubmit(reply).kind === 'again');
		const proofs = repeated.map((reply) => {
			if (reply.kind !== 'answer') return 'httpStatus' in reply ? reply.httpStatus : reply.kind;
			return `${reply.code} ${reply.charge}`;
		});
		expect([...new Set(proofs)].sort()).toEqual(
			[
				429,
				'500 false',
				'500 undefined',
				'606 false',
				'606 undefined',
				'609 false',
				'609 undefined',
				'610 false',
				'unsent',
			].sort(),
		);
	});
});
