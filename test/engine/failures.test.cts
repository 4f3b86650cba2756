import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Execution } from '../../engine/execution.cts';
import { nodeNames } from '../../engine/rowsThen.cts';
import type { Fault } from '../../simulator/faults.cts';
import { openHost } from './support/otherHost.cts';
import { sentRequests } from './support/sentRequests.cts';
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

const continues = { onError: 'continueRegularOutput' } as const;
const submitting = { parameters: { operation: 'submit' } };
const withoutPictures = { parameters: { downloadImages: false } };
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const faultOn = (
	on: 'submit' | 'query' | 'image',
	text: string,
	fault: Fault,
	times: number | null = 1,
) => stage.simulator.addFault({ on, text, fault, times });

const submitsOf = (text: string): number =>
	stage.simulator.service.requests.filter(
		(request) => request.endpoint === 'submit' && request.text === text,
	).length;

const idOf = (text: string): string => taskIdsByText(stage.simulator)[text];

const boughtIds = (): string[] => stage.simulator.service.ledger.map(({ taskId }) => taskId);

const eachOnce = (rows: IDataObject[]): Record<string, number> =>
	Object.fromEntries(rows.map(({ text }) => [text, 1]));

const fullText = (error: unknown): string => {
	const { message, description } = error as { message: string; description?: string };
	return `${message}\n${description ?? ''}`;
};

const logged = (level?: string): string =>
	stage.engine.logs
		.filter((entry) => level === undefined || entry.level === level)
		.map(({ message, metadata }) => `${message} ${JSON.stringify(metadata)}`)
		.join('\n');

/** Fails if requests still leave. */
async function expectSilence(): Promise<void> {
	const before = sentRequests();
	expect(before).toBeGreaterThan(0);
	await pause(110);
	expect(sentRequests()).toBe(before);
}

const words: Record<number, string> = {
	201: 'taskId不存在',
	202: '文本黄反拦截',
	400: '参数错误',
	404: '接口地址不正确',
	500: '系统维护,请稍候再试',
	601: '接口未开通',
	602: '账号停用',
	604: '接口停用',
	606: '调用超限,请稍候再试',
	607: 'ip不在白名单',
	609: '请求过于频繁,请稍候再试',
	610: '请求超时',
	999: '其他错误',
	777: '其他错误',
};

