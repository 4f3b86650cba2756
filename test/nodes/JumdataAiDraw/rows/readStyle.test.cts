import { readStyle } from '../../../../nodes/JumdataAiDraw/rows/readStyle';
import { failureFrom, IS_IT_THERE, NONSENSE } from './cells.cts';

/** The styles as the contract lists them: the stored value and the English menu name. */
const STYLES = [
	['探索无限', 'Infinite Exploration'],
	['古风', 'Classical Chinese'],
	['二次元', 'Anime'],
	['写实风格', 'Realistic'],
	['浮世绘', 'Ukiyo-E'],
	['low poly', 'Low Poly'],
	['未来主义', 'Futurism'],
	['像素风格', 'Pixel Art'],
	['概念艺术', 'Concept Art'],
	['赛博朋克', 'Cyberpunk'],
	['洛丽塔风格', 'Lolita'],
	['巴洛克风格', 'Baroque'],
	['超现实主义', 'Surrealism'],
	['水彩画', 'Watercolor'],
	['蒸汽波艺术', 'Vaporwave'],
	['油画', 'Oil Painting'],
	['卡通画', 'Cartoon'],
];

const ALLOWED = `Allowed: ${STYLES.map(([value, name]) => `${name} (${value})`).join(', ')}.`;

const fullWidth = (text: string) =>
	text.replace(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0));

test.each(STYLES)('a cell may name the style %s, or %s', (value, name) => {
	expect(readStyle(value)).toBe(value);
	expect(readStyle(name)).toBe(value);
});

test.each(STYLES)('case, spaces and width make no difference to %s and %s', (value, name) => {
	for (const spelling of [value, name]) {
		expect(readStyle(spelling.toUpperCase())).toBe(value);
		expect(readStyle(spelling.toLowerCase())).toBe(value);
		expect(readStyle(` \t${spelling}\u3000\n`)).toBe(value);
		expect(readStyle(spelling.replace(' ', '  '))).toBe(value);
		expect(readStyle(spelling.replace(/[ -]/, ''))).toBe(value);
		expect(readStyle(fullWidth(spelling))).toBe(value);
	}
});

test.each(STYLES)('hyphens count as spaces in %s and %s', (value, name) => {
	for (const hyphen of ['-', '\u2010', '\u2011', '–', '－']) {
		expect(readStyle(value.replace(' ', hyphen))).toBe(value);
		expect(readStyle(name.replace(/[ -]/, hyphen))).toBe(value);
	}
});

test.each(STYLES)('nobody sees what stands around or within %s and %s', (value, name) => {
	for (const unseen of ['\u200b', '\ufeff', '\u200d', '\u2060', '\u00ad', '\u200e', '\0']) {
		expect(readStyle(value + unseen)).toBe(value);
		expect(readStyle(unseen + name)).toBe(value);
		expect(readStyle([...name].join(unseen))).toBe(value);
	}
});

test.each(STYLES)('%s and %s may stand together, in either order', (value, name) => {
	for (const both of [
		`${name} (${value})`,
		`${name}（${value}）`,
		`${name} ${value}`,
		`${value} ${name}`,
		`${value}(${name})`,
		`${value} - ${name}`,
		` ${name.toUpperCase()}${value} `,
	]) {
		expect(readStyle(both)).toBe(value);
	}
});

test.each([
	...NONSENSE,
	[true],
	[false],
	['Watercolor (油画)'],
	['油画 Watercolor'],
	['水彩画 Watercolor 油画'],
	['()'],
	['（ ）'],
	['-'],
	['Impressionism'],
	['油'],
	['油画风格'],
	['Water'],
	[7],
	[['油画']],
])('%p names no style', (cell) => {
	expect(failureFrom(() => readStyle(cell))).toMatchObject({
		message: expect.stringMatching(/^the style (is empty|cannot be .+)$/),
		kind: 'row',
	});
});

test('an unknown style is refused with its value, and with every style in both languages', () => {
	expect(failureFrom(() => readStyle('Impressionism'))).toMatchObject({
		message: 'the style cannot be "Impressionism"',
		advice: ALLOWED,
	});
});

test('what makes a refused style differ from an allowed one can be seen', () => {
	const { message } = failureFrom(() => readStyle('水彩画风\u200b'));
	expect(message).toBe('the style cannot be "水彩画风\\u200b"');
});

test.each([undefined, null, '', ' \n'])(
	'%j is no style, and the error asks whether the column is right',
	(cell) => {
		expect(failureFrom(() => readStyle(cell))).toMatchObject({
			message: 'the style is empty',
			advice: `${IS_IT_THERE} ${ALLOWED}`,
		});
	},
);
