import type { Fault } from '../../simulator/faults.cts';
import {
	stage,
	open,
	submitting,
	retrying,
	faultOn,
	submitsOf,
	idOf,
	eachOnce,
	fullText,
} from './support/openedStage.cts';
import { itemsOf, jsonsOf, manyRows, pause, textRows, timesBought } from './support/stage.cts';
import type { INodeParameters } from 'n8n-workflow';

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
