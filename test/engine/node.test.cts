import type { IDataObject, INodeType } from 'n8n-workflow';
import { nodeNames, type WorkflowJson } from '../../engine/rowsThen.cts';
import { JumdataAiDraw } from '../../nodes/JumdataAiDraw/JumdataAiDraw.node';
import type { Fault } from '../../simulator/faults.cts';
import type { LedgerEntry } from '../../simulator/service.cts';
import { openHost } from './support/otherHost.cts';
import {
	errorsOf,
	itemsOf,
	jsonsOf,
	manyRows,
	openStage,
	pairedRows,
	pause,
	requestsFor,
	type Stage,
	type StageOptions,
	taskIdsByText,
	textRows,
	timesBought,
	until,
} from './support/stage.cts';

let stage: Stage;

const open = async (options?: StageOptions) => {
	stage = await openStage(options);
};

afterEach(async () => await stage.close());

const { rows: ROWS, node: NODE } = nodeNames;

const entryOf = (text: string): LedgerEntry =>
	stage.simulator.service.ledger.find((entry) => entry.text === text)!;

/** The time of acceptance as the vendor writes it, eight hours ahead of UTC. */
const createTimeOf = (text: string): string =>
	new Date(entryOf(text).acceptedAtMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Months of three hence may be shorter, so the date is only compared where it is sure to exist. */
const expiresAtOf = (createTime: string): unknown => {
	const created = new Date(`${createTime.replace(' ', 'T')}+08:00`);
	if (Number(createTime.slice(8, 10)) > 28) return expect.stringMatching(/^\d{4}-.*Z$/);
	const inChina = new Date(created.getTime() + 8 * 3_600_000);
	inChina.setUTCMonth(inChina.getUTCMonth() + 3);
	return new Date(inChina.getTime() - 8 * 3_600_000).toISOString();
};

/** Enough for every row of these tests. */
const atOnce = { maxConcurrency: 40 };

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A done task's answer with these image addresses; `{{…}}` is filled in by the simulator. */
const doneWith = (...urls: string[]): Fault => ({
	kind: 'body',
	body: JSON.stringify({
		code: 200,
		msg: '成功',
		charge: false,
		taskNo: '{{taskNo}}',
		data: {
			img: urls[0],
			imgUrls: urls.map((image) => ({ image })),
			createTime: '2023-09-21 22:15:41',
			status: 1,
		},
	}),
});

const realImage = (index: number) => `{{imageBaseUrl}}/{{taskId}}/${index}.png`;

describe('Submit', () => {
	test('buys a task for each of forty rows and puts out exactly what the contract names', async () => {
		await open();
		const rows = manyRows(40).map((row, index) => ({ ...row, num: (index % 6) + 1 }));
		const outcome = await stage.run(rows, {
			parameters: { operation: 'submit' },
			options: atOnce,
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual(
			rows.map(({ text, num }) => ({
				taskId: entryOf(text as string).taskId,
				taskNo: entryOf(text as string).taskNo,
				charged: true,
				text,
				style: '油画',
				resolution: '1024*1024',
				num,
			})),
		);
		expect(pairedRows(itemsOf(outcome))).toEqual(indexes(40));
		expect(stage.simulator.service.ledger).toHaveLength(40);
		expect(requestsFor(stage.simulator, 'query')).toBe(0);
	});

	test('keeps every digit of a task id that comes as a number', async () => {
		await open({ simulator: { taskIdForm: 'number' } });
		const outcome = await stage.run(manyRows(3), { parameters: { operation: 'submit' } });
		expect(jsonsOf(outcome).map(({ taskId }) => taskId)).toEqual(
			stage.simulator.service.ledger.map(({ taskId }) => taskId),
		);
	});

	test('says charged: false where Jumdata says that nothing was billed', async () => {
		await open();
		stage.simulator.addFault({
			on: 'submit',
			fault: { kind: 'answer', code: 200, charge: false, keepData: true },
		});
		const outcome = await stage.run(manyRows(1), { parameters: { operation: 'submit' } });
		expect(jsonsOf(outcome)[0].charged).toBe(false);
	});

	test('sends no more requests at once than maxConcurrency', async () => {
		const waiting: Array<() => void> = [];
		const host = await openHost((_, response) => {
			const taskId = `9${waiting.length}`;
			const answer = { code: 200, msg: '成功', charge: true, taskNo: '1', data: { taskId } };
			waiting.push(() => response.end(JSON.stringify(answer)));
		});
		await open({ credential: { baseUrl: host.url } });
		const node = { parameters: { operation: 'submit' }, options: { maxConcurrency: 3 } };
		const { finished } = stage.start(stage.workflow(manyRows(9), node));
		for (let answered = 0; answered < 9; answered += 3) {
			await until(() => waiting.length === answered + 3);
			await pause(60);
			expect(waiting).toHaveLength(answered + 3);
			for (const answer of waiting.slice(answered)) answer();
		}
		expect(itemsOf(await finished)).toHaveLength(9);
	});
});

describe('Query', () => {
	const queried = { operation: 'query', taskId: '={{ $json.taskId }}' };

	/** Tasks bought in a run of their own, as Submit puts them out. */
	const submitted = async (rows: IDataObject[]): Promise<IDataObject[]> =>
		jsonsOf(await stage.run(rows, { parameters: { operation: 'submit' }, options: atOnce }));

	test('of thirty tasks that are drawing says so, and does not wait', async () => {
		await open({ simulator: { slots: 0 } });
		const tasks = await submitted(manyRows(30));
		const outcome = await stage.run(tasks, { parameters: queried, options: atOnce });
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual(
			tasks.map(({ taskId }) => ({ taskId, status: 0, done: false })),
		);
		expect(pairedRows(itemsOf(outcome))).toEqual(indexes(30));
		expect(requestsFor(stage.simulator, 'query')).toBe(30);
	});

	test('of thirty finished tasks gives their images, without a prompt that it does not know', async () => {
		await open({ simulator: { drawMs: 0 } });
		const tasks = await submitted(manyRows(30));
		const outcome = await stage.run(tasks, { parameters: queried, options: atOnce });
		expect(jsonsOf(outcome)).toEqual(
			tasks.map(({ taskId, text }, row) => ({
				taskId,
				fileName: `${String(row + 1).padStart(3, '0')}-task-${String(taskId)}.png`,
				status: 1,
				done: true,
				imageUrl: `${stage.simulator.imageUrl}/${String(taskId)}/1.png`,
				imageIndex: 1,
				imageCount: 1,
				createTime: createTimeOf(text as string),
				expiresAt: expiresAtOf(createTimeOf(text as string)),
			})),
		);
		expect(itemsOf(outcome).every(({ binary }) => binary?.data.mimeType === 'image/png')).toBe(
			true,
		);
		expect(stage.simulator.service.ledger).toHaveLength(30);
	});

	test('with waitForCompletion waits, and looks after no more tasks at once than maxConcurrency', async () => {
		await open({ simulator: { slots: 0 } });
		const tasks = await submitted(manyRows(30));
		const { finished } = stage.start(
			stage.workflow(tasks, {
				parameters: { ...queried, waitForCompletion: true, downloadImages: false },
				options: { maxConcurrency: 4 },
			}),
		);
		await until(() => requestsFor(stage.simulator, 'query') > 12);
		const lookedAt = stage.simulator.service.requests.filter(
			({ endpoint }) => endpoint === 'query',
		);
		expect(new Set(lookedAt.map(({ taskId }) => taskId)).size).toBe(4);
		stage.simulator.service.configure({ slots: Infinity, drawMs: 0 });
		const outcome = await finished;
		expect(jsonsOf(outcome).map(({ taskId, done }) => ({ taskId, done }))).toEqual(
			tasks.map(({ taskId }) => ({ taskId, done: true })),
		);
		expect(itemsOf(outcome).every(({ binary }) => binary === undefined)).toBe(true);
		expect(requestsFor(stage.simulator, 'image')).toBe(0);
	});

	test('refuses a number too large to be exact, by name, and takes a small one', async () => {
		await open();
		const rows = [{ taskId: 1234567 }, { taskId: 1234567890123456789 }, { taskId: ' 77 ' }];
		const refused = await stage.run(rows, { parameters: queried });
		expect(`${refused.error?.message}`).toMatch(/row 2/i);
		expect(`${refused.error?.message} ${refused.error?.description}`).toMatch(/too large/i);
		expect(stage.simulator.service.requests).toEqual([]);

		await stage.run(rows, { parameters: queried, onError: 'continueRegularOutput' });
		const asked = stage.simulator.service.requests.map(({ taskId }) => taskId);
		expect(asked.sort()).toEqual(['1234567', '77']);
	});

	test('of an unknown task fails with the code 201', async () => {
		await open();
		const outcome = await stage.run([{ taskId: '123' }], {
			parameters: queried,
			onError: 'continueRegularOutput',
		});
		expect(errorsOf(outcome)).toEqual([expect.objectContaining({ code: 201, taskId: '123' })]);
	});
});

describe('Generate and Wait', () => {
	test('puts out an item an image, in row order then image order, whatever is drawn first', async () => {
		await open({ simulator: { drawMs: 150, drawSpread: 1 } });
		const rows = manyRows(40).map((row, index) => ({ ...row, num: (index % 3) + 1 }));
		const outcome = await stage.run(rows, { options: { maxConcurrency: 12 } });
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual(
			rows.flatMap(({ text, num }, row) =>
				indexes(num).map((index) => ({
					taskId: entryOf(text as string).taskId,
					fileName: `${String(row + 1).padStart(3, '0')}-row-${row + 1}${num > 1 ? `-${index + 1}` : ''}.png`,
					status: 1,
					done: true,
					imageUrl: `${stage.simulator.imageUrl}/${entryOf(text as string).taskId}/${index + 1}.png`,
					imageIndex: index + 1,
					imageCount: num,
					createTime: createTimeOf(text as string),
					expiresAt: expiresAtOf(createTimeOf(text as string)),
					text,
					style: '油画',
					resolution: '1024*1024',
					num,
				})),
			),
		);
		expect(pairedRows(itemsOf(outcome))).toEqual(
			rows.flatMap(({ num }, index) => indexes(num).map(() => index)),
		);
		expect(Object.values(timesBought(stage.simulator))).toEqual(Array(40).fill(1));
		expect(outcome.outputs(nodeNames.success)[0]).toHaveLength(79);
	});

	test('in the output mode "task" puts out one item a row, its pictures data, data_2, data_3', async () => {
		await open();
		const rows = manyRows(31).map((row, index) => ({ ...row, num: index === 30 ? 3 : 1 }));
		const outcome = await stage.run(rows, { options: { ...atOnce, outputMode: 'task' } });
		const taskId = taskIdsByText(stage.simulator)['row 31'];
		expect(itemsOf(outcome)).toHaveLength(31);
		expect(pairedRows(itemsOf(outcome))).toEqual(indexes(31));
		const last = itemsOf(outcome)[30];
		const { createTime, expiresAt, ...json } = last.json;
		expect({ createTime, expiresAt }).toEqual({
			createTime: createTimeOf('row 31'),
			expiresAt: expiresAtOf(createTimeOf('row 31')),
		});
		expect(json).toEqual({
			taskId,
			status: 1,
			done: true,
			imageUrls: indexes(3).map(
				(index) => `${stage.simulator.imageUrl}/${taskId}/${index + 1}.png`,
			),
			fileNames: indexes(3).map((index) => `031-row-31-${index + 1}.png`),
			imageCount: 3,
			text: 'row 31',
			style: '油画',
			resolution: '1024*1024',
			num: 3,
		});
		expect(Object.keys(last.binary ?? {})).toEqual(['data', 'data_2', 'data_3']);
		expect(Object.keys(itemsOf(outcome)[0].binary ?? {})).toEqual(['data']);
	});

	test('never has more tasks submitted and not yet finished than maxConcurrency', async () => {
		await open({ simulator: { slots: 0 } });
		const { finished } = stage.start(
			stage.workflow(manyRows(30), {
				parameters: { downloadImages: false },
				options: { maxConcurrency: 3 },
			}),
		);
		await until(() => requestsFor(stage.simulator, 'query') > 9);
		expect(stage.simulator.service.ledger).toHaveLength(3);
		// From here on the account itself would refuse a fourth.
		stage.simulator.service.configure({ slots: Infinity, maxUnfinished: 3 });
		expect(itemsOf(await finished)).toHaveLength(30);
		expect(stage.simulator.service.counters.refusals).toEqual({});
	});

	test('works on five rows at once where nothing else is said', async () => {
		await open({ simulator: { slots: 0 } });
		const { finished } = stage.start(
			stage.workflow(manyRows(8), { parameters: { downloadImages: false } }),
		);
		await until(() => requestsFor(stage.simulator, 'query') > 15);
		expect(stage.simulator.service.ledger).toHaveLength(5);
		stage.simulator.service.configure({ slots: Infinity, drawMs: 0 });
		expect(itemsOf(await finished)).toHaveLength(8);
	});

	test('tells when the image addresses expire: three months after createTime, or nothing', async () => {
		await open({ simulator: { drawMs: 0 } });
		const times = ['2023-09-21 22:15:41', '2023-12-31 02:00:00', 'yesterday'];
		for (const [index, createTime] of times.entries()) {
			stage.simulator.addFault({
				on: 'query',
				text: `row ${index + 1}`,
				fault: { kind: 'answer', code: 200, keepData: true, data: { createTime } },
			});
		}
		const outcome = await stage.run(manyRows(3), { parameters: { downloadImages: false } });
		const [september, december, unreadable] = jsonsOf(outcome);
		expect(september).toMatchObject({ createTime: times[0] });
		expect(Date.parse(String(september.expiresAt))).toBe(Date.UTC(2023, 11, 21, 14, 15, 41));
		expect(september.expiresAt).toMatch(/Z$/);
		expect(Date.parse(String(december.expiresAt))).toBe(Date.UTC(2024, 2, 30, 18, 0, 0));
		expect(unreadable.createTime).toBe('yesterday');
		expect(unreadable).not.toHaveProperty('expiresAt');
	});

	test('with onTimeout returnPending gives back the task as not done, otherwise fails with its id', async () => {
		await open({ simulator: { slots: 0 } });
		const options = { maxWaitTime: 1 };
		const pending = await stage.run(manyRows(2), {
			options: { ...options, onTimeout: 'returnPending' },
		});
		const ids = taskIdsByText(stage.simulator);
		expect(jsonsOf(pending)).toEqual([
			{ taskId: ids['row 1'], status: 0, done: false },
			{ taskId: ids['row 2'], status: 0, done: false },
		]);
		expect(pairedRows(itemsOf(pending))).toEqual([0, 1]);

		const failed = await stage.run(textRows('late'), {
			options,
			onError: 'continueRegularOutput',
		});
		expect(errorsOf(failed)).toEqual([
			expect.objectContaining({ taskId: taskIdsByText(stage.simulator).late, charged: true }),
		]);
	});

	test('with onTimeout returnPending still fails a row that was never accepted', async () => {
		await open({ simulator: { maxUnfinished: 0 } });
		const outcome = await stage.run(manyRows(1), {
			options: { maxWaitTime: 1, onTimeout: 'returnPending' },
			onError: 'continueRegularOutput',
		});
		expect(errorsOf(outcome)).toEqual([expect.objectContaining({ code: 606 })]);
		expect(stage.simulator.service.ledger).toEqual([]);
	});

	test('slows down at the limits of the service and finishes all the same', async () => {
		await open({
			simulator: { maxUnfinished: 2, requestsPerSecond: 6, requestBurst: 2, slots: 2 },
		});
		const outcome = await stage.run(manyRows(10), {
			parameters: { downloadImages: false },
			options: { maxConcurrency: 10 },
		});
		expect(outcome.error).toBeUndefined();
		expect(errorsOf(outcome)).toEqual([]);
		expect(Object.values(timesBought(stage.simulator))).toEqual(Array(10).fill(1));
		expect(Object.keys(stage.simulator.service.counters.refusals)).not.toEqual([]);
	});
});

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

describe('maxImages', () => {
	const rows = manyRows(3).map((row) => ({ ...row, num: 2 }));

	test('refuses what would go beyond before anything is sent', async () => {
		await open();
		const { error } = await stage.run(rows, { options: { maxImages: 5 } });
		expect(error?.message).toMatch(/5/);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('under Continue makes every row a failed item', async () => {
		await open();
		const outcome = await stage.run(rows, {
			options: { maxImages: 5 },
			onError: 'continueRegularOutput',
		});
		expect(jsonsOf(outcome).map((json) => Object.keys(json))).toEqual([
			['error'],
			['error'],
			['error'],
		]);
		expect(pairedRows(itemsOf(outcome))).toEqual([0, 1, 2]);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('lets pass what just fits', async () => {
		await open();
		const outcome = await stage.run(rows, { options: { maxImages: 6 } });
		expect(itemsOf(outcome)).toHaveLength(6);
	});
});

describe('the balance', () => {
	const rows = manyRows(3);

	test('is put out by Get Balance, which costs nothing', async () => {
		await open({ simulator: { balance: 77.5 } });
		const outcome = await stage.run(textRows('any row'), {
			parameters: { operation: 'getBalance' },
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual([{ balance: 77.5, taskNo: expect.stringMatching(/^\d+$/) }]);
		expect(pairedRows(itemsOf(outcome))).toEqual([0]);
		expect(stage.simulator.service.ledger).toEqual([]);
	});

	test('is not looked at where minBalance is 0', async () => {
		await open({ simulator: { balance: 0 } });
		const outcome = await stage.run(rows, { parameters: { operation: 'submit' } });
		expect(outcome.error).toBeUndefined();
		expect(requestsFor(stage.simulator, 'balance')).toBe(0);
	});

	test('lets the run begin where it is minBalance or more', async () => {
		await open({ simulator: { balance: 10 } });
		const outcome = await stage.run(rows, { options: { minBalance: 10 } });
		expect(outcome.error).toBeUndefined();
		expect(itemsOf(outcome)).toHaveLength(3);
	});

	test.each<[string, Fault | undefined]>([
		['is lower than minBalance', undefined],
		['cannot be read', { kind: 'garbage', shape: 'html' }],
		['is no number', { kind: 'answer', code: 200, data: { balance: 'plenty' } }],
		['is refused', { kind: 'answer', code: 400 }],
	])('refuses the run before anything is bought where it %s', async (_, fault) => {
		await open({ simulator: { balance: fault ? 1000 : 9.99 } });
		if (fault) stage.simulator.addFault({ on: 'balance', times: null, fault });
		const options = { minBalance: 10, maxWaitTime: 1 };
		const refused = await stage.run(rows, { options });
		expect(refused.status).toBe('error');
		expect(`${refused.error?.message}`).toMatch(/balance/i);
		const failed = await stage.run(rows, { options, onError: 'continueRegularOutput' });
		expect(jsonsOf(failed).map((json) => Object.keys(json))).toEqual(Array(3).fill(['error']));
		expect(requestsFor(stage.simulator, 'submit')).toBe(0);
	});

	test('is not looked at by a retry that has nothing left to buy', async () => {
		await open({ simulator: { balance: 10 } });
		stage.simulator.addFault({ on: 'image', fault: { kind: 'http', status: 400 } });
		const workflow = stage.workflow(rows, { options: { minBalance: 10 } });
		const failed = await stage.start(workflow).finished;
		expect(failed.status).toBe('error');
		expect(stage.simulator.service.ledger).toHaveLength(3);
		const retried = await stage.retry(failed, workflow);
		expect(retried.error).toBeUndefined();
		expect(requestsFor(stage.simulator, 'balance')).toBe(1);
	});
});

/** [Rows → Node → Again], and Again leads back to Node until Node has run `turns` times. */
function loopOf(turns: number, rows: IDataObject[], options: IDataObject = {}): WorkflowJson {
	const workflow = stage.workflow(rows, {
		parameters: { downloadImages: false },
		options: options as never,
	});
	const again = { type: 'CUSTOM.again', typeVersion: 1, parameters: { turns } };
	workflow.nodes.push({ ...again, id: 'again', name: 'Again', position: [400, 0] });
	workflow.connections[NODE] = { main: [[{ node: 'Again', type: 'main', index: 0 }]] };
	workflow.connections.Again = { main: [[{ node: NODE, type: 'main', index: 0 }]] };
	return workflow;
}

const againNode: INodeType = {
	description: {
		displayName: 'Again',
		name: 'again',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Again' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Turns', name: 'turns', type: 'number', default: 2 }],
	},
	async execute() {
		const turn = Number(this.getWorkflowDataProxy(0).$runIndex) + 1;
		if (turn >= Number(this.getNodeParameter('turns', 0))) return [[]];
		const items = this.getInputData();
		return [items.map(({ json: { text } }, item) => ({ json: { text }, pairedItem: { item } }))];
	},
};

describe('a loop', () => {
	const openLoop = async () => await open({ engine: { nodeTypes: { 'CUSTOM.again': againNode } } });

	test('draws anew at every turn', async () => {
		await openLoop();
		const outcome = await stage.start(loopOf(3, textRows('fox', 'owl'))).finished;
		expect(outcome.error).toBeUndefined();
		expect(outcome.runs(NODE)).toHaveLength(3);
		expect(timesBought(stage.simulator)).toEqual({ fox: 3, owl: 3 });
		const ids = outcome.runs(NODE).flatMap(({ data }) => data?.main[0] ?? []);
		expect(new Set(ids.map(({ json }) => json.taskId)).size).toBe(6);
	});

	test('buys no more than maxImages over all its turns', async () => {
		await openLoop();
		const outcome = await stage.start(loopOf(3, textRows('fox', 'owl'), { maxImages: 5 })).finished;
		expect(outcome.status).toBe('error');
		expect(outcome.error?.message).toMatch(/5/);
		expect(timesBought(stage.simulator)).toEqual({ fox: 2, owl: 2 });
	});

	test('is not needed: a second way into the node draws anew as well', async () => {
		await open();
		const workflow = stage.workflow(textRows('fox'), { parameters: { downloadImages: false } });
		const noOp = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
		workflow.nodes.push({ ...noOp, id: 'way', name: 'Second way', position: [100, 100] });
		const to = (node: string) => ({ node, type: 'main' as const, index: 0 });
		workflow.connections[ROWS] = { main: [[to(NODE), to('Second way')]] };
		workflow.connections['Second way'] = { main: [[to(NODE)]] };
		const outcome = await stage.start(workflow).finished;
		expect(outcome.runs(NODE)).toHaveLength(2);
		expect(timesBought(stage.simulator)).toEqual({ fox: 2 });
	});

	test('another execution draws anew', async () => {
		await open();
		const workflow = stage.workflow(textRows('fox'), { parameters: { operation: 'submit' } });
		await stage.start(workflow).finished;
		await stage.start(workflow).finished;
		expect(timesBought(stage.simulator)).toEqual({ fox: 2 });
	});
});

describe('pictures', () => {
	const bytesAt = async (url: unknown): Promise<Buffer> =>
		Buffer.from(await (await fetch(String(url))).arrayBuffer());

	test.each(['default', 'filesystem'] as const)(
		'are to the byte what the image server sent, in %s mode',
		async (binaryDataMode) => {
			await open({ engine: { binaryDataMode } });
			const rows = [
				{ text: 'fox', num: 3 },
				{ text: 'owl', resolution: 'portrait' },
			];
			const outcome = await stage.run(rows);
			const items = itemsOf(outcome);
			expect(items).toHaveLength(4);
			for (const { json, binary } of items) {
				const sent = await bytesAt(json.imageUrl);
				expect(sent.subarray(1, 4).toString()).toBe('PNG');
				expect((await stage.engine.readBinary(binary!.data)).equals(sent)).toBe(true);
				expect(binary!.data).toMatchObject({ mimeType: 'image/png', fileExtension: 'png' });
				expect(Boolean(binary!.data.id)).toBe(binaryDataMode === 'filesystem');
			}
			const contents = await Promise.all(
				items.map(async ({ binary }) => (await stage.engine.readBinary(binary!.data)).toString()),
			);
			expect(new Set(contents).size).toBe(4);
		},
	);

	test('are fetched without credentials, signature or cookies', async () => {
		await open();
		await stage.run([{ text: 'fox', num: 2 }]);
		const { imageRequests, service } = stage.simulator;
		expect(imageRequests).toHaveLength(2);
		for (const { method, path, headers, body } of imageRequests) {
			expect({ method, body: body.length }).toEqual({ method: 'GET', body: 0 });
			expect(path).toMatch(/^\/\d+\/[12]\.png$/);
			const telling = ['authorization', 'cookie', 'appid', 'timestamp', 'sign'];
			expect(telling.filter((name) => name in headers)).toEqual([]);
			expect(JSON.stringify(headers)).not.toContain(service.options.appId);
		}
	});

	test('have readable file names without path or forbidden characters, at most 120 bytes long', async () => {
		await open();
		const texts = ['../../etc/passwd', 'a<b>:"c"|d?*\n狐狸', '雪'.repeat(100), 'a quiet fox'];
		const outcome = await stage.run(textRows(...texts).map((row) => ({ ...row, num: 2 })));
		const names = itemsOf(outcome).map(({ binary }) => String(binary!.data.fileName));
		for (const [index, name] of names.entries()) {
			// eslint-disable-next-line no-control-regex -- control characters are what is forbidden
			expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/);
			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
			expect(name).toMatch(new RegExp(`-${(index % 2) + 1}\\.png$`));
		}
		expect(new Set(names).size).toBe(8);
		expect(names[6]).toContain('quiet');
		expect(names[2]).toContain('狐狸');
	});

	test('are named by an expression for each row, and go where binaryPropertyName says', async () => {
		await open();
		const rows = [
			{ text: 'fox', sku: 'A-100', num: 2 },
			{ text: 'owl', sku: '猫头鹰', num: 1 },
		];
		const outcome = await stage.run(rows, {
			options: { fileName: '={{ $json.sku }}', binaryPropertyName: 'picture' },
		});
		expect(itemsOf(outcome).map(({ binary }) => Object.keys(binary!))).toEqual(
			Array(3).fill(['picture']),
		);
		expect(itemsOf(outcome).map(({ binary }) => binary!.picture.fileName)).toEqual([
			'A-100-1.png',
			'A-100-2.png',
			'猫头鹰.png',
		]);
	});

	test('in the output mode "task" follow binaryPropertyName, _2, _3', async () => {
		await open();
		const outcome = await stage.run([{ text: 'fox', num: 3 }], {
			options: { outputMode: 'task', binaryPropertyName: 'picture' },
		});
		expect(Object.keys(itemsOf(outcome)[0].binary!)).toEqual(['picture', 'picture_2', 'picture_3']);
	});

	test('are typed by what they are, not by what the host calls them', async () => {
		const kinds: Record<string, { bytes: Buffer; mimeType: string; extension: string }> = {
			'/a.png': {
				bytes: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
				mimeType: 'image/jpeg',
				extension: 'jpg',
			},
			'/b': {
				bytes: Buffer.from('524946461a000000574542505650384c0d0000002f00000010', 'hex'),
				mimeType: 'image/webp',
				extension: 'webp',
			},
		};
		const host = await openHost(({ path }, response) => {
			response.setHeader('Content-Type', 'application/octet-stream');
			response.end(kinds[path].bytes);
		});
		await open();
		stage.simulator.addFault({
			on: 'query',
			fault: doneWith(...Object.keys(kinds).map((path) => host.url + path)),
		});
		const outcome = await stage.run([{ text: 'fox', num: 2 }]);
		for (const [index, { bytes, mimeType, extension }] of Object.values(kinds).entries()) {
			const { data } = itemsOf(outcome)[index].binary!;
			expect(data.mimeType).toBe(mimeType);
			expect(data.fileName).toMatch(new RegExp(`\\.${extension}$`));
			expect((await stage.engine.readBinary(data)).equals(bytes)).toBe(true);
		}
	});

	test('that break off are fetched again', async () => {
		await open({ engine: { binaryDataMode: 'filesystem' } });
		stage.simulator.addFault({ on: 'image', text: 'fox', fault: { kind: 'truncate' } });
		stage.simulator.addFault({ on: 'image', text: 'owl', fault: { kind: 'http', status: 503 } });
		stage.simulator.addFault({ on: 'image', text: 'bee', fault: { kind: 'loseBefore' } });
		const outcome = await stage.run(textRows('fox', 'owl', 'bee'));
		expect(outcome.error).toBeUndefined();
		for (const { json, binary } of itemsOf(outcome)) {
			const stored = await stage.engine.readBinary(binary!.data);
			expect(stored.equals(await bytesAt(json.imageUrl))).toBe(true);
		}
		expect(timesBought(stage.simulator)).toEqual({ fox: 1, owl: 1, bee: 1 });
	});

	test('of twenty megabytes arrive whole', async () => {
		await open({ engine: { binaryDataMode: 'filesystem' } });
		const bytes = 20 * 1024 * 1024;
		stage.simulator.addFault({ on: 'image', fault: { kind: 'huge', bytes } });
		const outcome = await stage.run(textRows('fox'));
		expect(outcome.error).toBeUndefined();
		const stored = await stage.engine.readBinary(itemsOf(outcome)[0].binary!.data);
		expect(stored).toHaveLength(bytes);
		expect(stored.subarray(1, 4).toString()).toBe('PNG');
	});

	describe('of which one cannot be had, under Continue', () => {
		const outOfReach = [
			['a file of this machine', 'file:///etc/passwd'],
			['FTP', 'ftp://127.0.0.1/fox.png'],
			['data in the address', 'data:image/png;base64,iVBORw0KGgo='],
			['no address at all', 'fox.png'],
		];

		test.each(outOfReach)('leave a failed item in its place (%s)', async (_, url) => {
			await open({ simulator: { drawMs: 0 } });
			const fault = doneWith(realImage(1), url, realImage(3));
			stage.simulator.addFault({ on: 'query', fault });
			const outcome = await stage.run([{ text: 'fox', num: 3 }], {
				onError: 'continueRegularOutput',
			});
			const [first, second, third] = itemsOf(outcome);
			const { taskId } = stage.simulator.service.ledger[0];
			expect(first.json).toMatchObject({ imageIndex: 1, imageCount: 3 });
			expect(first.binary?.data.mimeType).toBe('image/png');
			expect(third.json).toMatchObject({ imageIndex: 3 });
			expect(third.binary?.data.mimeType).toBe('image/png');
			expect(second.binary).toBeUndefined();
			expect(Object.keys(second.json)).toEqual(['error']);
			expect(second.json.error).toMatchObject({ taskId, imageUrls: [url] });
			expect(pairedRows(itemsOf(outcome))).toEqual([0, 0, 0]);
			expect(JSON.stringify(outcome.runData)).not.toContain('root:');
		});

		test('leave a failed item in its place (HTML called PNG)', async () => {
			await open();
			const html = { kind: 'body', body: '<html>gone</html>', contentType: 'image/png' } as const;
			stage.simulator.addFault({ on: 'image', text: 'fox', fault: html });
			const outcome = await stage.run(textRows('owl', 'fox'), {
				onError: 'continueRegularOutput',
			});
			expect(itemsOf(outcome)[0].binary).toBeDefined();
			const { imageUrl: owlUrl } = itemsOf(outcome)[0].json;
			const ids = taskIdsByText(stage.simulator);
			expect(errorsOf(outcome)).toEqual([
				expect.objectContaining({
					taskId: ids.fox,
					imageUrls: [String(owlUrl).replace(ids.owl, ids.fox)],
				}),
			]);
		});

		test('in the output mode "task" keep the row, and the failed item comes after it', async () => {
			await open({ simulator: { drawMs: 0 } });
			const fault = doneWith(realImage(1), 'file:///etc/passwd', realImage(3));
			stage.simulator.addFault({ on: 'query', text: 'fox', fault });
			const outcome = await stage.run([{ text: 'fox', num: 3 }, { text: 'owl' }], {
				options: { outputMode: 'task' },
				onError: 'continueRegularOutput',
			});
			const [fox, failed, owl] = itemsOf(outcome);
			expect(Object.keys(fox.binary!)).toEqual(['data', 'data_3']);
			expect(fox.json.imageUrls).toHaveLength(3);
			expect(failed.json.error).toMatchObject({
				taskId: taskIdsByText(stage.simulator).fox,
				imageUrls: ['file:///etc/passwd'],
			});
			expect(owl.json).toMatchObject({ text: 'owl' });
			expect(pairedRows(itemsOf(outcome))).toEqual([0, 0, 1]);
		});
	});

	test('that cannot be had fail a run without Continue, with task id and address', async () => {
		await open();
		const fault = { kind: 'http', status: 400 } as const;
		stage.simulator.addFault({ on: 'image', fault });
		const { error } = await stage.run(textRows('fox'));
		const { taskId } = stage.simulator.service.ledger[0];
		expect(error?.message).toContain(taskId);
		expect(`${error?.message} ${error?.description}`).toContain(`/${taskId}/1.png`);
	});
});

describe('what a person sees of a run', () => {
	test('a hint sums it up: images drawn and billed, rows failed, tasks still drawing', async () => {
		await open({ simulator: { slots: 3 } });
		stage.simulator.addFault({ on: 'submit', text: 'bad', fault: { kind: 'answer', code: 202 } });
		stage.simulator.addFault({
			on: 'query',
			text: 'late',
			times: null,
			fault: { kind: 'answer', code: 200, keepData: true, data: { status: 0 } },
		});
		const rows = [
			{ text: 'fox', num: 3 },
			{ text: 'bad' },
			{ text: 'late', num: 2 },
			{ text: 'owl' },
		];
		const outcome = await stage.run(rows, {
			options: {
				maxWaitTime: '={{ $json.text === "late" ? 1 : 60 }}',
				onTimeout: 'returnPending',
			},
			onError: 'continueRegularOutput',
		});
		const hint = outcome.hints.map(({ message }) => message).join(' ');
		expect(hint).toMatch(/4 images drawn/i);
		expect(hint).toMatch(/6 images paid/i);
		expect(hint).toMatch(/1 row failed/i);
		expect(hint).toMatch(/1 task still drawing/i);
	});

	test('messages to the browser tell how far it is', async () => {
		await open();
		const messages: IDataObject[] = [];
		const workflow = stage.workflow(manyRows(30), { options: atOnce });
		await stage.start(workflow, {
			onMessageToUi: (message) => messages.push(...(message.messages as IDataObject[])),
		}).finished;
		expect(messages.length).toBeGreaterThan(1);
		expect(messages.at(-1)).toMatchObject({ rows: 30, rowsDone: 30, imagesDrawn: 30 });
	});

	test("n8n's log has a line for each purchase, at the moment when it is made", async () => {
		await open({ simulator: { slots: 0 } });
		const execution = stage.start(stage.workflow(manyRows(4)));
		const infos = () =>
			stage.engine.logs.flatMap(({ level, message }) => (level === 'info' ? [message] : []));
		const ids = () => stage.simulator.service.ledger.map(({ taskId }) => taskId);
		await until(() => ids().length === 4 && ids().every((id) => infos().join('\n').includes(id)));
		execution.stop();
		await execution.finished;
	});
});

describe('the node', () => {
	const { description } = new JumdataAiDraw();

	test('is offered as a tool, and says in words what it and each of its fields do', async () => {
		await open();
		expect(description.usableAsTool).toBe(true);
		expect(description.description).not.toBe('');
		const operation = description.properties.find(({ name }) => name === 'operation');
		for (const option of operation?.options ?? []) {
			expect(option).toMatchObject({
				action: expect.stringMatching(/\w+ \w+/),
				description: expect.stringMatching(/\w+ \w+/),
			});
		}
		const fields = ['text', 'style', 'resolution', 'num', 'taskId', 'waitForCompletion'];
		for (const name of [...fields, 'downloadImages']) {
			const field = description.properties.find((property) => property.name === name);
			expect(field?.description).toMatch(/\w+ \w+/);
		}
	});

	test('works with no options set, as a fresh one on the canvas', async () => {
		await open({ simulator: { drawMs: 0 } });
		const workflow = stage.workflow(textRows('fox'));
		workflow.nodes.find(({ name }) => name === NODE)!.parameters = { text: 'a fox' };
		const outcome = await stage.start(workflow).finished;
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)[0]).toMatchObject({
			text: 'a fox',
			style: '探索无限',
			resolution: '1024*1024',
			num: 1,
		});
		expect(itemsOf(outcome)[0].binary?.data.mimeType).toBe('image/png');
	});

	test('does nothing where there are no rows', async () => {
		await open();
		const outcome = await stage.run([]);
		expect(outcome.error).toBeUndefined();
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
