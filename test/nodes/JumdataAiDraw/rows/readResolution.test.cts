import { readResolution } from '../../../../nodes/JumdataAiDraw/rows/readResolution';
import { failureFrom, NONSENSE } from './cells.cts';

const SPELLINGS: Record<string, string[]> = {
	'1024*1024': [
		'1024*1024',
		'1024x1024',
		'1024X1024',
		'1024×1024',
		'１０２４＊１０２４',
		'square',
		'Square 1024 × 1024',
		'Square (1024*1024)',
		'1:1',
		'1 : 1',
		'１：１',
		'方图',
		'方图 (1024x1024)',
		'1024*1024（方图）',
		'方图 1:1',
		'\ufeffsquare\u200b',
	],
	'1024*1536': [
		'1024*1536',
		' 1024 × 1536 ',
		'1024ｘ1536',
		' Portrait\n',
		'Portrait 1024 × 1536',
		'portrait（1024x1536）',
		'2:3',
		'2：3',
		'竖图',
		'长图',
		'竖图（2:3）',
		'长图 1024*1536',
		'1024\u200b*1536',
	],
	'1536*1024': [
		'1536*1024',
		'1536x1024',
		'LANDSCAPE',
		'ｌａｎｄｓｃａｐｅ',
		'Landscape(1536×1024)',
		'1536×1024 Landscape',
		'3:2',
		'横图',
		'横图3:2',
	],
};

const cases = Object.entries(SPELLINGS).flatMap(([value, spellings]) =>
	spellings.map((spelling) => [spelling, value]),
);

test.each(cases)('the resolution %j is %s', (cell, value) => {
	expect(readResolution(cell)).toBe(value);
});

test.each([
	...NONSENSE,
	[true],
	['1024'],
	[1024],
	['1536*1536'],
	['1024**1536'],
	['512x512'],
	['16:9'],
	['3:4'],
	['tall'],
	['图'],
	['()'],
	['Square 1024 × 1536'],
	['Portrait (1024*1024)'],
	['Square Portrait'],
	['方图 2:3'],
])('%p is no resolution', (cell) => {
	expect(() => readResolution(cell)).toThrow(/^the resolution /);
});

test('an unknown resolution is refused with its value, and with every resolution', () => {
	expect(failureFrom(() => readResolution('512x512'))).toMatchObject({
		message: 'the resolution cannot be "512x512"',
		advice: 'Allowed: 1024*1024 (Square), 1024*1536 (Portrait), 1536*1024 (Landscape).',
	});
});
