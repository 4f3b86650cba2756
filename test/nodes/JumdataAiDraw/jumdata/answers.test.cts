import fc from 'fast-check';
import {
	type Answer,
	asObject,
	readId,
	readReply,
	type Reply,
	retryAfterMsOf,
} from '../../../../nodes/JumdataAiDraw/jumdata/answers';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

function read(text: string, headers: Record<string, unknown> = {}, httpStatus = 200): Reply {
	return readReply({ kind: 'response', httpStatus, headers, text }, NOW_MS);
}

function answer(text: string): Answer {
	const reply = read(text);
	if (reply.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(reply)}`);
	return reply;
}

describe('a readable answer', () => {
	it("is read as the vendor's page shows it", () => {
		const text = JSON.stringify({
			code: 200,
			msg: '成功',
			taskNo: '043439882226367117195632',
			charge: true,
			data: { taskId: 'xxxx' },
		});
		expect(read(text)).toEqual({
			kind: 'answer',
			httpStatus: 200,
			code: 200,
			msg: '成功',
			taskNo: '043439882226367117195632',
			charge: true,
			data: { taskId: 'xxxx' },
			excerpt: text,
		});
	});

	it.each([
		['200', 200],
		['"200"', 200],
		['" 609 "', 609],
		['200.0', 200],
		['0', 0],
		['-1', -1],
	])('has the code %s', (code, expected) => {
		expect(answer(`{"code":${code}}`).code).toBe(expected);
	});

	it.each([
		'null',
		'true',
		'""',
		'"two hundred"',
		'"code 200"',
		'"200 OK"',
		'200.5',
		'[200]',
		'{"code":200}',
	])('needs a code: %s is none', (code) => {
		expect(read(`{"code":${code}}`).kind).toBe('unreadable');
	});

	it.each<[string, boolean | undefined]>([
		['true', true],
		['"true"', true],
		['1', true],
		['"1"', true],
		['"True"', true],
		['"TRUE"', true],
		['" true "', true],
		['false', false],
		['"false"', false],
		['0', false],
		['"0"', false],
		['"False"', false],
		['null', undefined],
		['""', undefined],
		['"maybe"', undefined],
		['2', undefined],
		['{}', undefined],
		['[true]', undefined],
		['{"toString":1}', undefined],
	])('says by charge %s whether the request was billed', (charge, expected) => {
		expect(answer(`{"code":500,"charge":${charge}}`).charge).toBe(expected);
	});

	it('has no charge, no request number and no message where the answer does not say', () => {
		expect(answer('{"code":200}')).toMatchObject({
			charge: undefined,
			taskNo: undefined,
			msg: '',
		});
	});

	it.each(['null', '[]', '"text"', '7', 'true', '{}'])('has the data as it came: %s', (data) => {
		expect(answer(`{"code":200,"data":${data}}`).data).toEqual(JSON.parse(data));
	});

	it.each(['{"code":200,"__proto__":{"charge":true,"taskNo":"1","data":{"taskId":"9"}}}'])(
		'takes nothing from a key that looks like a prototype',
		(text) => {
			const { charge, taskNo, data } = answer(text);
			expect([charge, taskNo, data]).toEqual([undefined, undefined, undefined]);
			expect(({} as Record<string, unknown>).charge).toBeUndefined();
		},
	);

	it('takes no code from a key that looks like a prototype', () => {
		expect(read('{"__proto__":{"code":200}}').kind).toBe('unreadable');
	});

	it('is read from an error status too', () => {
		expect(read('{"code":606}', {}, 503)).toMatchObject({
			kind: 'answer',
			httpStatus: 503,
			code: 606,
		});
	});
});

describe('a number that JavaScript cannot hold', () => {
	it('keeps every digit of a task id', () => {
		const { data } = answer('{"code":200,"data":{"taskId":1234567890123456789}}');
		expect(data).toEqual({ taskId: '1234567890123456789' });
	});

	it('keeps every digit of a request number', () => {
		expect(answer('{"code":200,"taskNo":43439882226367117195632}').taskNo).toBe(
			'43439882226367117195632',
		);
	});

	it('keeps every digit of any id, as a number or as text', () => {
		const id = fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String);
		fc.assert(
			fc.property(id, fc.boolean(), (taskId, asText) => {
				const written = asText ? `"${taskId}"` : taskId;
				const { data } = answer(`{"code":200, "data" : {"taskId" :\n${written} }}`);
				expect(readId(asObject(data)?.taskId)).toBe(taskId);
			}),
		);
	});

	it('leaves strings alone, whatever digits, quotes and colons they contain', () => {
		const odd = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom(
				'{"a": 1234567890123456789}',
				'\\": 1234567890123456789',
				'1234567890123456789',
				'\\',
			),
		);
		fc.assert(
			fc.property(odd, odd, (a, b) => {
				const data = { [b]: a, list: [a, b] };
				expect(answer(JSON.stringify({ code: 200, data })).data).toEqual(data);
			}),
		);
	});

	it('leaves fractions and exponents alone', () => {
		const { data } = answer('{"code":200,"data":{"a":0.12345678901234567,"b":1e3,"c":-2.5E-7}}');
		expect(data).toEqual({ a: 0.12345678901234567, b: 1000, c: -2.5e-7 });
	});
});

describe('an answer that cannot be read', () => {
	it.each<[string, string]>([
		['HTML', '<html><body>502 Bad Gateway</body></html>'],
		['a truncated answer', '{"code":200,"data":{"taskId":"12'],
		['nothing', ''],
		['white space', ' \n '],
		['a list', '[{"code":200}]'],
		['null', 'null'],
		['a bare number', '200'],
		['a bare long number', '12345678901234567890'],
		['a bare text', '"code 200"'],
		['an object without a code', '{"status":200}'],
		['two objects', '{"code":200}{"code":200}'],
	])('is %s', (_, text) => {
		expect(read(text, {}, 502)).toMatchObject({ kind: 'unreadable', httpStatus: 502 });
	});

	it('shows how it begins', () => {
		expect(read('<html>\r\n\t<title>Bad   Gateway</title>')).toMatchObject({
			excerpt: '<html> <title>Bad Gateway</title>',
		});
	});

	it('is read in a moment, however long it is', () => {
		const text = `{"code":200,"msg":"${'\\"1234567890123456789'.repeat(3_000)}`;
		expect(read(text).kind).toBe('unreadable');
		expect(read(`${text}"}`).kind).toBe('answer');
	});
});

