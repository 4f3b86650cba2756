import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { nodeNames, rowsThen } from '../../engine/rowsThen.cts';
import type { Fault } from '../../simulator/faults.cts';
import type { HttpRequest } from '../../simulator/server.cts';
import { openHost } from './support/otherHost.cts';
import {
	APP_SECRET,
	expectNoSecret,
	jsonsOf,
	NODE_TYPE,
	openStage,
	type Stage,
	type StageOptions,
	textRows,
	timesBought,
} from './support/stage.cts';

let stage: Stage;

const open = async (options?: StageOptions) => {
	stage = await openStage(options);
};

afterEach(async () => await stage.close());

const bodyFormats = ['multipart', 'urlencoded'];

/** The fields of a request, wherever they are. */
function fieldsOf({ path, headers, body }: HttpRequest): Record<string, string> {
	const query = new URL(path, 'http://simulator.invalid').searchParams;
	const text = body.toString();
	const type = headers['content-type'] ?? '';
	const inParts = [...text.matchAll(/name="(\w+)"(?:\r\n[^\r\n]+)*\r\n\r\n([^]*?)\r\n--/g)];
	const inBody = type.includes('multipart')
		? inParts.map(([, name, value]) => [name, value])
		: type.includes('json')
			? Object.entries(JSON.parse(text) as object).map(([name, value]) => [name, String(value)])
			: [...new URLSearchParams(text)];
	return { ...Object.fromEntries(query), ...Object.fromEntries(inBody) };
}

/** The signature as the vendor's page defines it. */
const expectedSign = ({ appId, timestamp }: Record<string, string>): string =>
	createHash('sha256').update(`${appId}${APP_SECRET}${timestamp}`).digest('hex');

function expectSigned(request: HttpRequest): void {
	const fields = fieldsOf(request);
	expect(fields.appId).toBe(stage.simulator.service.options.appId);
	expect(fields.timestamp).toMatch(/^\d{13}$/);
	expect(Math.abs(Number(fields.timestamp) - request.atMs)).toBeLessThan(30_000);
	expect(fields.sign).toBe(expectedSign(fields));
	expectNoSecret([request.path, request.headers, request.body.toString()]);
}

