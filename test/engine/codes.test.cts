import { messageOf } from '../../simulator/service/messages.cts';
import type { Fault } from '../../simulator/faults.cts';
import {
	stage,
	open,
	continues,
	submitting,
	withoutPictures,
	faultOn,
	submitsOf,
	idOf,
	eachOnce,
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
	timesBought,
} from './support/stage.cts';
import type { IDataObject } from 'n8n-workflow';

describe('a code of the vendor', () => {
	const ofRow = [201, 202, 400, 999, 777];
	const passing = [500, 606, 609, 610];

	const expectRefused = (json: IDataObject, index: number, code: number) => {
		expect(Object.keys(json)).toEqual(['error']);
		const error = json.error as IDataObject;
		expect(error).toMatchObject({ code, taskNo: expect.any(String) });
		expect(error.message).toMatch(new RegExp(`row ${index + 1}\\b`, 'i'));
		expect(error.message).toContain(messageOf(code));
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
			expect(error.message).toContain(messageOf(code));
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
				message: expect.stringContaining(messageOf(609)),
			}),
		]);
	});
});
