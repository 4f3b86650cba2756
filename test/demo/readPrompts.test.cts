import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePrompts, readPrompts } from '../../demo/input/readPrompts.cts';
import { Problem } from '../../demo/problem.cts';
import { FIELDS } from '../../nodes/JumdataAiDraw/rows/fields';

const parse = (content: string | Uint8Array) =>
	parsePrompts(typeof content === 'string' ? Buffer.from(content) : content, 'rows.csv');

const rowsOf = (content: string) => parse(content).rows;

const textsOf = (content: string) => rowsOf(content).map(({ text }) => text);

describe('a spreadsheet', () => {
	test('gives its cells, and defaults for empty cells and missing columns', () => {
		expect(rowsOf('text,style\n狐狸,油画\nfox,\n')).toEqual([
			{ text: '狐狸', style: '油画', resolution: '1024*1024', num: '1', line: 2 },
			{ text: 'fox', style: '探索无限', resolution: '1024*1024', num: '1', line: 3 },
		]);
	});

	test('may have a byte order mark, quoted cells, CRLF, and any order and case of columns', () => {
		expect(rowsOf('\ufeffNum, Text \r\n3,"a ""red"" fox,\nrunning"\r\n')).toMatchObject([
			{ num: '3', text: 'a "red" fox,\nrunning' },
		]);
	});

	test.each([
		['commas', 'text,style\n"a; b; c",油画\n'],
		['semicolons', 'text;style\n"a; b; c";油画\n'],
		['tabs', 'text\tstyle\na; b; c\t油画\n'],
	])('may have %s between its columns, and others inside its texts', (_, content) => {
		expect(rowsOf(content)).toMatchObject([{ text: 'a; b; c', style: '油画' }]);
	});

	test('may have the names of the form, or others that people give their columns', () => {
		const { text, style, resolution, num } = FIELDS;
		const cells = { text: 'fox', style: '油画', resolution: 'square', num: '2' };
		for (const header of [
			[text, style, resolution, num],
			['Prompt', 'STYLE', 'Size', 'number_of_images'],
			['提示词', '风格', '尺寸', '数量'],
		])
			expect(rowsOf(`${header.join()}\nfox,油画,square,2\n`)).toMatchObject([cells]);
	});

	test('names the columns that it ignores, as they are written', () => {
		const content = 'SKU,Prompt,text,Price (€),\n7,a red fox,fox,3,\n';
		const { rows, ignored } = parse(content);
		expect(rows).toMatchObject([{ text: 'fox' }]);
		expect(ignored).toEqual(['SKU', 'Prompt', 'Price (€)']);
	});

	test('may begin with the line in which Excel names the delimiter', () => {
		const { rows, ignored } = parse('\ufeffsep=;\r\nText;Num\r\na, b;2\r\n');
		expect(rows).toMatchObject([{ text: 'a, b', num: '2', line: 3 }]);
		expect(ignored).toEqual([]);
		expect(rowsOf('sep=|\ntext|num\na; b, c|2\n')).toMatchObject([{ text: 'a; b, c', num: '2' }]);
	});

	test('tells in which line of the file each row begins', () => {
		const content = 'text,num\n\n"a\nb",1\n,\nfox,2\n';
		expect(rowsOf(content)).toMatchObject([
			{ text: 'a\nb', line: 3 },
			{ text: 'fox', line: 6 },
		]);
	});

	test('may have empty cells beyond its header, as spreadsheets leave them', () => {
		expect(textsOf('text,num\nfox,1,,\n')).toEqual(['fox']);
	});

	test('keeps the text as it is, and drops rows of which every cell is empty', () => {
		expect(textsOf('text,style\n  two  spaces ,\n\n,\n=1+1,\n')).toEqual([
			'  two  spaces ',
			'=1+1',
		]);
	});

	test('keeps a row without a text, which the node refuses by its number', () => {
		expect(textsOf('text,style\n,油画\n')).toEqual(['']);
	});
});

describe('a spreadsheet that cannot be used is refused in one line:', () => {
	test.each([
		['nothing in it', '', 'rows.csv is empty'],
		['a byte order mark alone', '\ufeff', 'rows.csv is empty'],
		['no rows', 'text,style\n', 'rows.csv has no rows below its header'],
		[
			'no column of texts',
			'motif;style\nfox;油画\n',
			'rows.csv has no column "text"; its columns are: motif, style',
		],
		[
			'an open quote',
			'text\nfox\n"owl\nhare\n',
			'rows.csv, line 3: a double quote (") is opened here and never closed',
		],
		[
			'a quote inside a text',
			'text\nthe "red" fox\n',
			'rows.csv, line 2: a text with double quotes (") in it needs quotes around it',
		],
		[
			'more cells than columns',
			'text,num\nfox,1\na, b, 1\n',
			'rows.csv, line 3: the row has 3 cells, and the header 2 columns. Put a text that contains the delimiter into double quotes',
		],
	])('%s', (_, content, message) => {
		expect(() => parse(content)).toThrow(Problem);
		expect(() => parse(content)).toThrow(message);
		expect(() => parse(content)).not.toThrow(/\n/);
	});

	test('another encoding, of which the texts would be garbled', () => {
		const gbk = Buffer.concat([Buffer.from('text\n'), Buffer.from([0xba, 0xfc, 0xc0, 0xea])]);
		expect(() => parse(gbk)).toThrow('rows.csv is not UTF-8; save it as "CSV UTF-8"');
	});

	test('no file, and a folder', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'demo-'));
		const missing = join(folder, 'missing.csv');
		await expect(readPrompts(missing)).rejects.toThrow(
			`${missing} cannot be read: there is no such file`,
		);
		await expect(readPrompts(folder)).rejects.toThrow(`${folder} cannot be read: it is a folder`);
		await rm(folder, { recursive: true });
	});
});

test('the example has all three sizes, several styles, both languages, and a row of three images', async () => {
	const { rows } = await readPrompts(join(__dirname, '../../examples/prompts.csv'));
	expect(rows).toHaveLength(16);
	expect(new Set(rows.map(({ style }) => style)).size).toBeGreaterThan(10);
	expect(rows.filter(({ num }) => num === '3')).toHaveLength(1);
});
