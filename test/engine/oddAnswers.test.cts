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
} from './support/openedStage.cts';
import { openHost } from './support/otherHost.cts';
import { errorsOf, itemsOf, jsonsOf, manyRows, textRows, timesBought } from './support/stage.cts';
import type { IDataObject } from 'n8n-workflow';

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
		// After each a good row: three unclear ones in a row would end the run.
		const rows = textRows(...Object.keys(answers).flatMap((text) => [text, `good after ${text}`]));
		const node = { ...submitting, ...continues, options: { maxConcurrency: 1 } };
		const outcome = await stage.run(rows, node);
		for (const [index, [text, [, beginning]]] of Object.entries(answers).entries()) {
			const json = jsonsOf(outcome)[2 * index];
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
