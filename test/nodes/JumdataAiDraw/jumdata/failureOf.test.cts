import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { meaningOf } from '../../../../nodes/JumdataAiDraw/jumdata/codes';
import { failureOf } from '../../../../nodes/JumdataAiDraw/jumdata/failureOf';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES, unreadable } from './replies.cts';

it.each(PAGE_CODES)('the failure of code %d says what it means and what to do', (code) => {
	const { message, advice } = failureOf(answerWith(code));
	expect(message).toContain(meaningOf(code).meaning);
	expect(message).toContain(`code ${code}`);
	expect(advice).toBe(meaningOf(code).advice);
});

it.each(PAGE_CODES)("the vendor's own words for code %d are an addition to its meaning", (code) => {
	const { meaning, chinese = '' } = meaningOf(code);
	const { message } = failureOf(answerWith(code, { msg: `${chinese.toUpperCase()},请稍候再试` }));
	expect(message).toContain(`${meaning} (code ${code}, Jumdata: ${chinese.toUpperCase()}`);
});

it("a message that nobody knows is called Jumdata's message", () => {
	expect(failureOf(answerWith(999, { msg: '维修中', taskNo: '7' })).message).toBe(
		"Jumdata reports a problem that has no code of its own (code 999, Jumdata's message: “维修中”, request 7)",
	);
	expect(failureOf(answerWith(12345, { msg: '未知' })).message).toContain(
		"(code 12345, Jumdata's message: “未知”)",
	);
});

it('a message that says more than its code does is translated, with its own advice', () => {
	const reply = answerWith(400, { msg: '风格值不正确', taskNo: '255033697205413852131601' });
	const { message, advice } = failureOf(reply);
	expect(message).toBe(
		'Jumdata does not know this style (code 400, Jumdata: 风格值不正确, request 255033697205413852131601)',
	);
	expect(advice).toBe('Choose another value, and run only this row again.');
});

it('a wrong signature is put down to the App Secret, unless the clock is off', () => {
	const reply = answerWith(400, { msg: '签名错误' });
	expect(failureOf(reply)).toMatchObject({
		message: 'the App Secret does not fit the App ID (code 400, Jumdata: 签名错误)',
		advice: 'Check App ID and App Secret in the credential.',
	});
	const early = failureOf({ ...reply, clockAheadMs: 300_000 });
	expect(early.message).toBe('Jumdata does not accept the signature (code 400, Jumdata: 签名错误)');
	expect(early.advice).toMatch(/^Correct this server's clock: it is 5 minutes behind Jumdata's/);
});

it('no message leaves no empty words behind', () => {
	expect(failureOf(answerWith(400)).message).toBe('Jumdata rejected a parameter (code 400)');
});

it('a success that does not say what it should shows how it starts, and no other answer does', () => {
	const excerpt = '{"code":200,"data":null}';
	expect(failureOf(answerWith(200, { excerpt, taskNo: '7' }))).toMatchObject({
		message: `Jumdata's answer is incomplete (code 200, request 7, it starts with: ${excerpt})`,
		advice: "Ask Jumdata's support, and give them the request number.",
	});
	expect(failureOf(answerWith(400, { excerpt })).message).not.toContain('it starts with');
});

it('the failure of an answer has its facts, the code as a number', () => {
	const parts = { httpStatus: 503, taskNo: '7', charge: false };
	expect(failureOf(answerWith(606, parts)).facts).toEqual({
		code: 606,
		httpStatus: 503,
		taskNo: '7',
		charged: false,
	});
});

it('the failure of an answer has no facts that the answer does not give', () => {
	expect(failureOf(answerWith(202)).facts).toStrictEqual({ code: 202 });
});

it('an answer that cannot be read is shown by its HTTP status and how it starts', () => {
	const reply = unreadable(502, { excerpt: '<html> Bad Gateway' });
	expect(failureOf(reply)).toMatchObject({
		message: "Jumdata's answer could not be read (HTTP 502, it starts with: <html> Bad Gateway)",
		facts: { httpStatus: 502 },
	});
	expect(failureOf(unreadable(200, { excerpt: '' })).message).toBe(
		"Jumdata's answer could not be read (HTTP 200, empty)",
	);
});

it('HTTP 429 is called what it is', () => {
	expect(failureOf(unreadable(429)).message).toMatch(
		/^Jumdata received requests too quickly \(HTTP 429, it starts with: /,
	);
});

const BASE_URL = /Check the Base URL in the credential\.$/;
const REDIRECT = /^This address redirects.* Check the Base URL in the credential\.$/;
const PROXY = /^A proxy or a firewall between this server and Jumdata may have answered/;
const LATER = /^Try again later\.$/;

it.each<[RegExp, number[]]>([
	[REDIRECT, [300, 301, 302, 303, 307, 308, 399]],
	[BASE_URL, [404, 405]],
	[PROXY, [401, 403, 407, 411, 413, 414, 415, 431, 451, 511]],
	[LATER, [200, 204, 299, 400, 408, 409, 410, 429, 500, 502, 503, 504]],
])('the advice %s fits what answered', (advice, statuses) => {
	const misfits = statuses.filter((it) => !advice.test(failureOf(unreadable(it)).advice));
	expect(misfits).toEqual([]);
});

it.each<[string, Reply, string, string]>([
	[
		'could not be sent',
		neverConnected,
		'Jumdata could not be reached: the connection was refused',
		"Check the credential, its Base URL included, and this server's network.",
	],
	[
		'was refused before it was sent',
		neverSent,
		'no request was sent: the credential has no App ID',
		'Check the credential, its Base URL included.',
	],
	[
		'was lost',
		lost,
		'no answer came back from Jumdata: the connection broke (ECONNRESET)',
		"Check this server's network.",
	],
])('a request that %s gives the reason and what to do', (_, reply, message, advice) => {
	const failure = failureOf(reply);
	expect(failure).toMatchObject({ message, advice });
	expect(failure.facts).toStrictEqual({});
});

it('a failure concerns its row unless it is told otherwise', () => {
	for (const reply of [answerWith(602), unreadable(404), neverSent, lost]) {
		expect(failureOf(reply).kind).toBe('row');
		expect(failureOf(reply, 'run').kind).toBe('run');
	}
});

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
])("a clock that is off by %d ms is named: it is %s Jumdata's", (clockAheadMs, words) => {
	for (const reply of [answerWith(400, { clockAheadMs }), unreadable(401, { clockAheadMs })]) {
		expect(failureOf(reply).advice).toContain(
			`Correct this server's clock: it is ${words} Jumdata's`,
		);
	}
});

it.each([undefined, 0, 1_000, -1_000, 60_000, -60_000])(
	'a clock that is off by %p ms is not named',
	(clockAheadMs) => {
		expect(failureOf(answerWith(400, { clockAheadMs })).advice).not.toContain('clock');
		expect(failureOf(unreadable(401, { clockAheadMs })).advice).not.toContain('clock');
	},
);
