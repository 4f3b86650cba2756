import fc from 'fast-check';
import { FileNames, imageFileName } from '../../../../nodes/JumdataAiDraw/images/fileNames';

interface Case {
	itemIndex?: number;
	fileName?: string;
	title?: string;
	index?: number;
	count?: number;
}

function naming({ itemIndex = 0, fileName = '', title = '', count = 1 }: Case) {
	return { itemIndex, fileName, title, mostImages: count };
}

function named(given: Case): string {
	const { index = 0, count = 1 } = given;
	const name = new FileNames().of(naming(given));
	return imageFileName(name, { index, count }, 'png');
}

/** The files of all rows, each with as many images as it may have. */
function filesOf(...rows: Case[]): string[][] {
	const namings = rows.map((row, itemIndex) => naming({ itemIndex, ...row }));
	const names = new FileNames();
	return namings
		.map((row) => ({ name: names.of(row), count: row.mostImages }))
		.map(({ name, count }) =>
			Array.from({ length: count }, (_, index) => imageFileName(name, { index, count }, 'png')),
		);
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

describe('characters that hold others together', () => {
	it.each([
		['👨‍👩‍👧 at the sea', '👨‍👩‍👧 at the sea.png'],
		['می‌خواهم', 'می‌خواهم.png'],
		['क्‍ष', 'क्‍ष.png'],
		['🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag.png'],
		['❤️', '❤️.png'],
	])('stay in a name: %s', (fileName, expected) => {
		expect(named({ fileName })).toBe(expected);
	});

	it.each(['\u200d', '\u200c\u200d.', ' \u200c '])('make no name by themselves: %j', (fileName) => {
		expect(named({ fileName, title: 'fox' })).toBe('001-fox.png');
	});

	it('are not cut in two', () => {
		const name = named({ fileName: '👨‍👩‍👧'.repeat(20) });
		expect(name).toMatch(/^(👨‍👩‍👧)+\.png$/u);
	});

	it.each(['\u200b', '\u202e', '\u2066', '\xad'])('are not all unseen ones: %j', (unseen) => {
		expect(named({ fileName: `a${unseen}b` })).toBe('a-b.png');
	});
});

describe('rows whose names are equal', () => {
	it('get a number in row order, from the second one on', () => {
		expect(
			filesOf({ fileName: 'Postcard' }, { fileName: 'Postcard' }, { fileName: 'Postcard' }),
		).toEqual([['Postcard.png'], ['Postcard (2).png'], ['Postcard (3).png']]);
	});

	it.each([
		['Postcard', 'postcard'],
		['Postcard.png', 'Postcard.jpg'],
		['Postcard', 'Postcard.JPEG'],
		['Café', 'Cafe\u0301'],
		['a/b', 'a:b'],
	])('are equal for a file system: %j and %j', (first, second) => {
		const [[one], [other]] = filesOf({ fileName: first }, { fileName: second });
		expect(one).not.toContain('(2)');
		expect(other).toContain(' (2).png');
	});

	it('keep the numbers of their images apart from that', () => {
		expect(filesOf({ fileName: 'fox', count: 2 }, { fileName: 'fox', count: 2 })).toEqual([
			['fox-1.png', 'fox-2.png'],
			['fox (2)-1.png', 'fox (2)-2.png'],
		]);
	});

	it('are equal only after they are cut, and still get a number', () => {
		const [[one], [other]] = filesOf(
			{ fileName: `${'雪'.repeat(99)}1` },
			{ fileName: `${'雪'.repeat(99)}2` },
		);
		expect(other).toMatch(/^雪+ \(2\)\.png$/);
		expect(one).not.toBe(other);
	});

	it('have room for both numbers and a long extension', () => {
		const names = new FileNames();
		const rows = [0, 1].map((itemIndex) => ({ itemIndex, fileName: 'x'.repeat(200), count: 6 }));
		const [, second] = rows.map((row) => names.of(naming(row)));
		const file = imageFileName(second, { index: 5, count: 6 }, 'averylongone');
		expect(file).toMatch(/^x+ \(2\)-6\.averylongone$/);
		expect(Buffer.byteLength(file)).toBeLessThanOrEqual(120);
	});

	it('may be the name of a row that has none of its own', () => {
		const [[own], [made]] = filesOf({ fileName: '002-fox' }, { title: 'fox' });
		expect([own, made]).toEqual(['002-fox.png', '002-fox (2).png']);
	});

	it.each([
		[
			'a number that another row has by its name',
			[{ fileName: 'a' }, { fileName: 'a' }, { fileName: 'a (2)' }],
		],
		['the number of an image', [{ fileName: 'fox', count: 2 }, { fileName: 'fox-1' }]],
		[
			'the number of an image, the other way round',
			[{ fileName: 'fox-2' }, { fileName: 'fox', count: 2 }],
		],
	])('do not come about by %s', (_, rows: Case[]) => {
		const files = filesOf(...rows).flat();
		expect(new Set(files).size).toBe(files.length);
	});

	it('leave names alone that are no others', () => {
		expect(filesOf({ fileName: 'A-1' }, { fileName: 'A' }, { fileName: 'A-2' })).toEqual([
			['A-1.png'],
			['A.png'],
			['A-2.png'],
		]);
	});
});

describe('every file name', () => {
	it.each(['a', '雪', '🦊'])('is as long as fits, and cut between characters: %s', (character) => {
		const name = named({ fileName: character.repeat(200) });
		expect(name.replace('.png', '').replaceAll(character, '')).toBe('');
		expect(Buffer.byteLength(name)).toBeGreaterThan(100);
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
	});

	it('is readable, safe and at most 120 bytes long, whatever the row says', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 200 }),
			fc.string({ unit: 'grapheme', maxLength: 200 }),
			fc.constantFrom('con', 'a/b', '..', '\ud83e', 'x'.repeat(300), 'fox.png '),
		);
		const extension = fc.constantFrom('png', 'jpg', 'webp', 'gif', 'photoshop', 'averylongone');
		const index = fc.integer({ min: 0, max: 5 });
		fc.assert(
			fc.property(text, text, extension, index, fc.nat(100_000), (own, title, ext, i, row) => {
				for (const count of [1, 6]) {
					const given = { itemIndex: row, fileName: own, title, count };
					const base = new FileNames().of(naming(given));
					const name = imageFileName(base, { index: i, count }, ext);
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

	it('is unlike all others of a run, whatever the rows say', () => {
		const fileName = fc.constantFrom('a', 'A', 'a.png', 'a-1', 'a-2', 'a (2)', '', 'x'.repeat(200));
		const row = fc.record({
			fileName,
			title: fc.constantFrom('a', 'b'),
			count: fc.integer({ min: 1, max: 3 }),
		});
		fc.assert(
			fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
				const files = filesOf(...rows)
					.flat()
					.map((file) => file.toLowerCase());
				expect(new Set(files).size).toBe(files.length);
			}),
			{ numRuns: 300 },
		);
	});
});
