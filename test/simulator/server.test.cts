import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { loadImage } from '@napi-rs/canvas';
import { startSimulator, type Simulator } from '../../simulator/server.cts';
import { signatureOf } from '../../simulator/service.cts';
import { bodyOf, goodSubmit } from './handClock.cts';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ plainPictures: true, drawMs: 0 });
});

afterEach(async () => await simulator.close());

const signed = (fields: Record<string, string>) => {
	const timestamp = String(Date.now());
	const { appId, appSecret } = simulator.service.options;
	return { appId, timestamp, sign: signatureOf(appId, appSecret, timestamp), ...fields };
};

const post = async (path: string, body: FormData | URLSearchParams | string) =>
	await fetch(simulator.apiUrl + path, { method: 'POST', body });

const formOf = (fields: Record<string, string>) => {
	const form = new FormData();
	for (const [name, value] of Object.entries(signed(fields))) form.append(name, value);
	return form;
};

const submit = async (fields: Record<string, string> = {}) =>
	await post('/ai/draw/submit', formOf({ ...goodSubmit, ...fields }));

const answerOf = async (response: Response) =>
	bodyOf({ httpStatus: 200, headers: {}, body: await response.text() });

const imageOf = async (fields: Record<string, string> = {}) => {
	const taskId = (await answerOf(await submit(fields))).data?.taskId ?? '';
	return (await answerOf(await post('/ai/draw/query', formOf({ taskId })))).data?.img ?? '';
};

/** Fetches without unpacking. */
const rawly = async (address: string) => {
	const [response] = (await once(get(address), 'response')) as [IncomingMessage];
	const { statusCode, headers } = response;
	return { statusCode, headers, bytes: Buffer.concat(await response.toArray()) };
};

const control = async (method: string, name: string, body?: unknown) =>
	await fetch(`${simulator.apiUrl}/_control/${name}`, {
		method,
		body: body === undefined ? undefined : JSON.stringify(body),
	});

describe('over HTTP', () => {
	it('a task is submitted, queried and fetched, and the image host sees which headers came', async () => {
		const response = await fetch(await imageOf({ resolution: '1024*1536' }), {
			headers: { 'x-mark': 'here' },
		});
		const png = Buffer.from(await response.arrayBuffer());
		expect(response.headers.get('content-type')).toBe('image/png');
		expect(response.headers.get('content-length')).toBe(String(png.length));
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1536]);
		expect(simulator.imageRequests).toMatchObject([
			{ method: 'GET', headers: { 'x-mark': 'here' } },
		]);
	});

	it('answers urlencoded and JSON forms and a signed GET', async () => {
		const fields = signed(goodSubmit);
		const urlencoded = await post('/ai/draw/submit', new URLSearchParams(fields));
		const json = await fetch(`${simulator.apiUrl}/ai/draw/submit`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(fields),
		});
		const query = new URLSearchParams(signed({}));
		const balance = await fetch(`${simulator.apiUrl}/assistant/balance?${query.toString()}`);
		expect(await answerOf(urlencoded)).toMatchObject({ code: 200, charge: true });
		expect(await answerOf(json)).toMatchObject({ code: 200, charge: true });
		expect(await answerOf(balance)).toMatchObject({ code: 200, data: 998 });
		expect(simulator.apiRequests.map(({ path }) => path.split('?')[0])).toEqual([
			'/ai/draw/submit',
			'/ai/draw/submit',
			'/assistant/balance',
		]);
	});

	it('keeps the bytes of a text: a line feed sent as one arrives as one', async () => {
		const text = 'a\nb e\u0301 é 🦊';
		await post('/ai/draw/submit', new URLSearchParams(signed({ ...goodSubmit, text })));
		expect(simulator.service.ledger[0].text).toBe(text);
	});

	it('dates its replies by the service’s own clock', async () => {
		simulator.service.configure({ clockOffsetMs: -3_600_000 });
		const response = await submit();
		const behindMs = Date.now() - Date.parse(response.headers.get('date') ?? '');
		expect(Math.round(behindMs / 3_600_000)).toBe(1);
		expect((await answerOf(response)).msg).toBe('时间戳过期');
	});

	it('signs addresses, and knows one again only if every byte of it comes as it was', async () => {
		simulator.service.configure({ addressKind: 'bce' });
		const address = await imageOf();
		expect((await fetch(address)).status).toBe(200);
		const unescaped = await fetch(address.replaceAll('%2F', '/'));
		expect([unescaped.status, await unescaped.json()]).toMatchObject([
			403,
			{ code: 'SignatureDoesNotMatch' },
		]);
	});

	it('packs an image though the client asks for it as it is, and names the packed length', async () => {
		simulator.service.configure({ gzipImages: true });
		const address = await imageOf();
		const { statusCode, headers, bytes } = await rawly(address);
		expect([statusCode, headers['content-encoding']]).toEqual([200, 'gzip']);
		expect(headers['content-length']).toBe(String(bytes.length));
		expect(gunzipSync(bytes).subarray(1, 4).toString()).toBe('PNG');
	});

	it('sends JPEG files', async () => {
		simulator.service.configure({ imageFormat: 'jpeg' });
		const address = await imageOf({ resolution: '1536*1024' });
		const response = await fetch(address);
		expect([address.slice(-6), response.headers.get('content-type')]).toEqual([
			'/1.jpg',
			'image/jpeg',
		]);
		const { width, height } = await loadImage(await response.arrayBuffer());
		expect([width, height]).toEqual([1536, 1024]);
	});

	it('draws a real picture unless told to be plain', async () => {
		const drawing = await startSimulator({ drawMs: 0, appId: 'a', appSecret: 'b' });
		const timestamp = String(Date.now());
		const fields = { appId: 'a', timestamp, sign: signatureOf('a', 'b', timestamp), ...goodSubmit };
		drawing.service.receive({ method: 'POST', path: '/ai/draw/submit', fields });
		const response = await fetch(`${drawing.imageUrl}/${drawing.service.ledger[0].taskId}/1.png`);
		expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50_000);
		await drawing.close();
	});
});