it('an answer with a byte order mark is read like any other', () => {
	expect(read('\ufeff{"code":200}')).toMatchObject({ kind: 'answer', code: 200 });
});

it('a signature that the service echoes is in no part of an answer', () => {
	const signature = '6ddcdc405743c576cb6d34b17b47ed56e2b9b6670fae1fe85ed01244fd31558b';
	const echo = `${signature.slice(0, 32)} ${signature.slice(32)}`;
	const { msg, taskNo, excerpt } = answer(
		JSON.stringify({ code: 400, msg: `签名错误: ${echo}`, taskNo: echo }),
	);
	expect(msg).toBe('签名错误: [signature removed]');
	expect(taskNo).toBe('[signature removed]');
	expect(excerpt).not.toMatch(/[0-9a-f]{8}/);
	expect(read(`<html> ${echo}`)).toMatchObject({ excerpt: '<html> [signature removed]' });
});

it.each([
	'043439882226367117195632',
	'5f7e2a1b-0c3d-4e5f-8a9b-0c1d2e3f4a5b',
	'5f7e2a1b0c3d4e5f8a9b0c1d2e3f4a5b',
])('the request number %s, which support asks for, is no signature', (taskNo) => {
	expect(answer(JSON.stringify({ code: 400, taskNo })).taskNo).toBe(taskNo);
});

