import type { INodeParameters } from 'n8n-workflow';
import {
	errorsOf,
	itemsOf,
	jsonsOf,
	manyRows,
	openStage,
	type Stage,
	textRows,
	timesBought,
} from './support/stage.cts';

let stage: Stage;

beforeEach(async () => {
	stage = await openStage();
});

afterEach(async () => await stage.close());

const submit = { operation: 'submit' };
const onContinue = { onError: 'continueRegularOutput' } as const;
/** An expression that fails for the row that is named, and gives a value for others. */
const failingFor = (row: string, value: string) =>
	`={{ $json.text === '${row}' ? $('No Such Node').item.json.x : ${value} }}`;

describe('cells as spreadsheets and people write them', () => {
	test.each([
		['水彩画\u200b', '水彩画'],
		['low-poly', 'low poly'],
		['水彩画 Watercolor', '水彩画'],
		['ＡＮＩＭＥ', '二次元'],
	])('the style %j is drawn as %s', async (style, drawn) => {
		const outcome = await stage.run([{ text: 'fox', style }], { parameters: submit });
		expect(outcome.error).toBeUndefined();
		expect(stage.simulator.service.ledger[0].style).toBe(drawn);
	});

	test.each([
		['1:1', '1024*1024'],
		['竖图', '1024*1536'],
		['横图（1536×1024）', '1536*1024'],
	])('the resolution %j is drawn as %s', async (resolution, drawn) => {
		const outcome = await stage.run([{ text: 'fox', resolution }], { parameters: submit });
		expect(outcome.error).toBeUndefined();
		expect(stage.simulator.service.ledger[0].resolution).toBe(drawn);
	});

	test('a text that is none is refused before it is paid, and the others are drawn', async () => {
		const rows = textRows('fox', '#N/A', 'undefined', '\u200b', 'half \ud83e', '[object Object]');
		const outcome = await stage.run(rows, { parameters: submit, ...onContinue });
		expect(timesBought(stage.simulator)).toEqual({ fox: 1 });
		expect(errorsOf(outcome).map(({ message }) => message)).toEqual([
			expect.stringMatching(/Row 2: The text cannot be "#N\/A"/),
			expect.stringMatching(/Row 3: The text cannot be "undefined"/),
			expect.stringMatching(/Row 4: The text cannot be "\\u200b"/),
			expect.stringMatching(/Row 5: The text cannot be "half \\ud83e"/),
			expect.stringMatching(/Row 6: The text cannot be "\[object Object\]"/),
		]);
	});

	test('a column whose name is wrong is asked for', async () => {
		const { error } = await stage.run(textRows('fox'), {
			parameters: { ...submit, text: '={{ $json.txet }}' },
		});
		expect(`${error?.message} ${error?.description}`).toMatch(
			/The text is empty.*Check that the name of the column is right/s,
		);
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});

describe('a switch that comes from a cell', () => {
	const switched = (value: unknown) => ({
		rows: [{ text: 'fox', files: value }] as Parameters<Stage['run']>[0],
		node: { parameters: { downloadImages: '={{ $json.files }}' } },
	});

	test.each([true, 'yes', 'ON', 1, '1', '是', 'TRUE'])('%j downloads the images', async (value) => {
		const { rows, node } = switched(value);
		const [item] = itemsOf(await stage.run(rows, node));
		expect(item.binary).toHaveProperty('data');
	});

	test.each([false, 'no', 'Off', 0, '0', '否', 'FALSE'])('%j gives links alone', async (value) => {
		const { rows, node } = switched(value);
		const [item] = itemsOf(await stage.run(rows, node));
		expect(item.json.done).toBe(true);
		expect(item.binary).toBeUndefined();
	});

	test.each([
		['maybe', 'cannot be "maybe"'],
		['', 'is empty'],
		[null, 'is empty'],
		[2, 'cannot be 2'],
	])('%j is refused before anything is paid', async (value, words) => {
		const { rows, node } = switched(value);
		const { error } = await stage.run(rows, node);
		expect(error?.message).toContain(`The field "Download Images" ${words}`);
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});

describe('an expression that fails', () => {
	const second = (value: string) => failingFor('row 2', value);

	/** What the errors of two rows say, the second of which has the expression that fails. */
	const messagesOf = async (parameters: INodeParameters, options: INodeParameters = {}) => {
		const outcome = await stage.run(manyRows(2), {
			parameters: { ...submit, ...parameters },
			options,
			...onContinue,
		});
		expect(outcome.status).toBe('success');
		return errorsOf(outcome).map(({ message }) => String(message));
	};

	test.each<[string, INodeParameters]>([
		['Text', { text: second('"fox"') }],
		['Style', { style: second('"anime"') }],
		['Style', { style: { __rl: true, mode: 'name', value: second('"anime"') } }],
		['Resolution', { resolution: second('"1:1"') }],
		['Number of Images', { num: second('1') }],
		['Download Images', { operation: 'generateAndWait', downloadImages: second('true') }],
		['Task ID', { operation: 'query', taskId: second('"123"') }],
		['Wait for Completion', { operation: 'query', taskId: '1', waitForCompletion: second('true') }],
		[
			'Product Code',
			{ operation: 'getBalance', balanceOf: 'product', productCode: second('"simulatorProduct"') },
		],
	])('in %s costs its row, and its error says where it is', async (name, parameters) => {
		const telling = (await messagesOf(parameters)).filter((it) => it.includes('expression'));
		expect(telling).toEqual([
			expect.stringMatching(new RegExp(`^Row 2: The expression in "${name}" fails: .+`)),
		]);
	});

	test.each([
		['If Text Is Too Long', 'longText', '"error"'],
		['Max Wait Time', 'maxWaitTime', '600'],
		['Include Input Fields', 'includeInputFields', 'true'],
	])('in the option %s costs its row, and its error says where it is', async (name, option, it) => {
		expect(await messagesOf({}, { [option]: second(it) })).toEqual([
			expect.stringMatching(new RegExp(`^Row 2: The expression in "${name}" fails: .+`)),
		]);
	});

	test.each([
		['maxImages', '50'],
		['minBalance', '1'],
		['maxConcurrency', '2'],
	])('in %s for another row than the first fails nothing', async (name, value) => {
		const outcome = await stage.run(manyRows(3), {
			parameters: submit,
			options: { [name]: failingFor('row 2', value) },
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toHaveLength(3);
	});

	test.each([
		['maxImages', 'Max Images'],
		['minBalance', 'Min Balance'],
		['maxConcurrency', 'Rows at Once'],
	])(
		'in %s for the first row ends the run, and its error says where it is',
		async (name, shown) => {
			const { error } = await stage.run(manyRows(3), {
				parameters: submit,
				options: { [name]: failingFor('row 1', '50') },
			});
			expect(error?.message).toContain(`The expression in "${shown}" fails: `);
			expect(stage.simulator.apiRequests).toEqual([]);
		},
	);
});

test('Get Balance of a product gives what Jumdata tells of it, and costs nothing', async () => {
	const outcome = await stage.run(manyRows(2), {
		parameters: { operation: 'getBalance', balanceOf: 'product', productCode: 'simulatorProduct' },
	});
	expect(outcome.error).toBeUndefined();
	expect(jsonsOf(outcome)[1]).toMatchObject({
		productCode: 'simulatorProduct',
		remainCount: expect.any(Number),
		expireTime: expect.any(String),
		taskNo: expect.any(String),
	});
	expect(stage.simulator.service.ledger).toEqual([]);
});

test('an option that was set for another operation, and is not shown, counts as not set', async () => {
	const outcome = await stage.run(manyRows(1), {
		parameters: { operation: 'getBalance' },
		options: { maxConcurrency: '={{ $json.nothing }}', maxImages: -1 },
	});
	expect(outcome.error).toBeUndefined();
	expect(jsonsOf(outcome)[0]).toHaveProperty('balance');
});

describe('options that are one expression as a whole, as imported JSON may have them', () => {
	/** Instead of the options that the stage gives. */
	const whole = (expression: string, parameters: INodeParameters = submit) => {
		const workflow = stage.workflow(manyRows(3), { parameters });
		for (const { type, parameters: saved } of workflow.nodes) {
			if (type.endsWith('jumdataAiDraw')) saved.options = expression;
		}
		return workflow;
	};
	const run = async (...options: Parameters<typeof whole>) =>
		await stage.start(whole(...options)).finished;

	test('limit what is bought', async () => {
		const { error } = await run('={{ ({ maxImages: 2 }) }}');
		expect(error?.message).toMatch(/Max Images/);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('are read for each row', async () => {
		const outcome = await run(
			'={{ ({ includeInputFields: $json.text === "row 2", maxImages: 3 }) }}',
		);
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toHaveLength(3);
	});

	test('count for the operations that show them alone', async () => {
		const outcome = await run('={{ ({ maxImages: 2, maxConcurrency: "none" }) }}', {
			operation: 'getBalance',
		});
		expect(outcome.error).toBeUndefined();
	});

	test('may say nothing', async () => {
		const outcome = await run('={{ ({}) }}');
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toHaveLength(3);
	});

	test.each(['={{ $json.nothing }}', '={{ null }}', '={{ "maxImages" }}', '={{ [1] }}'])(
		'that give no options lift no limit: %s is refused',
		async (expression) => {
			const { error } = await run(expression);
			expect(error?.message).toMatch(/The field "Options" (is empty|cannot be)/);
			expect(stage.simulator.apiRequests).toEqual([]);
		},
	);

	test('that fail say so', async () => {
		const { error } = await run(failingFor('row 1', '({})'));
		expect(error?.message).toContain('The expression in "Options" fails: ');
	});
});
