import type { Reply } from '../../../nodes/JumdataAiDraw/jumdata/answers';
import { meaningOf } from '../../../nodes/JumdataAiDraw/jumdata/codes';
import { Failure } from '../../../nodes/JumdataAiDraw/failure';
import { failureOf } from '../../../nodes/JumdataAiDraw/jumdata/failureOf';
import { answerWith, lost, neverSent, PAGE_CODES, unreadable } from './jumdata/replies.cts';

describe('the failure of an answer', () => {
	it.each(PAGE_CODES)('of code %d says what it means and what to do', (code) => {
		const { message, advice } = failureOf(answerWith(code));
		expect(message).toContain(meaningOf(code).meaning);
		expect(message).toContain(`code ${code}`);
		expect(advice).toBe(meaningOf(code).advice);
	});

	it("keeps the vendor's words and the request number", () => {
		const reply = answerWith(400, { msg: '风格值不正确', taskNo: '255033697205413852131601' });
		const { message } = failureOf(reply);
		expect(message).toContain('风格值不正确');
		expect(message).toContain('255033697205413852131601');
	});

	it('has no empty quotes where the vendor has no words', () => {
		expect(failureOf(answerWith(400)).message).toBe(
			'Jumdata says that a parameter is wrong (code 400)',
		);
	});

	it('shows how a success begins that does not say what it should, and no other answer', () => {
		const excerpt = '{"code":200,"data":null}';
		const { message, advice } = failureOf(answerWith(200, { excerpt, taskNo: '7' }));
		expect(message).toBe(
			`Jumdata's answer makes no sense (code 200, request 7, it begins: ${excerpt})`,
		);
		expect(advice).toContain('support');
		expect(failureOf(answerWith(400, { excerpt })).message).not.toContain('it begins');
	});

	it('has the facts, the code as a number', () => {
		const parts = { httpStatus: 503, taskNo: '7', charge: false };
		expect(failureOf(answerWith(606, parts)).facts).toEqual({
			code: 606,
			httpStatus: 503,
			taskNo: '7',
			charged: false,
		});
	});

	it('has no facts that the answer does not give', () => {
		expect(failureOf(answerWith(202)).facts).toStrictEqual({ code: 202 });
	});
});

describe('the failure of an answer that cannot be read', () => {
	it('shows the HTTP status and how the answer begins', () => {
		const { message, facts } = failureOf(unreadable(502, { excerpt: '<html> Bad Gateway' }));
		expect(message).toContain('HTTP 502');
		expect(message).toContain('<html> Bad Gateway');
		expect(facts).toEqual({ httpStatus: 502 });
	});

	it('calls HTTP 429 what it is', () => {
		expect(failureOf(unreadable(429)).message).toMatch(
			/^Jumdata got too many requests \(HTTP 429, it begins: /,
		);
		expect(failureOf(unreadable(503)).message).toMatch(/^Jumdata's answer could not be read \(/);
	});

	it('says where there is nothing to show', () => {
		expect(failureOf(unreadable(200, { excerpt: '' })).message).toContain('empty');
	});

	const elsewhere =
		'The address leads elsewhere, which a signed request does not follow. Check the Base URL in the credential.';
	const inBetween = 'A proxy or a firewall may stand between this server and Jumdata.';

	it.each([
		[200, 'Try again later.'],
		[300, elsewhere],
		[301, elsewhere],
		[399, elsewhere],
		[400, 'Try again later.'],
		[401, inBetween],
		[403, inBetween],
		[404, 'Check the Base URL in the credential.'],
		[407, inBetween],
		[500, 'Try again later.'],
		[503, 'Try again later.'],
	])('advises for HTTP %d: %s', (httpStatus, expected) => {
		expect(failureOf(unreadable(httpStatus)).advice).toBe(expected);
	});
});

describe('the failure of a request without an answer', () => {
	it.each<[Reply, string, string]>([
		[
			neverSent,
			'Jumdata could not be reached: the credential has no App ID',
			'Check the credential and this server’s network.',
		],
		[
			lost,
			'no answer came back from Jumdata: the connection broke (ECONNRESET)',
			'Check this server’s network.',
		],
	])('gives the reason and the way out', (reply, expected, wayOut) => {
		const { message, advice, facts } = failureOf(reply);
		expect(message).toBe(expected);
		expect(advice).toBe(wayOut);
		expect(facts).toStrictEqual({});
	});
});

describe('a clock that is off', () => {
	it.each([
		[120_000, '2 minutes behind'],
		[-120_000, '2 minutes ahead of'],
		[61_000, '1 minute behind'],
		[-61_000, '1 minute ahead of'],
		[119 * 60_000, '119 minutes behind'],
		[120 * 60_000, '2 hours behind'],
		[8 * 3_600_000, '8 hours behind'],
		[-8 * 3_600_000, '8 hours ahead of'],
		[47 * 3_600_000, '47 hours behind'],
		[48 * 3_600_000, '2 days behind'],
		[3 * 86_400_000, '3 days behind'],
	])("by %d ms is named: this server's is %s Jumdata's", (clockAheadMs, words) => {
		for (const reply of [answerWith(400, { clockAheadMs }), unreadable(401, { clockAheadMs })]) {
			expect(failureOf(reply).advice).toContain(`This server's clock is ${words} Jumdata's`);
		}
	});

	it.each([0, 1_000, -1_000, 60_000, -60_000])('by %d ms is not named', (clockAheadMs) => {
		expect(failureOf(answerWith(400, { clockAheadMs })).advice).not.toContain('clock');
		expect(failureOf(unreadable(401, { clockAheadMs })).advice).not.toContain('clock');
	});

	it('is not named where nothing is known of it', () => {
		expect(failureOf(answerWith(400)).advice).not.toContain('clock');
	});
});

describe('Failure', () => {
	it('concerns its row unless it says otherwise', () => {
		expect(failureOf(answerWith(202)).kind).toBe('row');
		expect(failureOf(answerWith(602), 'run').kind).toBe('run');
	});

	it('gets further facts and stays what it is', () => {
		const failure = new Failure('broken', 'repair it', { code: 1, taskId: 'a' }, 'run');
		const more = failure.with({ taskId: 'b', charged: true });
		expect(more).toMatchObject({ message: 'broken', advice: 'repair it', kind: 'run' });
		expect(more.facts).toEqual({ code: 1, taskId: 'b', charged: true });
		expect(failure.facts).toEqual({ code: 1, taskId: 'a' });
	});

	it('loses a fact that is taken away', () => {
		const failure = new Failure('broken', '', { code: 1, charged: false });
		const less = failure.with({ charged: undefined, taskId: 'a' });
		expect(Object.entries(less.facts)).toEqual([
			['code', 1],
			['taskId', 'a'],
		]);
		expect(failure.facts).toEqual({ code: 1, charged: false });
	});

	it('is made from whatever is thrown', () => {
		const failure = new Failure('broken', '');
		expect(Failure.from(failure)).toBe(failure);
		expect(Failure.from(new Error('a plain error'))).toMatchObject({
			message: 'a plain error',
			advice: '',
			facts: {},
			kind: 'row',
		});
		expect(Failure.from('a text').message).toBe('a text');
		expect(Failure.from(undefined).message).toBe('undefined');
	});
});