it('the data of an answer without a code are kept, since a task id may be among them', () => {
	expect(read('{"data":{"taskId":"9"}}')).toMatchObject({
		kind: 'unreadable',
		data: { taskId: '9' },
	});
});

describe("the service's clock", () => {
	it.each([
		['Thu, 01 Jan 2026 00:05:00 GMT', 300_000],
		['Wed, 31 Dec 2025 23:00:00 GMT', -3_600_000],
		['Thu, 01 Jan 2026 00:00:00 GMT', 0],
	])('that says %s is %d ms ahead', (date, aheadMs) => {
		expect(read('{"code":400}', { date })).toMatchObject({ clockAheadMs: aheadMs });
		expect(read('<html>', { date })).toMatchObject({ clockAheadMs: aheadMs });
	});

	it.each([{}, { date: 'yesterday' }, { date: '' }])('is not known from %j', (headers) => {
		expect(read('{"code":400}', headers)).toMatchObject({ clockAheadMs: undefined });
	});
});

describe('a wish to wait', () => {
	it.each<[string, number | undefined]>([
		['3', 3_000],
		['0', 0],
		[' 120 ', 120_000],
		['Thu, 01 Jan 2026 00:00:07 GMT', 7_000],
		['Thu, 01 Jan 2026 08:00:07 +0800', 7_000],
		['2026-01-01T00:00:07Z', 7_000],
		['Wed, 31 Dec 2025 00:00:00 GMT', 0],
		['600', 600_000],
		['601', 600_000],
		['99999999999999999999', 600_000],
		['Thu, 31 Dec 2099 00:00:00 GMT', 600_000],
		['soon', undefined],
		['', undefined],
	])('of Retry-After %j is read in milliseconds', (value, expectedMs) => {
		expect(retryAfterMsOf(read('', { 'retry-after': value }, 429))).toBe(expectedMs);
		expect(retryAfterMsOf(read('{"code":609}', { 'retry-after': value }))).toBe(expectedMs);
	});

	it('until a time is reckoned by the clock of whoever wrote it', () => {
		const headers = {
			date: 'Fri, 02 Jan 2026 00:00:00 GMT',
			'retry-after': 'Fri, 02 Jan 2026 00:00:07 GMT',
		};
		expect(retryAfterMsOf(read('', headers, 429))).toBe(7_000);
	});

	it('is nobody’s where none is named, or no answer came', () => {
		expect(retryAfterMsOf(read('', {}, 429))).toBeUndefined();
		expect(retryAfterMsOf({ kind: 'lost', reason: 'reset' })).toBeUndefined();
	});
});

describe('a request without an answer', () => {
	it.each<Reply>([
		{ kind: 'lost', reason: 'the connection broke' },
		{ kind: 'unsent', reason: 'refused', passing: true },
	])('stays what it is: $kind', (raw) => {
		expect(readReply(raw as Parameters<typeof readReply>[0], NOW_MS)).toEqual(raw);
	});
});

describe('readId', () => {
	it.each<[unknown, string | undefined]>([
		['00123', '00123'],
		[' 12 ', '12'],
		[12, '12'],
		[0, '0'],
		['', undefined],
		['  ', undefined],
		[null, undefined],
		[undefined, undefined],
		[1.5, undefined],
		[2 ** 53, undefined],
		[NaN, undefined],
		[true, undefined],
		[{}, undefined],
	])('of %p is %p', (value, expected) => {
		expect(readId(value)).toBe(expected);
	});
});

describe('asObject', () => {
	it.each([null, undefined, 1, 'a', [], [{}]])('is undefined for %j', (value) => {
		expect(asObject(value)).toBeUndefined();
	});

	it('gives back an object', () => {
		const value = { a: 1 };
		expect(asObject(value)).toBe(value);
	});
});
