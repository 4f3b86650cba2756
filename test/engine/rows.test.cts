import type { LedgerEntry } from '../../simulator/service.cts';
import { stage, open, indexes } from './support/openedStage.cts';
import { itemsOf, jsonsOf, manyRows, pairedRows, textRows, timesBought } from './support/stage.cts';
import type { IDataObject } from 'n8n-workflow';

describe('a row from a spreadsheet', () => {
	const asWritten: Array<[IDataObject, Partial<LedgerEntry>]> = [
		[{ style: '水彩画' }, { style: '水彩画' }],
		[{ style: ' 水彩画 ' }, { style: '水彩画' }],
		[{ style: 'Watercolor' }, { style: '水彩画' }],
		[{ style: '  oil PAINTING ' }, { style: '油画' }],
		[{ style: 'LOW POLY' }, { style: 'low poly' }],
		[{ style: 'ukiyo-e' }, { style: '浮世绘' }],
		[{ style: 'infinite exploration' }, { style: '探索无限' }],
		[{ resolution: '1024*1536' }, { resolution: '1024*1536' }],
		[{ resolution: '1024x1536' }, { resolution: '1024*1536' }],
		[{ resolution: '1024×1536' }, { resolution: '1024*1536' }],
		[{ resolution: 'square' }, { resolution: '1024*1024' }],
		[{ resolution: 'Portrait' }, { resolution: '1024*1536' }],
		[{ resolution: ' landscape ' }, { resolution: '1536*1024' }],
		[{ num: '3' }, { num: 3 }],
		[{ num: 6 }, { num: 6 }],
		[{ text: 4711 }, { text: '4711' }],
		[{ text: '🦊'.repeat(100) }, { text: '🦊'.repeat(100) }],
	];

	test('is understood in all its spellings', async () => {
		await open();
		const rows = asWritten.map(([cells], index) => ({ text: `row ${index + 1}`, ...cells }));
		const outcome = await stage.run(rows, { parameters: { operation: 'submit' } });
		expect(outcome.error).toBeUndefined();
		const { ledger } = stage.simulator.service;
		for (const [index, [, understood]] of asWritten.entries()) {
			const text = String(rows[index].text);
			expect(ledger.find((entry) => entry.text === text)).toMatchObject(understood);
			expect(jsonsOf(outcome)[index]).toMatchObject(understood);
		}
	});

	const menu = {
		探索无限: 'Infinite Exploration',
		古风: 'Classical Chinese',
		二次元: 'Anime',
		写实风格: 'Realistic',
		浮世绘: 'Ukiyo-E',
		'low poly': 'Low Poly',
		未来主义: 'Futurism',
		像素风格: 'Pixel Art',
		概念艺术: 'Concept Art',
		赛博朋克: 'Cyberpunk',
		洛丽塔风格: 'Lolita',
		巴洛克风格: 'Baroque',
		超现实主义: 'Surrealism',
		水彩画: 'Watercolor',
		蒸汽波艺术: 'Vaporwave',
		油画: 'Oil Painting',
		卡通画: 'Cartoon',
	};

	test('may name each style by its English menu name', async () => {
		await open();
		const rows = Object.values(menu).map((style) => ({ text: style, style }));
		await stage.run(rows, { parameters: { operation: 'submit' } });
		const drawn = stage.simulator.service.ledger.map(({ text, style }) => [style, text]);
		expect(Object.fromEntries(drawn)).toEqual(menu);
	});

	test.each([
		['plain strings', '水彩画', '1024*1536'],
		['expressions', '={{ "Water" + "color" }}', '={{ "portrait" }}'],
		[
			'resource locators, from the list',
			{ __rl: true, mode: 'list', value: '水彩画', cachedResultName: 'Watercolor' },
			{ __rl: true, mode: 'list', value: '1024*1536' },
		],
		[
			'resource locators, by name, with an expression',
			{ __rl: true, mode: 'name', value: '={{ $json.look }}' },
			{ __rl: true, mode: 'name', value: '={{ $json.size }}' },
		],
	])('may have saved values that are %s', async (_, style, resolution) => {
		await open();
		const rows = [{ text: 'fox', look: 'Watercolor', size: 'portrait' }];
		const outcome = await stage.run(rows, {
			parameters: { operation: 'submit', style, resolution, num: '3' },
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual([
			expect.objectContaining({ style: '水彩画', resolution: '1024*1536', num: 3 }),
		]);
	});

	test('with a text over 100 characters is cut where longText says so', async () => {
		await open();
		const outcome = await stage.run(textRows('🦊'.repeat(101)), {
			parameters: { operation: 'submit' },
			options: { longText: 'truncate' },
		});
		expect(outcome.error).toBeUndefined();
		expect(stage.simulator.service.ledger[0].text).toBe('🦊'.repeat(100));
	});

	const tricky = ' 雪中的红狐狸\n晨光 🦊 café “引号” a+b=c&d%20 "q" \\ ';

	test.each(['multipart', 'urlencoded'])(
		'sends its text byte for byte, newline included, as %s',
		async (bodyFormat) => {
			await open({ credential: { bodyFormat } });
			const outcome = await stage.run(textRows(tricky), { parameters: { operation: 'submit' } });
			expect(outcome.error).toBeUndefined();
			const [{ body, headers }] = stage.simulator.apiRequests;
			expect(stage.simulator.service.ledger[0].text).toBe(tricky);
			expect(jsonsOf(outcome)[0].text).toBe(tricky);
			if (bodyFormat === 'multipart') {
				expect(headers['content-type']).toMatch(/form-data; *boundary=/);
				expect(body.includes(Buffer.from(`\r\n\r\n${tricky}\r\n--`))).toBe(true);
			} else {
				expect(headers['content-type']).toMatch('application/x-www-form-urlencoded');
				expect(new URLSearchParams(body.toString()).get('text')).toBe(tricky);
			}
		},
	);
});

describe('rows that cannot be used', () => {
	const rows = [
		{ text: 'good 1' },
		{ text: '' },
		{ text: 'good 2' },
		{ text: 'bad style', style: 'Cubism' },
		{ text: 'bad size', resolution: '800*600' },
		{ text: 'bad number', num: 7 },
		{ text: 'x'.repeat(101) },
		{ text: 'good 3' },
	];
	const bad = [2, 4, 5, 6, 7];

	test.each(['submit', 'generateAndWait'])(
		'refuse the run with nothing sent by %s, and all are named',
		async (operation) => {
			await open();
			const { error, status } = await stage.run(rows, { parameters: { operation } });
			expect(status).toBe('error');
			expect(stage.simulator.apiRequests).toEqual([]);
			const words = `${error?.message}\n${error?.description}`;
			for (const number of bad) expect(words).toMatch(new RegExp(`row ${number}\\b`, 'i'));
			for (const value of ['Cubism', '800*600', '7']) expect(words).toContain(value);
			for (const allowed of ['Oil Painting', '油画', '1024*1536']) expect(words).toContain(allowed);
		},
	);

	test('cost themselves alone under Continue', async () => {
		await open();
		const outcome = await stage.run(rows, {
			parameters: { downloadImages: false },
			onError: 'continueRegularOutput',
		});
		expect(outcome.status).toBe('success');
		const failed = jsonsOf(outcome).flatMap(({ error }, index) => (error ? [index + 1] : []));
		expect(failed).toEqual(bad);
		expect(pairedRows(itemsOf(outcome))).toEqual(indexes(8));
		for (const number of bad) {
			const json = jsonsOf(outcome)[number - 1];
			expect(Object.keys(json)).toEqual(['error']);
			expect((json.error as IDataObject).message).toMatch(new RegExp(`row ${number}\\b`, 'i'));
		}
		expect(timesBought(stage.simulator)).toEqual({ 'good 1': 1, 'good 2': 1, 'good 3': 1 });
	});

	test('are refused by the value of an option too', async () => {
		await open();
		const { error } = await stage.run(manyRows(2), { options: { maxConcurrency: 0 } });
		expect(error?.message).toContain('Rows at Once');
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
