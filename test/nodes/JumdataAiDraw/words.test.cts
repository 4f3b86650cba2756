import { counted, shown } from '../../../nodes/JumdataAiDraw/words';

test.each([
	[0, '0 images'],
	[1, '1 image'],
	[2, '2 images'],
])('%d is counted as %s', (count, words) => {
	expect(counted(count, 'image')).toBe(words);
});

const circle: { of?: object } = {};
circle.of = circle;

test.each<[unknown, string]>([
	['fox', '"fox"'],
	['a\n"b"', '"a\\n\\"b\\""'],
	[7, '7'],
	[NaN, 'NaN'],
	[null, 'null'],
	[undefined, 'undefined'],
	[{ a: 1 }, '{"a":1}'],
	[circle, '[object Object]'],
	['水彩画\u200b', '"水彩画\\u200b"'],
	['\ufefffox', '"\\ufefffox"'],
	['a\u00adb\u202ec\u0085', '"a\\u00adb\\u202ec\\u0085"'],
	['fox\u{e0020}', '"fox\\u{e0020}"'],
	['half \ud83e', '"half \\ud83e"'],
	[{ a: '\u200b' }, '{"a":"\\u200b"}'],
])('%p is shown as %s', (value, words) => {
	expect(shown(value)).toBe(words);
});

test.each<[string, unknown, string]>([
	['a text', '🦊'.repeat(100), `"${'🦊'.repeat(59)}…"`],
	['a text that just fits', '🦊'.repeat(58), `"${'🦊'.repeat(58)}"`],
	['an object', { a: 'x'.repeat(100) }, `{"a":"${'x'.repeat(54)}…}`],
	['a number', 10n ** 99n, `1${'0'.repeat(59)}…`],
])('what is shown is cut after 60 whole characters: %s', (_, value, words) => {
	expect(shown(value)).toBe(words);
});
