import fc from 'fast-check';
import { type LongText, readText } from '../../../../nodes/JumdataAiDraw/rows/readText';
import { failureFrom, IS_IT_THERE, NONSENSE } from './cells.cts';

test.each<[unknown, string]>([
	['a fox', 'a fox'],
	[42, '42'],
	[0, '0'],
	[-1.5, '-1.5'],
])('the text %j is %j', (cell, text) => {
	expect(readText(cell, 'error')).toBe(text);
});

test.each([
	['spaces at both ends', '  a fox \t'],
	['line feeds', 'a\nfox\r\n'],
	['decomposed letters', 'e\u0301'],
	['full-width letters', 'ＦＯＸ'],
	['unseen characters that join emoji', '👨\u200d👩\u200d👧'],
	['unseen characters that part Persian letters', 'می\u200cخواهم'],
	['a byte order mark', '\ufefffox'],
	['words that are nothing only alone', 'null and undefined, NaN'],
	['a hashtag', '#SALE! and #NAME'],
])('a text keeps %s', (_, text) => {
	expect(readText(text, 'error')).toBe(text);
	expect(readText(text, 'truncate')).toBe(text);
});

test('a text of up to 100 code points comes out unchanged', () => {
	const text = fc.string({ unit: 'binary', maxLength: 99 }).map((it) => `🦊${it}`);
	fc.assert(
		fc.property(text, fc.constantFrom<LongText>('error', 'truncate'), (it, longText) => {
			expect(readText(it, longText)).toBe(it);
		}),
	);
});

test.each(['a', '雪', '🦊'])('a text of 100 %s is fine, of 101 is refused', (character) => {
	expect(readText(character.repeat(100), 'error')).toBe(character.repeat(100));
	expect(() => readText(character.repeat(101), 'error')).toThrow('101 characters');
});

test('a text that is too long is cut to 100 whole code points where the row says so', () => {
	const text = fc.string({ unit: 'binary', minLength: 101, maxLength: 300 });
	fc.assert(
		fc.property(text, (it) => {
			const cut = readText(`🦊${it}`, 'truncate');
			expect(Array.from(cut)).toEqual(Array.from(`🦊${it}`).slice(0, 100));
		}),
	);
});

test('a text that is too long says how long it is, how it begins, and what to do', () => {
	const { message, advice } = failureFrom(() => readText(`雪${'x'.repeat(149)}`, 'error'));
	expect(message).toContain('150 characters');
	expect(message).toContain('100');
	expect(message).toContain('"雪xxx');
	expect(message.length).toBeLessThan(160);
	expect(advice).toContain('If Text Is Too Long');
});

test.each([
	...NONSENSE,
	[true],
	[' \n\u3000\u00a0'],
	['\u200b\u200d\u2060\ufeff\u00ad\u0000'],
	['\u2800'],
	['\ufe0f'],
])('%p is no text, since there is nothing to be seen', (cell) => {
	expect(() => readText(cell, 'error')).toThrow(/^the text /);
	expect(() => readText(cell, 'truncate')).toThrow(/^the text /);
});

test('a text of which nothing can be seen once it is cut is no text', () => {
	const text = `${' '.repeat(100)}fox`;
	expect(() => readText(text, 'truncate')).toThrow(/^the text cannot be|^the text is empty/);
});

const SPREADSHEET_ERRORS = [
	'#N/A',
	'#REF!',
	'#VALUE!',
	'#DIV/0!',
	'#NAME?',
	'#NUM!',
	'#NULL!',
	'#SPILL!',
	'#CALC!',
	'#FIELD!',
	'#ERROR!',
	'#GETTING_DATA',
	'#BLOCKED!',
	'#CONNECT!',
	'#BUSY!',
	'#UNKNOWN!',
];

test.each(SPREADSHEET_ERRORS)('a text with the spreadsheet’s error %s in it is refused', (it) => {
	for (const cell of [it, `poster of ${it}, oil`, ` ${it}\n`]) {
		for (const longText of ['error', 'truncate'] as const) {
			expect(failureFrom(() => readText(cell, longText))).toMatchObject({
				message: `the text cannot be ${JSON.stringify(cell)}`,
				advice: expect.stringContaining('the error of a spreadsheet'),
			});
		}
	}
});

test('a spreadsheet’s error behind the place where a text is cut is refused as well', () => {
	expect(() => readText(`${'x'.repeat(98)}#N/A`, 'truncate')).toThrow(/^the text cannot be/);
});

test.each([
	['[object Object]', 'a whole object'],
	['poster of [object Object]', 'a whole object'],
	['undefined', 'found no value'],
	['null', 'found no value'],
	['NaN', 'found no value'],
	[' undefined\n', 'found no value'],
	['\u200bnull', 'found no value'],
	['fox \ud83e', 'half a character'],
	['\udd8a', 'half a character'],
	['\udd8a\ud83e', 'half a character'],
])('the text %j is what a failed expression gives: %s', (cell, advice) => {
	expect(failureFrom(() => readText(cell, 'error'))).toMatchObject({
		message: expect.stringMatching(/^the text cannot be "/),
		advice: expect.stringContaining(advice),
	});
});

test('what is no text is refused with its value, and with what is allowed', () => {
	expect(failureFrom(() => readText({ de: 'Fuchs' }, 'error'))).toMatchObject({
		message: 'the text cannot be {"de":"Fuchs"}',
		advice: 'Allowed: 1 to 100 characters.',
	});
});

test('an empty text asks whether the column is right', () => {
	expect(failureFrom(() => readText(undefined, 'error'))).toMatchObject({
		message: 'the text is empty',
		advice: `${IS_IT_THERE} Allowed: 1 to 100 characters.`,
	});
});