describe('the control address', () => {
	it('shows ledger and requests', async () => {
		await submit();
		expect(await (await control('GET', 'ledger')).json()).toMatchObject({
			tasks: [{ text: '一只猫', chargedImages: 1 }],
			counters: { requests: { submit: 1 } },
			balance: 999,
		});
		expect(await (await control('GET', 'requests')).json()).toMatchObject([{ endpoint: 'submit' }]);
	});

	it('takes one fault or a list, and takes them away again', async () => {
		const fault = { kind: 'answer', code: 500 };
		await control('POST', 'faults', { on: 'submit', fault });
		await control('POST', 'faults', [
			{ on: 'submit', times: null, fault },
			{ on: 'query', fault },
		]);
		expect((await answerOf(await submit())).code).toBe(500);
		expect((await answerOf(await submit())).code).toBe(500);
		await control('DELETE', 'faults');
		expect((await answerOf(await submit())).code).toBe(200);
	});

	it('changes options, null being no limit, and resets', async () => {
		await control('POST', 'options', { accountCode: 602 });
		expect((await answerOf(await submit())).code).toBe(602);
		await control('POST', 'options', { accountCode: null, maxUnfinished: 0 });
		expect((await answerOf(await submit())).code).toBe(606);
		await control('POST', 'options', { maxUnfinished: null });
		expect((await answerOf(await submit())).code).toBe(200);
		await control('POST', 'reset');
		expect(simulator.service.ledger).toEqual([]);
		expect(simulator.service.options.imageBaseUrl).toBe(simulator.imageUrl);
	});

	it('takes a fault of other options, null being no limit', async () => {
		simulator.service.configure({ totalQuota: 0 });
		const options = { totalQuota: null };
		await control('POST', 'faults', { on: 'submit', fault: { kind: 'options', options } });
		expect((await answerOf(await submit())).code).toBe(200);
		expect((await answerOf(await submit())).code).toBe(606);
	});

	it.each([
		['POST', 'faults', { on: 'submit', fault: { kind: 'options', options: { slotz: 3 } } }, 400],
		['POST', 'faults', { on: 'nothing', fault: { kind: 'loseAfter' } }, 400],
		['POST', 'faults', { on: 'submit', fault: { kind: 'toString' } }, 400],
		['POST', 'options', { slotz: 3 }, 400],
		['GET', 'nothing', undefined, 404],
	])('refuses %s %s %j', async (method, name, body, status) => {
		const response = await control(method, name, body);
		expect(response.status).toBe(status);
		expect(await response.json()).toEqual({ error: expect.any(String) });
	});
});
