import fc from 'fast-check';
import { imageFileName } from '../../../../nodes/JumdataAiDraw/images/fileName';

interface Case {
	itemIndex?: number;
	fileName?: string;
	title?: string;
	index?: number;
	count?: number;
}

function named({ itemIndex = 0, fileName = '', title = '', index = 0, count = 1 }: Case): string {
	return imageFileName({ row: { itemIndex, fileName }, title, index, count }, 'png');
}

describe('a file that the row does not name', () => {
	it.each<[Case, string]>([
		[{ title: 'a red fox' }, '001-a-red-fox.png'],
		[{ title: '雪中的红狐狸' }, '001-雪中的红狐狸.png'],
		[{ title: '🦊 in the snow' }, '001-🦊-in-the-snow.png'],
		[{ title: 'a red fox', itemIndex: 41 }, '042-a-red-fox.png'],
		[{ title: 'a red fox', itemIndex: 1233 }, '1234-a-red-fox.png'],
		[{ title: '???' }, '001.png'],
		[{ title: '../../etc/passwd' }, '001-..-..-etc-passwd.png'],
		[{ title: 'two\nlines\t"quoted"' }, '001-two-lines-quoted.png'],
	])('is called after row and text: %j', (given, expected) => {
		expect(named(given)).toBe(expected);
	});
});

describe('a file that the row names', () => {
	it.each([
		['fox', 'fox.png'],
		['hero v1.5', 'hero v1.5.png'],
		['My summer sale', 'My summer sale.png'],
		['  My\n\tsummer\u3000 sale .png', 'My summer sale.png'],
		['fox.png', 'fox.png'],
		['fox.JPEG', 'fox.png'],
		['狐狸', '狐狸.png'],
		['../../secret/fox', 'secret-fox.png'],
		['C:\\pictures\\fox', 'C-pictures-fox.png'],
		['.hidden', 'hidden.png'],
		['fox ...', 'fox.png'],
		['-rf', 'rf.png'],
		['what? <really> | "yes" *', 'what-really-yes.png'],
		['con', '_con.png'],
		['LPT1', '_LPT1.png'],
		['console', 'console.png'],
	])('is called so: %j', (fileName, expected) => {
		expect(named({ fileName, title: 'not this' })).toBe(expected);
	});

	it.each(['', '...', '///', '???', '\u200b', '\ud800'])('falls back from %j', (fileName) => {
		expect(named({ fileName, title: 'fox' })).toBe('001-fox.png');
	});
});

describe('several images', () => {
	it.each([0, 1, 2])('follow as -1, -2 …: image %d', (index) => {
		expect(named({ fileName: 'fox', index, count: 3 })).toBe(`fox-${index + 1}.png`);
		expect(named({ title: 'fox', index, count: 3 })).toBe(`001-fox-${index + 1}.png`);
	});

	it('have names of their own, however long the text is', () => {
		const names = [0, 1, 2, 3, 4, 5].map((index) =>
			named({ title: '雪'.repeat(100), index, count: 6 }),
		);
		expect(new Set(names).size).toBe(6);
		expect(names[5].endsWith('-6.png')).toBe(true);
	});
});

describe('every file name', () => {
	it.each([
		['a'.repeat(200), 'a'.repeat(116)],
		['雪'.repeat(100), '雪'.repeat(38)],
		['🦊'.repeat(100), '🦊'.repeat(29)],
	])('is cut to 120 bytes between characters', (fileName, expected) => {
		expect(named({ fileName })).toBe(`${expected}.png`);
	});

	it('is readable, safe and at most 120 bytes long, whatever the row says', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 200 }),
			fc.string({ unit: 'grapheme', maxLength: 200 }),
			fc.constantFrom('con', 'a/b', '..', '\ud83e', 'x'.repeat(300), 'fox.png '),
		);
		const extension = fc.constantFrom('png', 'jpg', 'webp', 'gif', 'avif', 'bmp');
		const index = fc.integer({ min: 0, max: 5 });
		fc.assert(
			fc.property(text, text, extension, index, fc.nat(100_000), (own, title, ext, i, row) => {
				for (const count of [1, 6]) {
					const naming = { row: { itemIndex: row, fileName: own }, title, index: i, count };
					const name = imageFileName(naming, ext);
					expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
					expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]|[^\S ]| {2}/u);
					expect(name).toMatch(/^\S/);
					if (!name.includes(' ')) continue;
					expect(named({ fileName: own })).toContain(' ');
					expect(name).toMatch(/^[^.-].*\.[a-z]+$/su);
					expect(name.endsWith(count > 1 ? `-${i + 1}.${ext}` : `.${ext}`)).toBe(true);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
