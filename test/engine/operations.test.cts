import { nodeNames } from '../../engine/rowsThen.cts';
import { stage, open, atOnce, indexes, entryOf } from './support/openedStage.cts';
import { openHost } from './support/otherHost.cts';
import {
	errorsOf,
	itemsOf,
	jsonsOf,
	manyRows,
	pairedRows,
	pause,
	requestsFor,
	taskIdsByText,
	textRows,
	timesBought,
	until,
} from './support/stage.cts';
import type { IDataObject } from 'n8n-workflow';

const createTimeOf = (text: string): string =>
	new Date(entryOf(text).acceptedAtMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const expiresAtOf = (createTime: string): unknown => {
	const created = new Date(`${createTime.replace(' ', 'T')}+08:00`);
	if (Number(createTime.slice(8, 10)) > 28) return expect.stringMatching(/^\d{4}-.*Z$/);
	const inChina = new Date(created.getTime() + 8 * 3_600_000);
	inChina.setUTCMonth(inChina.getUTCMonth() + 3);
	return new Date(inChina.getTime() - 8 * 3_600_000).toISOString();
};

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
				styleName: 'Oil Painting',
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
		let mostAtOnce = 0;
		for (let answered = 0; answered < 9; answered = waiting.length) {
			await until(() => waiting.length > answered);
			await pause(60);
			mostAtOnce = Math.max(mostAtOnce, waiting.length - answered);
			for (const answer of waiting.slice(answered)) answer();
		}
		expect(mostAtOnce).toBe(3);
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
					styleName: 'Oil Painting',
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
			styleName: 'Oil Painting',
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
