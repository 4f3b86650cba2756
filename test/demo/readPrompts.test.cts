import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePrompts, readPrompts } from '../../demo/input/readPrompts.cts';
import { Problem } from '../../demo/problem.cts';

const parse = (content: string | Uint8Array) =>
	parsePrompts(typeof content === 'string' ? Buffer.from(content) : content, 'rows.csv');

const textsOf = (content: string) => parse(content).map(({ text }) => text);

describe('a spreadsheet', () => {
	test('gives its cells, and defaults for empty cells and missing columns', () => {
		expect(parse('text,style\n狐狸,油画\nfox,\n')).toEqual([
			{ text: '狐狸', style: '油画', resolution: '1024*1024', num: '1' },
			{ text: 'fox', style: '探索无限', resolution: '1024*1024', num: '1' },
		]);
	});

	test('may have a byte order mark, quoted cells, CRLF, and any order and case of columns', () => {
		expect(parse('\ufeffNum, Text \r\n3,"a ""red"" fox,\nrunning"\r\n')).toMatchObject([
			{ num: '3', text: 'a "red" fox,\nrunning' },
		]);
	});

	test.each([
		['commas', 'text,style\n"a; b; c",油画\n'],
		['semicolons', 'text;style\n"a; b; c";油画\n'],
		['tabs', 'text\tstyle\na; b; c\t油画\n'],
	])('may have %s between its columns, and others inside its texts', (_, content) => {
		expect(parse(content)).toMatchObject([{ text: 'a; b; c', style: '油画' }]);
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
			'prompt;style\nfox;油画\n',
			'rows.csv has no column "text"; its columns are: prompt, style',
		],
		['an open quote', 'text\n"fox\n', 'rows.csv is no proper CSV: Quote Not Closed'],
		['more cells than columns', 'text,num\na, b, 1\n', 'rows.csv is no proper CSV: Invalid Record'],
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
	const rows = await readPrompts(join(__dirname, '../../examples/prompts.csv'));
	expect(rows).toHaveLength(16);
	expect(new Set(rows.map(({ style }) => style)).size).toBeGreaterThan(10);
	expect(rows.filter(({ num }) => num === '3')).toHaveLength(1);
});
