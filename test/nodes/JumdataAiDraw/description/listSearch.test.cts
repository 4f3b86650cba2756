import { properties } from '../../../../nodes/JumdataAiDraw/description/properties';
import {
	searchResolutions,
	searchStyles,
} from '../../../../nodes/JumdataAiDraw/description/listSearch';
import { JumdataAiDraw } from '../../../../nodes/JumdataAiDraw/JumdataAiDraw.node';

const { listSearch } = new JumdataAiDraw().methods;

async function stylesOf(filter?: string): Promise<unknown[]> {
	return (await searchStyles(filter)).results.map(({ value }) => value);
}

async function resolutionsOf(filter?: string): Promise<unknown[]> {
	return (await searchResolutions(filter)).results.map(({ value }) => value);
}

describe('the list of styles', () => {
	it('has all 17 where nothing is searched for', async () => {
		for (const filter of [undefined, '', '  ']) {
			const styles = await stylesOf(filter);
			expect(new Set(styles).size).toBe(17);
			expect(styles[0]).toBe('探索无限');
		}
	});

	it.each<[string, string[]]>([
		['watercolor', ['水彩画']],
		['Oil', ['油画']],
		['水彩', ['水彩画']],
		['画', ['水彩画', '油画', '卡通画']],
		['POLY', ['low poly']],
		['ukiyo', ['浮世绘']],
		['japanese', ['二次元', '浮世绘']],
		[' art ', ['像素风格', '概念艺术', '卡通画']],
		['impressionism', []],
	])('finds for %j: %j', async (filter, expected) => {
		expect(await stylesOf(filter)).toEqual(expected);
	});

	it('shows each in both languages, with a word on what one gets', async () => {
		const names = (await searchStyles()).results.map(({ name }) => name);
		expect(names[0]).toBe('Infinite Exploration 探索无限 – no fixed style: the text decides');
		expect(names).toContain('Watercolor 水彩画 – soft, transparent colors');
		expect(names).toContain('Low Poly – flat facets, like early 3D games');
		for (const name of names) expect(name).toMatch(/^\S.{1,40} – .{8,40}$/);
	});
});

describe('the list of resolutions', () => {
	it.each<[string | undefined, string[]]>([
		[undefined, ['1024*1024', '1024*1536', '1536*1024']],
		['portrait', ['1024*1536']],
		['SQUARE', ['1024*1024']],
		['1536*', ['1536*1024']],
		['1536', ['1024*1536', '1536*1024']],
		['512', []],
	])('finds for %j: %j', async (filter, expected) => {
		expect(await resolutionsOf(filter)).toEqual(expected);
	});
});

describe('each list in the form', () => {
	it.each(['style', 'resolution'])(
		'of %s exists, can be searched, and has the default',
		async (it) => {
			const field = properties.find(({ name }) => name === it)!;
			const { typeOptions } = field.modes!.find(({ name }) => name === 'list')!;
			const method = typeOptions!.searchListMethod as keyof typeof listSearch;
			const { results } = await listSearch[method]();
			const { mode, value } = field.default as { mode: string; value: string };
			expect(typeOptions!.searchable).toBe(true);
			expect(mode).toBe('list');
			expect(results.map((result) => result.value)).toContain(value);
		},
	);

	it('hands on what is searched for', async () => {
		expect((await listSearch.searchStyles('水彩')).results).toHaveLength(1);
		expect((await listSearch.searchResolutions('portrait')).results).toHaveLength(1);
	});
});
