import fc from 'fast-check';
import { Failure } from '../../../../nodes/JumdataAiDraw/failure';
import {
	type LongText,
	type PromptCells,
	readPrompt,
	readTaskId,
	shown,
} from '../../../../nodes/JumdataAiDraw/rows/readPrompt';

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
const FOX = { text: 'a fox', style: '油画', resolution: '1024*1024', num: 1 };

function read(cells: Partial<PromptCells>, longText: LongText = 'error') {
	return readPrompt({ ...FOX, ...cells }, longText);
}

/** The failure that `act` throws. */
function failureFrom(act: () => unknown): Failure {
	try {
		act();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}

/** What no field takes. */
const NONSENSE: Array<[unknown]> = [
	[true],
	[false],
	[null],
	[undefined],
	[''],
	['   '],
	[{}],
	[[]],
	[NaN],
	[Infinity],
];

describe('style', () => {
	it.each(STYLES)('takes %s and %s', (value, name) => {
		expect(read({ style: value }).style).toBe(value);
		expect(read({ style: name }).style).toBe(value);
	});

	it.each(STYLES)('takes %s and %s in any case, with stray spaces', (value, name) => {
		for (const spelling of [value, name]) {
			expect(read({ style: spelling.toUpperCase() }).style).toBe(value);
			expect(read({ style: spelling.toLowerCase() }).style).toBe(value);
			expect(read({ style: ` \t${spelling}\u3000\n` }).style).toBe(value);
			expect(read({ style: spelling.replace(' ', '  ') }).style).toBe(value);
		}
	});

	it.each(STYLES)('takes %s and %s together, as the lists show them', (value, name) => {
		for (const brackets of [`(${value})`, `（${value}）`, value]) {
			expect(read({ style: `${name} ${brackets}` }).style).toBe(value);
			expect(read({ style: ` ${name.toUpperCase()}${brackets} ` }).style).toBe(value);
		}
	});

	it.each(['Watercolor (油画)', 'Watercolor 油画', '水彩画 Watercolor 油画', '()', '（ ）'])(
		'refuses %p, which names no style or two',
		(style) => {
			expect(() => read({ style })).toThrow(Failure);
		},
	);

	it.each([...NONSENSE, ['Impressionism'], ['油'], ['油画风格'], ['Water'], [7], [['油画']]])(
		'refuses %p',
		(style) => {
			expect(() => read({ style })).toThrow(Failure);
		},
	);

	it('refuses with the value, and with every style in both languages', () => {
		const { message, advice, scope } = failureFrom(() => read({ style: 'Impressionism' }));
		expect(message).toBe('the style "Impressionism" cannot be used');
		const allowed = STYLES.map(([value, name]) => `${name} (${value})`);
		expect(advice).toBe(`Allowed: ${allowed.join(', ')}.`);
		expect(scope).toBe('row');
	});
});

describe('resolution', () => {
	it.each([
		['1024*1024', '1024*1024'],
		['1024*1536', '1024*1536'],
		['1536*1024', '1536*1024'],
		['1024x1536', '1024*1536'],
		['1024X1536', '1024*1536'],
		['1024×1536', '1024*1536'],
		['1536x1024', '1536*1024'],
		['1536×1024', '1536*1024'],
		['1024x1024', '1024*1024'],
		['1024×1024', '1024*1024'],
		[' 1024 × 1536 ', '1024*1536'],
		['square', '1024*1024'],
		['portrait', '1024*1536'],
		['landscape', '1536*1024'],
		[' Portrait\n', '1024*1536'],
		['LANDSCAPE', '1536*1024'],
		['Square 1024 × 1024', '1024*1024'],
		['Portrait 1024 × 1536', '1024*1536'],
		['Landscape 1536 × 1024', '1536*1024'],
		['Square (1024*1024)', '1024*1024'],
		['portrait（1024x1536）', '1024*1536'],
		['Landscape(1536×1024)', '1536*1024'],
	])('takes %j', (resolution, expected) => {
		expect(read({ resolution }).resolution).toBe(expected);
	});

	it.each([
		...NONSENSE,
		['1024'],
		[1024],
		['1536*1536'],
		['1024**1536'],
		['512x512'],
		['tall'],
		['()'],
		['Square 1024 × 1536'],
		['Portrait (1024*1024)'],
		['Square Portrait'],
	])('refuses %p', (resolution) => {
		expect(() => read({ resolution })).toThrow(Failure);
	});

	it('refuses with the value, and with every resolution', () => {
		const { message, advice } = failureFrom(() => read({ resolution: '512x512' }));
		expect(message).toBe('the resolution "512x512" cannot be used');
		expect(advice).toBe(
			'Allowed: 1024*1024 (Square), 1024*1536 (Portrait), 1536*1024 (Landscape).',
		);
	});
});

describe('num', () => {
	it.each<[unknown, number]>([
		[1, 1],
		[6, 6],
		['3', 3],
		[' 6 ', 6],
		['03', 3],
		['3.0', 3],
		['3.00', 3],
	])('takes %j', (num, expected) => {
		expect(read({ num }).num).toBe(expected);
	});

	it.each([
		...NONSENSE,
		[0],
		[7],
		[-1],
		[1.5],
		['0'],
		['7'],
		['1.5'],
		['-1'],
		['three'],
		['3 images'],
		['0x3'],
		['1e0'],
		[[3]],
	])('refuses %p', (num) => {
		expect(() => read({ num })).toThrow(Failure);
	});

	it('refuses with the value, and with what is allowed', () => {
		const { message, advice } = failureFrom(() => read({ num: 'twelve' }));
		expect(message).toBe('the number of images "twelve" cannot be used');
		expect(advice).toBe('Allowed: a whole number from 1 to 6.');
	});
});

describe('text', () => {
	it.each<[unknown, string]>([
		['a fox', 'a fox'],
		[42, '42'],
		[0, '0'],
		[-1.5, '-1.5'],
	])('takes %j', (text, expected) => {
		expect(read({ text }).text).toBe(expected);
	});

	it.each([
		['spaces at both ends', '  a fox \t'],
		['line feeds', 'a\nfox\r\n'],
		['decomposed letters', 'e\u0301'],
		['full-width letters', 'ＦＯＸ'],
	])('keeps %s', (_, text) => {
		expect(read({ text }).text).toBe(text);
	});

	it('of up to 100 code points comes out unchanged', () => {
		const text = fc
			.string({ unit: 'binary', minLength: 1, maxLength: 100 })
			.filter((it) => it.trim() !== '');
		fc.assert(
			fc.property(text, fc.constantFrom<LongText>('error', 'truncate'), (it, longText) => {
				expect(read({ text: it }, longText).text).toBe(it);
			}),
		);
	});

	it.each(['a', '雪', '🦊'])('of 100 %s is fine, of 101 is refused', (character) => {
		expect(read({ text: character.repeat(100) }).text).toBe(character.repeat(100));
		expect(() => read({ text: character.repeat(101) })).toThrow('101 characters');
	});

	it('that is too long is cut to 100 whole code points where the row says so', () => {
		const text = fc.string({ unit: 'binary', minLength: 101, maxLength: 300 });
		fc.assert(
			fc.property(text, (it) => {
				const cut = read({ text: `🦊${it}` }, 'truncate').text;
				expect(Array.from(cut)).toEqual(Array.from(`🦊${it}`).slice(0, 100));
			}),
		);
	});

	it('that is too long says how long it is, how it begins, and what to do', () => {
		const { message, advice } = failureFrom(() => read({ text: `雪${'x'.repeat(149)}` }));
		expect(message).toContain('150 characters');
		expect(message).toContain('100');
		expect(message).toContain('"雪xxx');
		expect(message.length).toBeLessThan(160);
		expect(advice).toContain('If Text Is Too Long');
	});

	it.each(NONSENSE)('refuses %p', (text) => {
		expect(() => read({ text })).toThrow(Failure);
		expect(() => read({ text }, 'truncate')).toThrow(Failure);
	});

	it('that is no text is refused with the value, and with what is allowed', () => {
		const { message, advice } = failureFrom(() => read({ text: { de: 'Fuchs' } }));
		expect(message).toBe('the text {"de":"Fuchs"} cannot be used');
		expect(advice).toBe('Allowed: 1 to 100 characters.');
	});
});

describe('an empty cell', () => {
	it.each<[keyof PromptCells, string]>([
		['text', 'the text is empty'],
		['style', 'the style is empty'],
		['resolution', 'the resolution is empty'],
		['num', 'the number of images is empty'],
	])('is called so: %s', (name, expected) => {
		for (const cell of [undefined, null, '', ' \n']) {
			expect(failureFrom(() => read({ [name]: cell })).message).toBe(expected);
		}
	});
});

describe('readTaskId', () => {
	it.each<[unknown, string]>([
		['1234567890123456789', '1234567890123456789'],
		['0012', '0012'],
		[' 12\n', '12'],
		['task-a', 'task-a'],
		[12, '12'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	])('takes %j', (cell, expected) => {
		expect(readTaskId(cell)).toBe(expected);
	});

	it('keeps every digit of any id given as text', () => {
		const id = fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String);
		fc.assert(fc.property(id, (it) => expect(readTaskId(it)).toBe(it)));
	});

	it.each([2 ** 53, 1234567890123456789, 1e21, -(2 ** 53)])(
		'refuses the number %d by name, since its digits are not exact',
		(cell) => {
			const { message, advice } = failureFrom(() => readTaskId(cell));
			expect(message).toContain('task ID');
			expect(message).toContain(String(cell));
			expect(message).toContain('too large to be exact');
			expect(advice).toContain('text');
		},
	);

	it.each(['3.46914E+18', '3,46914E+18', ' 3.46914e+18 ', '3E18', '1.2e19'])(
		'refuses %j by name, which a spreadsheet made of a long number',
		(cell) => {
			const { message, advice } = failureFrom(() => readTaskId(cell));
			expect(message).toBe(`the task ID ${cell.trim()} is a number too large to be exact`);
			expect(advice).toContain('format the column as text');
		},
	);

	it.each([1.5, -0.25, 1e-7])('refuses the fraction %d with its value', (cell) => {
		expect(failureFrom(() => readTaskId(cell)).message).toContain(String(cell));
	});

	it.each(NONSENSE)('refuses %p', (cell) => {
		expect(() => readTaskId(cell)).toThrow(Failure);
	});

	it.each<[unknown, string]>([
		[undefined, 'the task ID is empty'],
		[['3E18'], 'the task ID ["3E18"] cannot be used'],
	])('refuses %j with its value, and says where to take one from', (cell, expected) => {
		const { message, advice } = failureFrom(() => readTaskId(cell));
		expect(message).toBe(expected);
		expect(advice).toBe('Give the taskId that Submit put out.');
	});
});

describe('shown', () => {
	const circle: { of?: object } = {};
	circle.of = circle;

	it.each<[unknown, string]>([
		['fox', '"fox"'],
		['a\n"b"', '"a\\n\\"b\\""'],
		[7, '7'],
		[NaN, 'NaN'],
		[null, 'null'],
		[undefined, 'undefined'],
		[{ a: 1 }, '{"a":1}'],
		[circle, '[object Object]'],
	])('of %p is %s', (cell, expected) => {
		expect(shown(cell)).toBe(expected);
	});

	it.each<[string, unknown, string]>([
		['a text', '🦊'.repeat(100), `"${'🦊'.repeat(59)}…"`],
		['a text that just fits', '🦊'.repeat(58), `"${'🦊'.repeat(58)}"`],
		['an object', { a: 'x'.repeat(100) }, `{"a":"${'x'.repeat(54)}…}`],
		['a number', 10n ** 99n, `1${'0'.repeat(59)}…`],
	])('is cut after 60 whole characters: %s', (_, cell, expected) => {
		expect(shown(cell)).toBe(expected);
	});
});

describe('a BigInt, which an expression may give', () => {
	it.each<keyof PromptCells>(['text', 'style', 'resolution', 'num'])(
		'is refused as %s with its value',
		(name) => {
			const { message } = failureFrom(() => read({ [name]: 1234567890123456789n }));
			expect(message).toContain('1234567890123456789');
		},
	);
});