describe('the test of a credential', () => {
	/** That a test asks once, buys nothing, and never shows the secret. */
	async function expectResult(status: 'OK' | 'Error', reason: RegExp): Promise<void> {
		const result = await stage.engine.testCredential(NODE_TYPE, 'jumdataApi');
		expect(result.status).toBe(status);
		expect(result.message).toMatch(reason);
		expect(result.message).toMatch(/^[A-Z].*[a-z]{3,} [a-z]{2,}/s);
		expectNoSecret(result);
		expect(result.message).not.toMatch(/[0-9a-f]{40}/i);
		expect(stage.simulator.service.ledger).toEqual([]);
		expect(stage.simulator.service.counters.requests.submit).toBe(0);
	}

	const answering = (fault: Fault) => stage.simulator.addFault({ on: 'query', times: null, fault });

	describe.each(bodyFormats)('with its fields sent as %s', (bodyFormat) => {
		test('passes where Jumdata does not know the made-up task (201)', async () => {
			await open({ credential: { bodyFormat } });
			await expectResult('OK', /./);
			const [request, ...more] = stage.simulator.apiRequests;
			expect(more).toEqual([]);
			expect({ method: request.method, path: request.path }).toEqual({
				method: 'POST',
				path: '/ai/draw/query',
			});
			expect(request.headers['content-type']).toContain(bodyFormat);
			expect(fieldsOf(request).taskId).toMatch(/^\d+$/);
			expectSigned(request);
		});

		test('passes where Jumdata knows the made-up task (200)', async () => {
			await open({ credential: { bodyFormat } });
			answering({ kind: 'answer', code: 200, data: { status: 0 } });
			await expectResult('OK', /./);
		});

		test('fails with a wrong secret', async () => {
			await open({ credential: { bodyFormat, appSecret: 'not the one' } });
			await expectResult('Error', /the App Secret does not fit the App ID .*Jumdata: 签名错误/i);
		});

		test('fails for a disabled account', async () => {
			await open({ credential: { bodyFormat }, simulator: { accountCode: 602 } });
			await expectResult('Error', /disabled/i);
		});

		test('fails where HTML comes back, and shows its beginning', async () => {
			await open({ credential: { bodyFormat } });
			answering({ kind: 'garbage', shape: 'html' });
			await expectResult('Error', /could not be read.*502 Bad Gateway/i);
		});

		test('fails where nothing answers', async () => {
			await open({ credential: { bodyFormat } });
			await stage.simulator.goDown();
			await expectResult('Error', /could not be reached|refused|connect/i);
		});
	});

	const codes: Array<[number, RegExp]> = [
		[202, /blocked|review/i],
		[400, /parameter/i],
		[404, /address/i],
		[500, /maintenance/i],
		[601, /not activated/i],
		[604, /disabled/i],
		[606, /limit/i],
		[607, /whitelist|allow/i],
		[609, /too quickly/i],
		[610, /timed out/i],
		[999, /其他错误/],
		[777, /777/],
		[0, /\b0\b/],
	];

	test.each(codes)(
		'fails for the code %d with its reason in plain English',
		async (code, reason) => {
			await open();
			answering({ kind: 'answer', code });
			await expectResult('Error', reason);
		},
	);

	test.each<[string, Fault, RegExp]>([
		['an empty answer', { kind: 'garbage', shape: 'empty' }, /empty/i],
		['JSON that breaks off', { kind: 'garbage', shape: 'cutJson' }, /could not be read/i],
		['JSON without a code', { kind: 'body', body: '{"ok":true}' }, /could not be read/i],
		['a list', { kind: 'body', body: '[200]' }, /could not be read/i],
		['a bare number', { kind: 'body', body: '201' }, /could not be read/i],
		['HTTP 500', { kind: 'http', status: 500, body: 'sorry' }, /HTTP 500/],
		['HTTP 401', { kind: 'http', status: 401 }, /HTTP 401/],
		['HTTP 404', { kind: 'http', status: 404, body: 'Not Found' }, /base url/i],
		['a lost answer', { kind: 'loseAfter' }, /: the connection broke \(ECONNRESET\)\./],
		['an answer that repeats the request', { kind: 'echo', code: 400 }, /parameter/i],
	])('fails for %s', async (_, fault, reason) => {
		await open();
		answering(fault);
		await expectResult('Error', reason);
	});

	test('passes for a code in quotes', async () => {
		await open();
		answering({ kind: 'answer', code: '201' });
		await expectResult('OK', /./);
	});

	test('fails where the address leads to another host, which gets no signed fields', async () => {
		const host = await openHost((_, response) => response.end('{"code":200,"msg":"come in"}'));
		await open();
		answering({ kind: 'http', status: 307, headers: { location: `${host.url}/trap` } });
		await expectResult('Error', /307|elsewhere|redirect/i);
		const arrived = JSON.stringify(host.requests);
		expect(arrived).not.toContain(stage.simulator.service.options.appId);
		expect(arrived).not.toMatch(/[0-9a-f]{64}/);
	});

	test('names a clock that is off, and which way', async () => {
		await open({ simulator: { clockOffsetMs: 2 * 3_600_000 } });
		await expectResult('Error', /clock: it is 2 hours behind/i);
	});

	test.each<[string, IDataObject, RegExp]>([
		['no App ID', { appId: '' }, /app ?id/i],
		['no App Secret', { appSecret: ' ' }, /app ?secret/i],
		['an address that is none', { baseUrl: 'jumdata' }, /base url/i],
		['an address that is no web address', { baseUrl: 'ftp://jumdata.com' }, /base url/i],
	])('fails at once with %s', async (_, credential, reason) => {
		await open({ credential: credential as never });
		await expectResult('Error', reason);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('takes keys with stray spaces, and an address with a slash at its end', async () => {
		await open({ credential: { appSecret: ` ${APP_SECRET}\n` } });
		await expectResult('OK', /./);
		const baseUrl = `${stage.simulator.apiUrl}/`;
		await stage.close();
		await open({ simulator: { apiPort: Number(new URL(baseUrl).port) }, credential: { baseUrl } });
		await expectResult('OK', /./);
		expect(stage.simulator.apiRequests[0].path).toBe('/ai/draw/query');
	});
});

describe('the node in the engine', () => {
	test.each(bodyFormats)('signs every request anew, its fields sent as %s', async (bodyFormat) => {
		await open({ credential: { bodyFormat } });
		stage.simulator.addFault({ on: 'submit', fault: { kind: 'answer', code: 609 } });
		stage.simulator.addFault({ on: 'query', fault: { kind: 'http', status: 401 } });
		const outcome = await stage.run(textRows('fox'));
		expect(outcome.error).toBeUndefined();
		const { apiRequests } = stage.simulator;
		expect(apiRequests.length).toBeGreaterThanOrEqual(4);
		for (const request of apiRequests) expectSigned(request);
		const submits = apiRequests.filter(({ path }) => path === '/ai/draw/submit');
		expect(submits).toHaveLength(2);
		const [first, second] = submits.map((request) => Number(fieldsOf(request).timestamp));
		expect(second).toBeGreaterThan(first);
		const { appId, timestamp, sign, ...fields } = fieldsOf(submits[0]);
		expect([appId, timestamp, sign].every(Boolean)).toBe(true);
		expect(fields).toEqual({ text: 'fox', style: '油画', resolution: '1024*1024', num: '1' });
	});

	test.each(['submit', 'getBalance'])('asks for JSON alone: %s', async (operation) => {
		await open();
		await stage.run(textRows('fox'), { parameters: { operation } });
		const { apiRequests } = stage.simulator;
		expect(apiRequests.map(({ headers }) => headers.accept)).toEqual(['application/json']);
	});

	test('is not answered twice for an HTTP 401, which n8n itself would send again', async () => {
		await open();
		stage.simulator.addFault({ on: 'submit', times: null, fault: { kind: 'http', status: 401 } });
		await stage.run(textRows('fox'));
		expect(stage.simulator.apiRequests).toHaveLength(1);
	});
});

/** Today's helper, and the older one of n8n's HTTP Request node. */
type Helper = 'httpRequestWithAuthentication' | 'requestWithAuthentication';

const helpers: Helper[] = ['httpRequestWithAuthentication', 'requestWithAuthentication'];

/** Sends what its rows say with the credential, by today's helper or the one of n8n's HTTP Request node. */
const caller: INodeType = {
	description: {
		displayName: 'Caller',
		name: 'caller',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Caller' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'jumdataApi', required: true }],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const answers: IDataObject[] = [];
		for (const { json } of this.getInputData()) {
			const { helper, options } = structuredClone(json) as { helper: Helper; options: IDataObject };
			const answer: unknown = await this.helpers[helper].call(this, 'jumdataApi', options as never);
			const body = (typeof answer === 'string' ? JSON.parse(answer) : answer) as IDataObject;
			// n8n's HTTP Request node shows and stores the options that it passed in.
			const isSignatureShown = /[0-9a-f]{64}/.test(JSON.stringify(options));
			answers.push({ ...body, isSignatureShown });
		}
		return [this.helpers.returnJsonArray(answers)];
	},
};

describe('any API of Jumdata, through a predefined credential', () => {
	const fields = { text: '雪中的 fox\nat dawn', style: '油画', resolution: '1024*1024', num: 1 };
	const [today, older] = helpers;
	const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
	const inText = new URLSearchParams({ ...fields, num: '1' }).toString();

	const requests: Array<[string, Helper, IDataObject]> = [
		['JSON', today, { body: fields, json: true }],
		['JSON', older, { body: fields, json: true }],
		[
			'JSON text',
			older,
			{ body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } },
		],
		['urlencoded text', today, { body: inText, headers: urlencoded }],
		['urlencoded text', older, { body: inText, headers: urlencoded }],
		['a form', older, { form: fields }],
		['form data', older, { formData: fields }],
	];

	const rowOf = (helper: Helper, path: string, options: IDataObject): IDataObject => {
		const address = { [helper === older ? 'uri' : 'url']: stage.simulator.apiUrl + path };
		return { helper, options: { ...address, ...options } };
	};

	test.each(requests)('is signed as %s by %s, in a copy', async (_, helper, options) => {
		await open({ engine: { nodeTypes: { 'CUSTOM.caller': caller } } });
		const row = rowOf(helper, '/ai/draw/submit', { method: 'POST', ...options });
		const workflow = rowsThen([row], { type: 'CUSTOM.caller' }, { sinks: true });
		const outcome = await stage.start(workflow).finished;
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual([
			expect.objectContaining({ code: 200, charge: true, isSignatureShown: false }),
		]);
		for (const request of stage.simulator.apiRequests) expectSigned(request);
		expect(timesBought(stage.simulator)).toEqual({ [fields.text]: 1 });
		expect(outcome.outputs(nodeNames.success)[0]).toHaveLength(1);
	});

	test.each(helpers)('is signed as GET by %s', async (helper) => {
		await open({ engine: { nodeTypes: { 'CUSTOM.caller': caller } } });
		const options = { method: 'GET', json: true, qs: { page: '1' } };
		const row = rowOf(helper, '/assistant/balance', options);
		const workflow = rowsThen([row], { type: 'CUSTOM.caller' });
		const outcome = await stage.start(workflow).finished;
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual([
			expect.objectContaining({ code: 200, data: 1000, isSignatureShown: false }),
		]);
		const [request] = stage.simulator.apiRequests;
		expectSigned(request);
		expect(fieldsOf(request).page).toBe('1');
	});
});
