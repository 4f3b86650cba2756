import { messageOf } from '../../simulator/service/messages.cts';
import { nodeNames } from '../../engine/rowsThen.cts';
import {
	stage,
	open,
	continues,
	faultOn,
	submitsOf,
	idOf,
	boughtIds,
	fullText,
	expectSilence,
} from './support/openedStage.cts';
import {
	errorsOf,
	itemsOf,
	jsonsOf,
	manyRows,
	pairedRows,
	requestsFor,
	textRows,
} from './support/stage.cts';

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
		expect(error?.message).toContain(messageOf(202));
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
		// Some rows went together; all others waited for an answer, which was the failure.
		const submits = requestsFor(stage.simulator, 'submit');
		expect(submits).toBeGreaterThanOrEqual(3);
		expect(submits).toBeLessThanOrEqual(5);
		expect(boughtIds()).toHaveLength(submits - 1);
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