describe('a code of the vendor', () => {
	const ofRow = [201, 202, 400, 999, 777];
	const passing = [500, 606, 609, 610];

	const expectRefused = (json: IDataObject, index: number, code: number) => {
		expect(Object.keys(json)).toEqual(['error']);
		const error = json.error as IDataObject;
		expect(error).toMatchObject({ code, taskNo: expect.any(String) });
		expect(error.message).toMatch(new RegExp(`row ${index + 1}\\b`, 'i'));
		expect(error.message).toContain(words[code]);
		expect(error.message).toContain(error.taskNo);
		expect(error).not.toHaveProperty('taskId');
	};

	test('that answers a submit fails its row alone, with all that is known', async () => {
		await open();
		const rows = ofRow.map((code) => ({ text: `code ${code}` }));
		for (const code of ofRow) faultOn('submit', `code ${code}`, { kind: 'answer', code }, null);
		const outcome = await stage.run([...rows, { text: 'good' }], {
			...withoutPictures,
			...continues,
			options: { maxConcurrency: 20 },
		});
		expect(outcome.status).toBe('success');
		expect(pairedRows(itemsOf(outcome))).toEqual([...rows.keys(), rows.length]);
		for (const [index, code] of ofRow.entries()) {
			expectRefused(jsonsOf(outcome)[index], index, code);
		}
		for (const code of ofRow) expect(submitsOf(`code ${code}`)).toBe(1);
		expect(timesBought(stage.simulator)).toEqual({ good: 1 });
	});

	test.each(passing)(
		'%i on a submit is asked again until the time of its row is over',
		async (code) => {
			await open();
			faultOn('submit', `code ${code}`, { kind: 'answer', code }, null);
			const outcome = await stage.run([{ text: `code ${code}` }, { text: 'good' }], {
				...withoutPictures,
				...continues,
				options: { maxWaitTime: 5 },
			});
			expectRefused(jsonsOf(outcome)[0], 0, code);
			expect(submitsOf(`code ${code}`)).toBeGreaterThan(1);
			expect(timesBought(stage.simulator)).toEqual({ good: 1 });
		},
	);

	test('that asks to wait on a submit is waited for, and the row is bought once', async () => {
		await open();
		const rows = passing.map((code) => ({ text: `code ${code}` }));
		for (const code of passing) faultOn('submit', `code ${code}`, { kind: 'answer', code });
		faultOn('submit', 'http 429', { kind: 'http', status: 429, headers: { 'retry-after': '0' } });
		const all = [...rows, { text: 'http 429' }];
		const outcome = await stage.run(all, submitting);
		expect(outcome.error).toBeUndefined();
		expect(timesBought(stage.simulator)).toEqual(eachOnce(all));
	});

	test('610 that does not say charge: false may have been billed, and is not repeated', async () => {
		await open();
		faultOn('submit', 'fox', { kind: 'answer', code: 610, omit: ['charge'], accept: true });
		faultOn('submit', 'owl', { kind: 'answer', code: 610, charge: true, accept: true });
		faultOn('submit', 'bee', { kind: 'answer', code: 500, charge: true, accept: true });
		const outcome = await stage.run(textRows('fox', 'owl', 'bee'), { ...submitting, ...continues });
		expect(errorsOf(outcome)).toEqual([
			expect.objectContaining({ code: 610, text: 'fox' }),
			expect.objectContaining({ code: 610, text: 'owl', charged: true }),
			expect.objectContaining({ code: 500, text: 'bee', charged: true }),
		]);
		expect(timesBought(stage.simulator)).toEqual({ fox: 1, owl: 1, bee: 1 });
	});

	const ofAccount: Array<[string, Fault, IDataObject]> = [
		...[601, 602, 604, 607, 404].map((code): [string, Fault, IDataObject] => [
			`code ${code}`,
			{ kind: 'answer', code },
			{ code },
		]),
		['HTTP 404', { kind: 'http', status: 404, body: 'Not Found' }, { httpStatus: 404 }],
	];

	describe.each(ofAccount)('for the whole account (%s)', (_, fault, facts) => {
		test('on a submit stops the batch, and what is bought fails with its id', async () => {
			await open({ simulator: { slots: 0 } });
			faultOn('submit', 'row 3', { kind: 'delay', delayMs: 100, then: fault }, null);
			const outcome = await stage.run(manyRows(10), {
				...continues,
				options: { maxConcurrency: 3 },
			});
			expect(outcome.status).toBe('success');
			expect(requestsFor(stage.simulator, 'submit')).toBe(3);
			await expectSilence();
			const errors = errorsOf(outcome);
			expect(errors).toHaveLength(10);
			expect(errors[0]).toMatchObject({ taskId: idOf('row 1') });
			expect(errors[1]).toMatchObject({ taskId: idOf('row 2') });
			expect(errors[2]).toMatchObject(facts);
			expect(pairedRows(itemsOf(outcome))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		});

		test('on a query stops the batch, and what is bought fails with its id', async () => {
			await open({ simulator: { slots: 0 } });
			stage.simulator.addFault({ on: 'query', skip: 4, times: null, fault });
			const outcome = await stage.run(manyRows(10), {
				...continues,
				options: { maxConcurrency: 2 },
			});
			expect(requestsFor(stage.simulator, 'submit')).toBe(2);
			await expectSilence();
			expect(errorsOf(outcome)).toHaveLength(10);
			expect(
				errorsOf(outcome)
					.slice(0, 2)
					.map(({ taskId }) => taskId),
			).toEqual([idOf('row 1'), idOf('row 2')]);
		});

		test('fails a run without Continue, which names what is bought', async () => {
			await open({ simulator: { slots: 0 } });
			faultOn('submit', 'row 2', { kind: 'delay', delayMs: 60, then: fault }, null);
			const { error } = await stage.run(manyRows(6), { options: { maxConcurrency: 2 } });
			expect(error?.message).toMatch(/row 2/i);
			expect(fullText(error)).toContain(idOf('row 1'));
			expect(requestsFor(stage.simulator, 'submit')).toBe(2);
			await expectSilence();
		});
	});

	test('that answers a query fails its row with the task id where it is final', async () => {
		await open();
		const codes = [202, 400];
		for (const code of codes) faultOn('query', `code ${code}`, { kind: 'answer', code }, null);
		const rows = codes.map((code) => ({ text: `code ${code}` }));
		const outcome = await stage.run([...rows, { text: 'good' }], {
			...withoutPictures,
			...continues,
		});
		for (const [index, code] of codes.entries()) {
			const [error] = [jsonsOf(outcome)[index].error as IDataObject];
			expect(error).toMatchObject({ code, taskId: idOf(`code ${code}`), charged: true });
			expect(error.message).toMatch(new RegExp(`row ${index + 1}\\b`, 'i'));
			expect(error.message).toContain(words[code]);
		}
		expect(jsonsOf(outcome)[2]).toMatchObject({ done: true });
	});

	test('that nobody knows fails a query at the third time running, not before', async () => {
		await open({ simulator: { drawMs: 0 } });
		for (const code of [999, 777]) {
			faultOn('query', `twice ${code}`, { kind: 'answer', code }, 2);
			faultOn('query', `always ${code}`, { kind: 'answer', code }, null);
		}
		const rows = textRows('twice 999', 'always 999', 'twice 777', 'always 777');
		const outcome = await stage.run(rows, { ...withoutPictures, ...continues });
		expect(jsonsOf(outcome).map(({ done, error }) => done ?? (error as IDataObject).code)).toEqual([
			true,
			999,
			true,
			777,
		]);
		for (const code of [999, 777]) {
			const text = `always ${code}`;
			const asked = stage.simulator.service.requests.filter(
				(request) => request.endpoint === 'query' && request.text === text,
			);
			expect(asked).toHaveLength(3);
			expect(errorsOf(outcome)).toContainEqual(
				expect.objectContaining({ code, taskId: idOf(text) }),
			);
		}
	});

	test('that asks to wait on a query shows in the error when the time is over', async () => {
		await open();
		faultOn('query', 'fox', { kind: 'answer', code: 609 }, null);
		const outcome = await stage.run(textRows('fox'), { ...continues, options: { maxWaitTime: 1 } });
		expect(errorsOf(outcome)).toEqual([
			expect.objectContaining({
				taskId: idOf('fox'),
				code: 609,
				message: expect.stringContaining(words[609]),
			}),
		]);
	});
});

describe('under Continue', () => {
	const rows = textRows('good 1', 'refused', 'good 2', 'lost query', 'good 3');

	const addFaults = () => {
		faultOn('submit', 'refused', { kind: 'answer', code: 202 });
		faultOn('query', 'lost query', { kind: 'answer', code: 400 }, null);
	};

	test('good and failed rows come in their order by the one output', async () => {
		await open();
		addFaults();
		const outcome = await stage.run(rows, continues);
		expect(outcome.status).toBe('success');
		expect(jsonsOf(outcome).map(({ text, error }) => text ?? typeof error)).toEqual([
			'good 1',
			'object',
			'good 2',
			'object',
			'good 3',
		]);
		expect(pairedRows(itemsOf(outcome))).toEqual([0, 1, 2, 3, 4]);
		expect(itemsOf(outcome, 1)).toEqual([]);
	});

	test('with the error output failed rows leave by it, and keep task id and row', async () => {
		await open();
		addFaults();
		const outcome = await stage.run(rows, { onError: 'continueErrorOutput' });
		expect(outcome.status).toBe('success');
		expect(jsonsOf(outcome).map(({ text }) => text)).toEqual(['good 1', 'good 2', 'good 3']);
		expect(pairedRows(itemsOf(outcome))).toEqual([0, 2, 4]);
		expect(itemsOf(outcome).every(({ binary }) => binary?.data.mimeType === 'image/png')).toBe(
			true,
		);
		expect(jsonsOf(outcome).every((json) => !('error' in json))).toBe(true);
		expect(errorsOf(outcome, 1)).toEqual([
			expect.objectContaining({ code: 202, message: expect.stringMatching(/row 2/i) }),
			expect.objectContaining({
				code: 400,
				taskId: idOf('lost query'),
				message: expect.stringMatching(/row 4/i),
			}),
		]);
		expect(pairedRows(itemsOf(outcome, 1))).toEqual([1, 3]);
		expect(outcome.outputs(nodeNames.success)[0]).toHaveLength(3);
		expect(outcome.outputs(nodeNames.failure)[0]).toHaveLength(2);
	});

	test('with the error output a picture that cannot be had leaves by it with its address', async () => {
		await open();
		faultOn('image', 'fox', { kind: 'http', status: 400 });
		const outcome = await stage.run(textRows('fox', 'owl'), { onError: 'continueErrorOutput' });
		expect(jsonsOf(outcome)).toEqual([expect.objectContaining({ text: 'owl' })]);
		expect(errorsOf(outcome, 1)).toEqual([
			expect.objectContaining({
				taskId: idOf('fox'),
				imageUrls: [`${stage.simulator.imageUrl}/${idOf('fox')}/1.png`],
			}),
		]);
	});

	test('a bad row leaves by the error output and the others are drawn', async () => {
		await open();
		const bad = [{ text: 'fox' }, { text: 'owl', style: 'Cubism' }];
		const outcome = await stage.run(bad, { onError: 'continueErrorOutput' });
		expect(jsonsOf(outcome)).toEqual([expect.objectContaining({ text: 'fox' })]);
		expect(errorsOf(outcome, 1)).toEqual([
			expect.objectContaining({ message: expect.stringContaining('Cubism') }),
		]);
	});
});

describe('without Continue', () => {
	test('the error is short: what, which row, how many images, the first ids; all ids follow below', async () => {
		await open();
		const rows = manyRows(9).map((row) => ({ ...row, num: 2 }));
		faultOn('submit', 'row 7', { kind: 'answer', code: 202 });
		const outcome = await stage.run(rows, { options: { maxConcurrency: 1 } });
		const { status, error } = outcome;
		expect(status).toBe('error');
		expect(itemsOf(outcome)).toEqual([]);
		expect(error?.message).toMatch(/row 7/i);
		expect(error?.message).toContain(words[202]);
		expect(error?.message).toMatch(/\b12 images/);
		expect(error?.message).toContain(boughtIds()[0]);
		expect(error!.message.length).toBeLessThan(400);
		expect(boughtIds()).toHaveLength(6);
		for (const taskId of boughtIds()) expect(error?.description).toContain(taskId);
		expect(submitsOf('row 8')).toBe(0);
	});

	test('nothing new is sent, submits on the wire finish, and all that is bought is named', async () => {
		await open({ simulator: { slots: 0 } });
		for (const number of [1, 2, 4]) {
			faultOn('submit', `row ${number}`, { kind: 'delay', delayMs: 400, acceptAfterDelay: true });
		}
		faultOn('submit', 'row 3', {
			kind: 'delay',
			delayMs: 100,
			then: { kind: 'answer', code: 202 },
		});
		const { error } = await stage.run(manyRows(30), { options: { maxConcurrency: 5 } });
		expect(error?.message).toMatch(/row 3/i);
		// The first four went at once; the fifth waited for an answer, which was the failure.
		expect(requestsFor(stage.simulator, 'submit')).toBe(4);
		expect(requestsFor(stage.simulator, 'query')).toBe(0);
		expect(boughtIds()).toHaveLength(3);
		for (const taskId of boughtIds()) expect(error?.description).toContain(taskId);
		await expectSilence();
	});

	test('what may have been billed is named with its text', async () => {
		await open();
		faultOn('submit', 'a lost fox', { kind: 'loseAfter' });
		const { error } = await stage.run(textRows('a lost fox'));
		expect(fullText(error)).toMatch(/may have been billed/i);
		expect(fullText(error)).toContain('a lost fox');
	});

	test('a time-out carries the task id', async () => {
		await open({ simulator: { slots: 0 } });
		const { error } = await stage.run(textRows('fox'), { options: { maxWaitTime: 1 } });
		expect(error?.message).toContain(idOf('fox'));
	});
});

describe('a retry never pays twice:', () => {
	test('Retry on Fail after an error buys each row once', async () => {
		await open();
		const rows = manyRows(8);
		faultOn('submit', 'row 3', { kind: 'answer', code: 202 });
		faultOn('query', 'row 6', { kind: 'answer', code: 400 });
		const outcome = await stage.run(rows, retrying);
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome).map(({ text }) => text)).toEqual(rows.map(({ text }) => text));
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
		expect(jsonsOf(outcome).map(({ taskId }) => taskId)).toEqual(
			rows.map(({ text }) => idOf(text as string)),
		);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'Retry on Fail where the first row failed under %s buys each row once',
		async (onError) => {
			await open();
			const rows = manyRows(8);
			faultOn('submit', 'row 1', { kind: 'answer', code: 202 }, null);
			const outcome = await stage.run(rows, { ...retrying, onError });
			expect(outcome.status).toBe('success');
			expect(timesBought(stage.simulator)).toEqual(eachOnce(rows.slice(1)));
			const good = [...jsonsOf(outcome), ...jsonsOf(outcome, 1)].filter(({ text }) => text);
			const done = good.filter(({ error }) => error === undefined);
			expect(done.map(({ text }) => text)).toEqual(rows.slice(1).map(({ text }) => text));
		},
	);

	test('Retry on Fail fetches pictures that were missing, and buys nothing', async () => {
		await open();
		const rows = manyRows(3);
		faultOn('image', 'row 2', { kind: 'http', status: 400 });
		const outcome = await stage.run(rows, retrying);
		expect(outcome.error).toBeUndefined();
		expect(itemsOf(outcome).every(({ binary }) => binary !== undefined)).toBe(true);
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test('Retry on Fail of Submit puts out what the first try bought', async () => {
		await open();
		const rows = manyRows(5);
		faultOn('submit', 'row 5', { kind: 'answer', code: 202 });
		const outcome = await stage.run(rows, { ...submitting, ...retrying });
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
		expect(jsonsOf(outcome)).toEqual(
			stage.simulator.service.ledger.map(({ taskId, taskNo, text }) =>
				expect.objectContaining({ taskId, taskNo, text, charged: true }),
			),
		);
	});

	test('two rows that ask for the same are two purchases, and stay two', async () => {
		await open();
		const rows = textRows('fox', 'fox', 'owl');
		faultOn('submit', 'owl', { kind: 'answer', code: 202 });
		const outcome = await stage.run(rows, retrying);
		expect(timesBought(stage.simulator)).toEqual({ fox: 2, owl: 1 });
		expect(new Set(jsonsOf(outcome).map(({ taskId }) => taskId)).size).toBe(3);
	});

	test('Retry from the executions list buys each row once, within maxImages', async () => {
		await open();
		const rows = manyRows(6);
		faultOn('query', 'row 2', { kind: 'answer', code: 400 });
		const workflow = stage.workflow(rows, { options: { maxImages: 6 } });
		const failed = await stage.start(workflow).finished;
		expect(failed.status).toBe('error');
		const retried = await stage.retry(failed, workflow);
		expect(retried.error).toBeUndefined();
		expect(jsonsOf(retried).map(({ text }) => text)).toEqual(rows.map(({ text }) => text));
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test('Retry from the executions list goes on waiting after a time-out', async () => {
		await open({ simulator: { slots: 0 } });
		const rows = manyRows(2);
		const workflow = stage.workflow(rows, { options: { maxWaitTime: 1 } });
		const failed = await stage.start(workflow).finished;
		expect(failed.status).toBe('error');
		stage.simulator.service.configure({ slots: Infinity, drawMs: 0 });
		const retried = await stage.retry(failed, workflow);
		expect(retried.error).toBeUndefined();
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test('two retries in a row buy nothing either', async () => {
		await open();
		const rows = manyRows(3);
		faultOn('image', 'row 1', { kind: 'http', status: 400 }, 2);
		const workflow = stage.workflow(rows);
		const first = await stage.start(workflow).finished;
		const second = await stage.retry(first, workflow);
		expect(second.status).toBe('error');
		const third = await stage.retry(second, workflow);
		expect(third.error).toBeUndefined();
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test.each<[string, Fault, INodeParameters]>([
		['whose answer was lost', { kind: 'loseAfter' }, {}],
		['whose connection broke', { kind: 'loseBefore' }, {}],
		['whose answer broke off', { kind: 'truncate' }, {}],
		['that timed out', { kind: 'delay', delayMs: 60_000 }, { requestTimeout: 2 }],
	])(
		'an unclear submit (%s) is repeated by no retry, but by a new execution',
		async (_, fault, options) => {
			await open();
			const rows = textRows('owl', 'fox');
			faultOn('submit', 'fox', fault);
			const workflow = stage.workflow(rows, { ...retrying, options });
			const failed = await stage.start(workflow).finished;
			expect(failed.status).toBe('error');
			expect(fullText(failed.error)).toMatch(/may have been billed/i);
			expect(fullText(failed.error)).toContain('fox');
			const retried = await stage.retry(failed, workflow);
			expect(retried.status).toBe('error');
			expect(fullText(retried.error)).toMatch(/may have been billed/i);
			expect(submitsOf('fox')).toBe(1);
			expect(submitsOf('owl')).toBeLessThanOrEqual(1);

			const anew = await stage.start(workflow).finished;
			expect(anew.error).toBeUndefined();
			expect(submitsOf('fox')).toBe(2);
		},
	);

	test('a submit that never connected is repeated within the run', async () => {
		await open();
		await stage.simulator.goDown();
		const { finished } = stage.start(stage.workflow(manyRows(3), submitting));
		await pause(200);
		await stage.simulator.comeUp();
		const outcome = await finished;
		expect(outcome.error).toBeUndefined();
		expect(timesBought(stage.simulator)).toEqual(eachOnce(manyRows(3)));
	});
});

describe('Stop', () => {
	/** Presses Stop and waits for the end, which the contract wants within a second. */
	async function stop(execution: Execution): Promise<void> {
		const pressedAtMs = performance.now();
		execution.stop();
		const before = sentRequests();
		const outcome = await execution.finished;
		expect(performance.now() - pressedAtMs).toBeLessThan(1000);
		expect(sentRequests()).toBe(before);
		expect(outcome.status).toBe('canceled');
	}

	test.each<[string, INodeParameters, object]>([
		['that looks often', { pollInterval: 0.05 }, {}],
		['that looks when it chooses', { pollInterval: 0 }, {}],
		['that looks once a minute', { pollInterval: 60 }, {}],
		['under Continue', { pollInterval: 60 }, continues],
		['with Retry on Fail', { pollInterval: 0.05 }, retrying],
		['with Retry on Fail under Continue', { pollInterval: 0.05 }, { ...retrying, ...continues }],
	])('ends a long wait %s, and the log has every purchase', async (_, options, node) => {
		await open({ simulator: { slots: 0 } });
		const execution = stage.start(stage.workflow(manyRows(8), { ...node, options }));
		await until(() => boughtIds().length === 5 && requestsFor(stage.simulator, 'query') >= 5);
		await stop(execution);
		expect(requestsFor(stage.simulator, 'submit')).toBe(5);
		await expectSilence();
		for (const taskId of boughtIds()) expect(logged('info')).toContain(taskId);
	});

	test('cuts off a query that gets no answer', async () => {
		await open({ simulator: { slots: 0 } });
		stage.simulator.addFault({
			on: 'query',
			times: null,
			fault: { kind: 'delay', delayMs: 60_000 },
		});
		const execution = stage.start(stage.workflow(manyRows(2)));
		await until(() => requestsFor(stage.simulator, 'query') === 2);
		await stop(execution);
		await expectSilence();
	});

	test('cuts off a download that trickles', async () => {
		await open();
		const fault = { kind: 'trickle', everyMs: 20, forever: true } as const;
		stage.simulator.addFault({ on: 'image', times: null, fault });
		const execution = stage.start(stage.workflow(manyRows(3)));
		await until(() => requestsFor(stage.simulator, 'image') === 3);
		await stop(execution);
		await expectSilence();
		for (const taskId of boughtIds()) expect(logged('info')).toContain(taskId);
	});

	test('ends a wait for the limits of the service', async () => {
		await open({ simulator: { maxUnfinished: 0 } });
		const execution = stage.start(stage.workflow(manyRows(3)));
		await until(() => requestsFor(stage.simulator, 'submit') >= 3);
		await stop(execution);
		await expectSilence();
		expect(boughtIds()).toEqual([]);
	});

	test.each([{}, retrying, continues])(
		'leaves a submit on the wire to finish, whose id is then logged (%j)',
		async (node) => {
			await open();
			const fault = { kind: 'delay', delayMs: 500, acceptAfterDelay: true } as const;
			faultOn('submit', 'fox', fault);
			const execution = stage.start(stage.workflow(textRows('fox', 'owl'), node));
			await until(() => submitsOf('fox') === 1 && boughtIds().length === 1);
			await stop(execution);
			await until(() => boughtIds().length === 2);
			await until(() => boughtIds().every((taskId) => logged('info').includes(taskId)));
			await expectSilence();
			expect(requestsFor(stage.simulator, 'submit')).toBe(2);
		},
	);

	test.each<[string, Fault]>([
		['is lost', { kind: 'delay', delayMs: 300, then: { kind: 'loseAfter' } }],
		['times out', { kind: 'delay', delayMs: 60_000 }],
		[
			'is answered with HTML',
			{ kind: 'delay', delayMs: 300, then: { kind: 'garbage', shape: 'html' } },
		],
	])('logs a submit on the wire that %s as possibly billed, with its text', async (_, fault) => {
		await open();
		faultOn('submit', 'a fox on the wire', fault);
		const workflow = stage.workflow(textRows('a fox on the wire'), {
			options: { requestTimeout: 0.6 },
		});
		const execution = stage.start(workflow);
		await until(() => requestsFor(stage.simulator, 'submit') === 1);
		await stop(execution);
		await until(() => /may have.*a fox on the wire/i.test(logged()));
		expect(requestsFor(stage.simulator, 'submit')).toBe(1);
	});

	test('before the first look buys nothing more on a retry by n8n itself', async () => {
		await open();
		faultOn('submit', 'row 1', { kind: 'delay', delayMs: 500 });
		const node = { ...retrying, options: { maxConcurrency: 1 } };
		const execution = stage.start(stage.workflow(manyRows(5), node));
		await until(() => requestsFor(stage.simulator, 'submit') === 1);
		await stop(execution);
		await pause(600);
		expect(requestsFor(stage.simulator, 'submit')).toBe(1);
	});
});

describe('an odd answer', () => {
	const body = (json: string, contentType?: string): Fault => ({
		kind: 'body',
		body: json,
		contentType,
		accept: true,
	});

	const inSubmit = (data: string, code: string = '200') =>
		`{"code":${code},"msg":"成功","charge":true,"taskNo":"{{taskNo}}","data":${data}}`;

	test('to a submit is taken where it can be read', async () => {
		await open();
		const answers: Record<string, Fault> = {
			'code as a string': { kind: 'answer', code: '200', keepData: true },
			'charge as a string': { kind: 'answer', code: 200, charge: 'true', keepData: true },
			'task id as a number': body(inSubmit('{"taskId":{{taskId}}}')),
			'called HTML': body(inSubmit('{"taskId":"{{taskId}}"}'), 'text/html;charset=UTF-8'),
			'called nothing': body(inSubmit('{"taskId":"{{taskId}}"}'), ''),
			'called a picture': body(inSubmit('{"taskId":"{{taskId}}"}'), 'image/png'),
			'with a hostile key': body(
				inSubmit('{"taskId":"{{taskId}}","__proto__":{"polluted":1}}').replace(
					'{',
					'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
				),
			),
			'in many lines': body(`\n\n ${inSubmit('{\n"taskId" :\t"{{taskId}}"\n}')} \r\n`),
		};
		for (const [text, fault] of Object.entries(answers)) faultOn('submit', text, fault);
		const rows = textRows(...Object.keys(answers));
		const outcome = await stage.run(rows, submitting);
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual(
			rows.map(({ text }) =>
				expect.objectContaining({ text, taskId: idOf(text as string), charged: true }),
			),
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test('to a submit that cannot be read may have been billed: sent once, and its beginning shown', async () => {
		await open();
		const answers: Record<string, [Fault, string]> = {
			html: [{ kind: 'garbage', shape: 'html', accept: true }, '502 Bad Gateway'],
			'cut JSON': [{ kind: 'garbage', shape: 'cutJson', accept: true }, '"code":200'],
			nothing: [{ kind: 'garbage', shape: 'empty', accept: true }, ''],
			'no data': [{ kind: 'answer', code: 200, charge: true, data: null, accept: true }, ''],
			'empty data': [{ kind: 'answer', code: 200, charge: true, data: {}, accept: true }, ''],
			'a list': [body('[{"code":200}]'), '[{"code":200}]'],
			'a word': [body('"gesundheit"'), 'gesundheit'],
			'a null': [body('null'), 'null'],
			'HTTP 502': [{ kind: 'http', status: 502, body: 'upstream died', accept: true }, 'upstream'],
			'no end': [{ kind: 'endless', accept: true }, '"code":200'],
			broken: [{ kind: 'truncate', sentBytes: 20 }, ''],
		};
		for (const [text, [fault]] of Object.entries(answers)) faultOn('submit', text, fault);
		const rows = textRows(...Object.keys(answers));
		const outcome = await stage.run(rows, { ...submitting, ...continues });
		for (const [index, [text, [, beginning]]] of Object.entries(answers).entries()) {
			const json = jsonsOf(outcome)[index];
			expect(Object.keys(json)).toEqual(['error']);
			const { message, text: named } = json.error as IDataObject;
			expect({ text, named }).toEqual({ text, named: text });
			expect(message).toMatch(/may have been billed/i);
			expect(message).toContain(beginning);
			expect(String(message).length).toBeLessThan(1500);
			expect(submitsOf(text)).toBe(1);
		}
	});

	test('that trickles is cut off by the wall clock, and a submit is not sent again', async () => {
		await open();
		faultOn('submit', 'fox', { kind: 'trickle', everyMs: 50, forever: true }, null);
		const beganAtMs = performance.now();
		const outcome = await stage.run(textRows('fox'), {
			...submitting,
			...continues,
			options: { requestTimeout: 0.3 },
		});
		expect(performance.now() - beganAtMs).toBeLessThan(10_000);
		expect(errorsOf(outcome)).toEqual([
			expect.objectContaining({
				text: 'fox',
				message: expect.stringMatching(/may have been billed/i),
			}),
		]);
		expect(submitsOf('fox')).toBe(1);
	});

	test('to a query is asked for again, and the row finishes', async () => {
		await open({ simulator: { drawMs: 0 } });
		const answers: Record<string, Fault> = {
			html: { kind: 'garbage', shape: 'html' },
			'cut JSON': { kind: 'garbage', shape: 'cutJson' },
			nothing: { kind: 'garbage', shape: 'empty' },
			'no data': { kind: 'answer', code: 200, data: null },
			'no end': { kind: 'endless' },
			trickle: { kind: 'trickle', everyMs: 50, forever: true },
			silence: { kind: 'delay', delayMs: 60_000 },
			broken: { kind: 'truncate' },
			reset: { kind: 'loseBefore' },
			...Object.fromEntries(
				[408, 429, 500, 502, 503, 504].map((status) => [
					`HTTP ${status}`,
					{ kind: 'http', status },
				]),
			),
			...Object.fromEntries(
				[500, 606, 609, 610, 201].map((code) => [`code ${code}`, { kind: 'answer', code }]),
			),
		};
		for (const [text, fault] of Object.entries(answers)) faultOn('query', text, fault);
		const rows = textRows(...Object.keys(answers));
		const outcome = await stage.run(rows, {
			...withoutPictures,
			options: { requestTimeout: 3, maxConcurrency: 20 },
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome).map(({ text, done }) => ({ text, done }))).toEqual(
			rows.map(({ text }) => ({ text, done: true })),
		);
		expect(timesBought(stage.simulator)).toEqual(eachOnce(rows));
	});

	test('to a query is taken where it can be read', async () => {
		await open({ simulator: { drawMs: 0 } });
		const image = '{{imageBaseUrl}}/{{taskId}}/1.png';
		const done = (data: string, code = '200') =>
			`{"code":${code},"msg":"成功","charge":false,"taskNo":"1","data":${data}}`;
		const answers: Record<string, string> = {
			'a lone img': done(`{"img":"${image}","status":1}`),
			'an empty list': done(`{"img":"${image}","imgUrls":[],"status":1}`),
			'status as a string': done(`{"imgUrls":[{"image":"${image}"}],"status":"1"}`),
			'code as a string': done(`{"imgUrls":[{"image":"${image}"}],"status":1}`, '"200"'),
			'a hostile key': done(
				`{"__proto__":{"polluted":1,"status":0},"imgUrls":[{"image":"${image}","__proto__":{"polluted":1}}],"status":1}`,
			),
		};
		for (const [text, json] of Object.entries(answers)) {
			faultOn('query', text, { kind: 'body', body: json, contentType: 'text/plain' });
		}
		const outcome = await stage.run(textRows(...Object.keys(answers)));
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual(
			Object.keys(answers).map((text) =>
				expect.objectContaining({
					text,
					done: true,
					imageCount: 1,
					imageUrl: `${stage.simulator.imageUrl}/${idOf(text)}/1.png`,
				}),
			),
		);
		expect(itemsOf(outcome).every(({ binary }) => binary?.data.mimeType === 'image/png')).toBe(
			true,
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test('of which the prototype says "done" is not done', async () => {
		await open({ simulator: { slots: 0 } });
		const data = '{"__proto__":{"status":1,"img":"http://127.0.0.1:9/fox.png"},"status":0}';
		faultOn('query', 'fox', { kind: 'body', body: `{"code":200,"msg":"","data":${data}}` }, null);
		const outcome = await stage.run(textRows('fox'), {
			...continues,
			options: { maxWaitTime: 1, onTimeout: 'returnPending' },
		});
		expect(jsonsOf(outcome)).toEqual([{ taskId: idOf('fox'), status: 0, done: false }]);
	});

	test('of a done task without images is an error that shows it, with the task id', async () => {
		await open();
		const json = '{"code":200,"msg":"nothing to see","data":{"imgUrls":[],"status":1}}';
		faultOn('query', 'fox', { kind: 'body', body: json }, null);
		const outcome = await stage.run(textRows('fox', 'owl'), {
			...withoutPictures,
			...continues,
			options: { maxWaitTime: 4 },
		});
		const [error] = errorsOf(outcome);
		expect(error).toMatchObject({ taskId: idOf('fox') });
		expect(error.message).toContain('"status":1');
		expect(jsonsOf(outcome)[1]).toMatchObject({ text: 'owl', done: true });
	});

	test('to a query that never gets better is shown when the time is over', async () => {
		await open();
		faultOn('query', 'fox', { kind: 'garbage', shape: 'html' }, null);
		const outcome = await stage.run(textRows('fox'), { ...continues, options: { maxWaitTime: 1 } });
		expect(errorsOf(outcome)).toEqual([
			expect.objectContaining({
				taskId: idOf('fox'),
				message: expect.stringContaining('502 Bad Gateway'),
			}),
		]);
	});

	test('keeps all 19 digits of a task id from submit to picture', async () => {
		await open({ simulator: { taskIdForm: 'number' } });
		const outcome = await stage.run(manyRows(3));
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome).map(({ taskId }) => taskId)).toEqual(
			manyRows(3).map(({ text }) => idOf(text as string)),
		);
		expect(itemsOf(outcome).every(({ binary }) => binary !== undefined)).toBe(true);
	});

	test.each([301, 302, 303, 307, 308])(
		'that leads to another host by HTTP %i carries no signed fields there',
		async (status) => {
			const host = await openHost();
			await open();
			const fault: Fault = { kind: 'http', status, headers: { location: `${host.url}/trap` } };
			faultOn('submit', 'submit', fault, null);
			faultOn('query', 'query', fault, null);
			const brief = { ...continues, options: { maxWaitTime: 1 } };
			await stage.run(textRows('submit'), brief);
			expect(submitsOf('submit')).toBe(1);
			const queried = await stage.run(textRows('query'), brief);
			expect(errorsOf(queried)).toEqual([expect.objectContaining({ taskId: idOf('query') })]);
			const arrived = JSON.stringify(host.requests);
			expect(arrived).not.toContain(stage.simulator.service.options.appId);
			expect(arrived).not.toMatch(/sign|[0-9a-f]{64}/);
		},
	);
});

describe('a secret', () => {
	// `stage.close()` looks for the secret and every signature in items, errors, stored data and log.
	test.each([{}, continues, retrying])(
		'stays in the credential when Jumdata repeats the request (%j)',
		async (node) => {
			await open();
			faultOn('submit', 'fox', { kind: 'echo', code: 400 }, null);
			faultOn('query', 'owl', { kind: 'echo', code: 400 }, null);
			faultOn('submit', 'bee', { kind: 'echo', code: 999, accept: true }, null);
			for (const text of ['fox', 'owl', 'bee']) {
				const outcome = await stage.run(textRows(text), node);
				const error = outcome.error ?? errorsOf(outcome)[0];
				expect(fullText(error)).toMatch(/参数错误|其他错误/);
			}
		},
	);

	test('stays in the credential when an unreadable page repeats the request', async () => {
		const host = await openHost(({ body }, response) =>
			response.end(`<h1>Blocked</h1><pre>${body}</pre>${body.toUpperCase()}`),
		);
		await open({ credential: { baseUrl: host.url, bodyFormat: 'urlencoded' } });
		const outcome = await stage.run(textRows('fox'), continues);
		expect(host.requests[0].body).toMatch(/sign=[0-9a-f]{64}/);
		expect(fullText(errorsOf(outcome)[0])).toContain('Blocked');
	});

	test('stays in the credential when nothing answers', async () => {
		await open();
		await stage.simulator.goDown();
		const options = { maxWaitTime: 1 };
		const { error } = await stage.run(textRows('fox'), { options });
		expect(error?.message).toMatch(/reach|connect|refused/i);
		const continued = await stage.run(textRows('fox'), { options, ...continues });
		expect(errorsOf(continued)).toHaveLength(1);
	});
});

describe('a clock that is off', () => {
	const hourMs = 3_600_000;

	test.each([
		['behind', 2 * hourMs],
		['ahead', -2 * hourMs],
	])('is named where a request is refused: two hours %s', async (side, clockOffsetMs) => {
		await open({ simulator: { clockOffsetMs } });
		const named = new RegExp(`clock.*(2 hours|120 minutes) ${side}`, 'i');
		const { error } = await stage.run(textRows('fox'));
		expect(fullText(error)).toMatch(named);
		const continued = await stage.run(textRows('fox'), continues);
		expect(errorsOf(continued)).toEqual([
			expect.objectContaining({ code: 400, message: expect.stringMatching(named) }),
		]);
		expect(boughtIds()).toEqual([]);
	});

	test('is not named where it is off by less than a minute', async () => {
		await open({ simulator: { clockOffsetMs: 40_000 } });
		faultOn('submit', 'fox', { kind: 'answer', code: 400 });
		const { error } = await stage.run(textRows('fox'));
		expect(fullText(error)).not.toMatch(/clock/i);
	});
});

describe('a credential that cannot sign', () => {
	test.each([
		['no App Secret', { appSecret: '' }, /secret/i],
		['no App ID', { appId: ' ' }, /app ?id/i],
		['an address that is none', { baseUrl: 'api.jumdata' }, /base url/i],
	])('fails the run at once and says why: %s', async (_, credential, reason) => {
		await open({ credential });
		const { error } = await stage.run(manyRows(3));
		expect(fullText(error)).toMatch(reason);
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
