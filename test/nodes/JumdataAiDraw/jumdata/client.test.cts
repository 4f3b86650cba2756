import type { RawReply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { Client, type Send } from '../../../../nodes/JumdataAiDraw/jumdata/client';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

/** A client whose requests are on record, and all answered by `raw`. */
function recorded(raw: RawReply) {
	const sent: Array<Parameters<Send>> = [];
	const send: Send = async (...request) => {
		sent.push(request);
		return await Promise.resolve(raw);
	};
	return { client: new Client(send, () => NOW_MS), sent };
}

const answered: RawReply = {
	kind: 'response',
	httpStatus: 200,
	headers: { date: 'Thu, 01 Jan 2026 00:01:00 GMT' },
	text: '{"code":200,"data":{"taskId":1234567890123456789}}',
};

describe('submit', () => {
	it('sends the four fields of the page as text, and the text as it is', async () => {
		const { client, sent } = recorded(answered);
		const text = ' line one\nline two 🦊 ';
		await client.submit({ text, style: 'low poly', resolution: '1024*1536', num: 3 }, 5_000);
		expect(sent).toEqual([
			[
				{ method: 'POST', path: '/ai/draw/submit' },
				{ text, style: 'low poly', resolution: '1024*1536', num: '3' },
				{ timeoutMs: 5_000 },
			],
		]);
	});

	it('hands out no signal that could cut it off', async () => {
		const { client, sent } = recorded(answered);
		await client.submit({ text: 'fox', style: '油画', resolution: '1024*1024', num: 1 }, 1);
		expect(sent[0][2].signal).toBeUndefined();
	});
});

describe('query', () => {
	it('sends the task id alone, and can be cut off', async () => {
		const { client, sent } = recorded(answered);
		const { signal } = new AbortController();
		await client.query('00123', 5_000, signal);
		expect(sent[0]).toEqual([
			{ method: 'POST', path: '/ai/draw/query' },
			{ taskId: '00123' },
			{ timeoutMs: 5_000, signal },
		]);
	});
});

describe('balance', () => {
	it('is asked of its own host, with nothing but the signature, and can be cut off', async () => {
		const { client, sent } = recorded(answered);
		const { signal } = new AbortController();
		await client.balance(5_000, signal);
		const endpoint = {
			method: 'GET',
			path: '/assistant/balance',
			host: 'https://api.jumdata.com',
		};
		expect(sent[0]).toEqual([endpoint, {}, { timeoutMs: 5_000, signal }]);
	});
});

it("a product's balance is asked for by its code, of the same host, and can be cut off", async () => {
	const { client, sent } = recorded(answered);
	const { signal } = new AbortController();
	await client.productBalance('C001', 5_000, signal);
	const endpoint = {
		method: 'GET',
		path: '/assistant/product-balance',
		host: 'https://api.jumdata.com',
	};
	expect(sent).toEqual([[endpoint, { productCode: 'C001' }, { timeoutMs: 5_000, signal }]]);
});

describe('every reply', () => {
	it('is read, against the time at which it came', async () => {
		const { client } = recorded(answered);
		const reply = await client.query('1', 1, new AbortController().signal);
		expect(reply).toMatchObject({
			kind: 'answer',
			data: { taskId: '1234567890123456789' },
			clockAheadMs: 60_000,
		});
	});

	it('that did not come is handed on', async () => {
		const raw: RawReply = { kind: 'lost', reason: 'the connection broke' };
		const { client } = recorded(raw);
		expect(await client.query('1', 1, new AbortController().signal)).toEqual(raw);
	});
});
