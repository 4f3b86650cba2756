import type { IDataObject } from 'n8n-workflow';
import { itemsOf, jsonsOf, openStage, type NodeUnderTest, type Stage } from './support/stage.cts';

let stage: Stage;

beforeEach(async () => {
	stage = await openStage();
});

afterEach(async () => await stage.close());

const prompt = ['text', 'style', 'styleName', 'resolution', 'num'];
const included = { includeInputFields: true };
const rows = [
	{ id: 7, text: 'fox', note: 'first' },
	{ id: 8, text: 'owl', note: 'second' },
];

const run = async (given: IDataObject[], { options, ...node }: NodeUnderTest = {}) =>
	await stage.run(given, { ...node, options: { ...included, ...options } });

test('the fields of the input row come first in each image’s item, the node’s own in place of theirs', async () => {
	const outcome = await run([{ id: 7, text: 'fox', num: 2, taskId: 'old', note: 'first' }]);
	const jsons = jsonsOf(outcome);
	expect(jsons).toHaveLength(2);
	for (const [index, json] of jsons.entries()) {
		expect(json).toMatchObject({ id: 7, note: 'first', text: 'fox', imageIndex: index + 1 });
		expect(json.taskId).not.toBe('old');
		expect(Object.keys(json)).toEqual([
			...['id', 'note'],
			...prompt,
			...['imageUrl', 'fileName', 'imageIndex', 'imageCount'],
			...['taskId', 'status', 'done', 'createTime', 'expiresAt'],
		]);
		expect(itemsOf(outcome)[index].binary).toHaveProperty('data');
	}
});

test.each([
	['submit', ['id', 'note', ...prompt, 'taskId', 'taskNo', 'charged']],
	['getBalance', ['id', 'text', 'note', 'balance', 'taskNo']],
])('the fields of the input row come first with %s', async (operation, names) => {
	const outcome = await run(rows, { parameters: { operation } });
	expect(jsonsOf(outcome)).toEqual([
		expect.objectContaining({ id: 7, note: 'first' }),
		expect.objectContaining({ id: 8, note: 'second' }),
	]);
	for (const json of jsonsOf(outcome)) expect(Object.keys(json)).toEqual(names);
});

test('the fields of the input row come first with Query, done or not, and in one item a row', async () => {
	const bought = await stage.run(rows, { parameters: { operation: 'submit' } });
	const tasks = jsonsOf(bought).map(({ taskId }, index) => ({ id: index, taskId }));
	for (const waitForCompletion of [false, true]) {
		const outcome = await run(tasks, {
			parameters: { operation: 'query', taskId: '={{ $json.taskId }}', waitForCompletion },
			options: { outputMode: 'task' },
		});
		expect(jsonsOf(outcome)).toEqual([
			expect.objectContaining({ id: 0, taskId: tasks[0].taskId }),
			expect.objectContaining({ id: 1, taskId: tasks[1].taskId }),
		]);
		for (const json of jsonsOf(outcome)) expect(Object.keys(json)[0]).toBe('id');
	}
});

test('without the option no field of the input row comes along', async () => {
	const outcome = await stage.run(rows, { parameters: { operation: 'submit' } });
	for (const json of jsonsOf(outcome)) expect(json).not.toHaveProperty('id');
});

test('the option is read for each row', async () => {
	const outcome = await run(rows, {
		parameters: { operation: 'submit' },
		options: { includeInputFields: '={{ $json.id === 8 }}' },
	});
	expect(jsonsOf(outcome).map(({ id }) => id)).toEqual([undefined, 8]);
});

test('an input field “error” is left out of good items, since n8n would take them for failed ones', async () => {
	const outcome = await run([{ id: 7, text: 'fox', error: 'of an earlier node' }], {
		parameters: { operation: 'submit' },
		onError: 'continueRegularOutput',
		retryOnFail: true,
	});
	expect(jsonsOf(outcome)[0]).toMatchObject({ id: 7 });
	expect(jsonsOf(outcome)[0]).not.toHaveProperty('error');
	expect(stage.simulator.service.ledger).toHaveLength(1);
});

describe('a failed item', () => {
	const bad = [rows[0], { id: 9, text: '', note: 'bad', error: 'old' }, rows[1]];

	test('has the fields of its input row under Continue, refused rows included', async () => {
		const outcome = await run(bad, {
			parameters: { operation: 'submit' },
			onError: 'continueRegularOutput',
		});
		const [, failed] = jsonsOf(outcome);
		expect(Object.keys(failed)).toEqual(['id', 'text', 'note', 'error']);
		expect(failed).toMatchObject({
			id: 9,
			error: { message: expect.stringContaining('Row 2: The text is empty') },
		});
	});

	test('has them once with the error output, where n8n adds them itself', async () => {
		const outcome = await run(bad, {
			parameters: { operation: 'submit' },
			onError: 'continueErrorOutput',
		});
		expect(jsonsOf(outcome)).toHaveLength(2);
		expect(jsonsOf(outcome)[0]).toMatchObject({ id: 7, note: 'first' });
		const [failed] = jsonsOf(outcome, 1);
		expect(failed).toMatchObject({
			id: 9,
			note: 'bad',
			error: { message: expect.stringContaining('Row 2: The text is empty') },
		});
	});

	test('has them where the whole run is refused', async () => {
		const outcome = await run(rows, {
			options: { maxImages: 1 },
			onError: 'continueRegularOutput',
		});
		expect(jsonsOf(outcome)).toEqual([
			{ ...rows[0], error: expect.objectContaining({ message: expect.any(String) }) },
			{ ...rows[1], error: expect.objectContaining({ message: expect.any(String) }) },
		]);
	});

	test('has none where the option itself cannot be read', async () => {
		const outcome = await run([{ id: 9, text: 'fox' }], {
			options: { includeInputFields: 'maybe' },
			onError: 'continueRegularOutput',
		});
		expect(jsonsOf(outcome)).toEqual([
			{
				error: {
					message: expect.stringContaining(
						'Row 1: The option "Include Input Fields" cannot be "maybe"',
					),
				},
			},
		]);
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
