import { inspect } from 'node:util';
import fc from 'fast-check';
import FormDataPackage from 'form-data';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { signingFields } from '../../credentials/signingFields';
import { CredentialProblem } from '../../credentials/CredentialProblem';
import {
	FORM_DATA_TYPE,
	type SignableRequest,
	signedRequest,
} from '../../credentials/signedRequest';

const NOW_MS = 1_700_000_000_000;
const LATER_MS = NOW_MS + 5_000;
const keys = { appId: 'my-id', appSecret: 'hush-hush-0815' };
const signing = signingFields(keys, NOW_MS);
const later = signingFields(keys, LATER_MS);
const URLENCODED = 'application/x-www-form-urlencoded';
const url = 'https://api-hw.jumdata.com/some/api';

function sign(
	request: SignableRequest,
	credentials: ICredentialDataDecryptedObject = keys,
	nowMs = NOW_MS,
) {
	return signedRequest(credentials, request, nowMs);
}

function post(parts: Partial<SignableRequest>): SignableRequest {
	return { method: 'POST', url, ...parts };
}

function contentTypesOf({ headers = {} }: SignableRequest): unknown[] {
	return Object.entries(headers)
		.filter(([name]) => name.toLowerCase() === 'content-type')
		.map(([, value]) => value);
}

/** What a server reads from a form body of either format, one entry a field, doubled ones included. */
async function entriesOf(request: SignableRequest): Promise<Array<[string, unknown]>> {
	const type = String(contentTypesOf(request)[0]);
	const body = request.body as string | Buffer;
	const bytes = new Uint8Array(Buffer.from(body as string));
	const response = new Response(bytes, { headers: { 'content-type': type } });
	return [...(await response.formData())];
}

async function fieldsOf(request: SignableRequest): Promise<Record<string, unknown>> {
	const entries = await entriesOf(request);
	const fields = Object.fromEntries(entries);
	expect(Object.keys(fields)).toHaveLength(entries.length);
	return fields;
}

describe("the node's own form", () => {
	const own = { text: 'line one\nline two 🦊 雪', num: '2' };
	const request = post({ headers: { 'content-type': FORM_DATA_TYPE }, body: own });

	it.each(['multipart', 'urlencoded'])('carries its fields and the signature as %s', async (it) => {
		const signed = sign(request, { ...keys, bodyFormat: it });
		expect(await fieldsOf(signed)).toEqual({ ...own, ...signing });
		expect(contentTypesOf(signed)).toEqual([
			expect.stringMatching(it === 'multipart' ? /^multipart\/form-data; boundary=/ : URLENCODED),
		]);
	});

	it('is multipart where the credential does not say', async () => {
		expect(contentTypesOf(sign(request))[0]).toMatch(/^multipart\/form-data/);
	});

	it('keeps line feeds as line feeds', () => {
		expect(String(sign(request).body)).toContain('\r\n\r\nline one\nline two 🦊 雪\r\n');
	});

	it.each(['multipart', 'urlencoded'])('brings any text to the byte as %s', async (bodyFormat) => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
				const typed = post({ headers: { 'content-type': FORM_DATA_TYPE }, body: { text } });
				const fields = await fieldsOf(sign(typed, { ...keys, bodyFormat }));
				expect(fields.text).toBe(text);
			}),
		);
	});

	it('has one content type, however the header was spelled', () => {
		const spelled = post({ headers: { 'Content-Type': FORM_DATA_TYPE }, body: own });
		expect(contentTypesOf(sign(spelled))).toEqual([expect.stringMatching(/^multipart/)]);
	});

	it.each(['multipart', 'urlencoded'])(
		'has no doubled field when signed twice as %s',
		async (it) => {
			const credentials = { ...keys, bodyFormat: it };
			const twice = sign(sign(request, credentials), credentials, LATER_MS);
			const fields = await fieldsOf(twice);
			expect(fields).toMatchObject(own);
			expect([signing, later]).toContainEqual({
				appId: fields.appId,
				timestamp: fields.timestamp,
				sign: fields.sign,
			});
			expect(twice.qs).toBeUndefined();
		},
	);

	it.each<[string, string | Buffer]>([
		['text', 'text=fox&num=1'],
		['bytes', Buffer.from('text=fox&num=1')],
	])('does not take raw %s under its type apart', (_, body) => {
		const signed = sign(post({ headers: { 'content-type': FORM_DATA_TYPE }, body }));
		expect(String(signed.body)).toContain('text=fox&num=1');
	});
});

describe('a form of another node', () => {
	it('as URLSearchParams gets the fields appended', () => {
		const body = new URLSearchParams([
			['a', '1'],
			['a', '2'],
			['b', 'x y\n&雪'],
		]);
		const signed = sign(post({ body })).body as URLSearchParams;
		expect([...signed]).toEqual([...body, ...Object.entries(signing)]);
	});

	it('as web FormData gets the fields appended and keeps its files', async () => {
		const body = new FormData();
		body.append('a', '1');
		body.append('a', '2');
		body.append('file', new Blob(['bytes'], { type: 'image/png' }), 'fox.png');
		const signed = sign(post({ body })).body as FormData;
		expect(signed.getAll('a')).toEqual(['1', '2']);
		expect((signed.get('file') as File).name).toBe('fox.png');
		expect((signed.get('file') as File).type).toBe('image/png');
		expect(await (signed.get('file') as File).text()).toBe('bytes');
		expect(Object.fromEntries(signed)).toMatchObject(signing);
	});

	it.each(['body', 'formData'] as const)(
		'as an instance of the form-data package in %s is appended to',
		async (container) => {
			const form = new FormDataPackage();
			form.append('text', 'fox');
			const request = post({ [container]: form });
			const signed = sign(request);
			expect(signed[container]).toBe(form);
			const written = { headers: form.getHeaders() as IDataObject, body: form.getBuffer() };
			expect(await fieldsOf(post(written))).toEqual({ text: 'fox', ...signing });
		},
	);

	it.each(['body', 'formData'] as const)(
		'as an instance of the form-data package in %s has no doubled field when signed twice',
		async (container) => {
			const form = new FormDataPackage();
			sign(sign(post({ [container]: form })), keys, LATER_MS);
			const written = { headers: form.getHeaders() as IDataObject, body: form.getBuffer() };
			expect(await entriesOf(post(written))).toHaveLength(3);
		},
	);

	it('as a plain formData object keeps its files', () => {
		const file = { value: Buffer.from('bytes'), options: { filename: 'fox.png' } };
		const formData = { text: 'fox', many: ['a', 'b'], file } as unknown as IDataObject;
		expect(sign(post({ formData })).formData).toEqual({ ...formData, ...signing });
	});

	it('as a form object gets the fields beside its own', () => {
		expect(sign(post({ form: { isbn: '9787' } })).form).toEqual({ isbn: '9787', ...signing });
	});
});

describe('a JSON body', () => {
	const numeric = { ...signing, timestamp: NOW_MS };

	it('as an object gets the fields, the timestamp as the number that the vendor calls Long', () => {
		const signed = sign(post({ body: { isbn: '9787', deep: { a: [1] } }, json: true }));
		expect(signed.body).toEqual({ isbn: '9787', deep: { a: [1] }, ...numeric });
	});

	it.each(['{"a":1}', ' { "a" : 1 } ', '{\n\t"a": 1\n}\n'])('as the text %j gets them', (body) => {
		const signed = sign(post({ headers: { 'content-type': 'application/json' }, body }));
		expect(JSON.parse(signed.body as string)).toEqual({ a: 1, ...numeric });
	});

	it.each(['{}', '{ }', ' {\n} '])('as the empty text %j gets them', (body) => {
		const signed = sign(post({ headers: { 'content-type': 'application/json' }, body }));
		expect(JSON.parse(signed.body as string)).toEqual(numeric);
	});

	it("as text keeps the user's own bytes, which parsing and writing would change", () => {
		const own = '"id":12345678901234567890,"price":1.0,"text":"\\u96ea\\/ a","a" :  1';
		const signed = sign(
			post({ headers: { 'content-type': 'application/json' }, body: `{${own}}` }),
		);
		expect(signed.body).toContain(own);
	});

	it.each(['{"a":1}', '{}', '{ "a": 1 }'])('as the text %j is signed anew, not twice', (body) => {
		const request = post({ headers: { 'content-type': 'application/json' }, body });
		const twice = sign(sign(request), keys, LATER_MS);
		expect((twice.body as string).match(/"sign"/g)).toHaveLength(1);
		expect((twice.body as string).match(/"appId"/g)).toHaveLength(1);
		expect(JSON.parse(twice.body as string)).toMatchObject({ ...later, timestamp: LATER_MS });
	});

	it('as text is signed anew where the app id needs escaping', () => {
		const odd = { ...keys, appId: 'a"\\b' };
		const request = post({ headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
		const twice = sign(sign(request, odd), odd, LATER_MS).body as string;
		expect(JSON.parse(twice)).toMatchObject({ a: 1, appId: 'a"\\b', timestamp: LATER_MS });
		expect(twice.match(/"sign"/g)).toHaveLength(1);
	});

	it.each<[string, Partial<SignableRequest>]>([
		['object', { body: { appId: 'stale', timestamp: 1, sign: 'stale', a: 1 } }],
		[
			'text',
			{
				headers: { 'content-type': 'application/json' },
				body: '{"a":1,"appId":"stale","timestamp":1,"sign":"stale"}',
			},
		],
	])('as %s cannot outrank the signature with fields of the same names', (_, parts) => {
		const { body } = sign(post(parts));
		const read = (typeof body === 'string' ? JSON.parse(body) : body) as unknown;
		expect(read).toEqual({ a: 1, ...numeric });
	});
});

describe('raw text', () => {
	const headers = { 'content-type': `${URLENCODED}; charset=utf-8` };

	it("as urlencoded keeps the user's own bytes", () => {
		const body = 'text=%e9%9b%aa+fox%20a&empty=&flag&text=2';
		const signed = sign(post({ headers, body })).body as string;
		expect(signed.startsWith(`${body}&`)).toBe(true);
		expect(Object.fromEntries(new URLSearchParams(signed))).toMatchObject(signing);
	});

	it.each([URLENCODED, 'Application/X-WWW-Form-Urlencoded'])('knows the type %s', (type) => {
		const signed = sign(post({ headers: { 'CONTENT-TYPE': type }, body: 'a=1' }));
		expect(signed.body).toBe(`a=1&${String(new URLSearchParams({ ...signing }))}`);
	});

	it('as urlencoded is signed anew, not twice', () => {
		const twice = sign(sign(post({ headers, body: 'a=1' })), keys, LATER_MS).body as string;
		expect([...new URLSearchParams(twice)]).toEqual([['a', '1'], ...Object.entries(later)]);
	});

	it('as urlencoded cannot outrank the signature with fields of the same names', () => {
		const body = 'sign=stale&a=1&appId=stale&timestamp=1&signature=kept';
		const fields = new URLSearchParams(sign(post({ headers, body })).body as string);
		expect(fields.getAll('sign')).toEqual([signing.sign]);
		expect(fields.getAll('appId')).toEqual([keys.appId]);
		expect(fields.get('signature')).toBe('kept');
	});

	it.each<[string, string]>([
		['a JSON list', '[1,2]'],
		['XML', '<fox/>'],
		['words', 'fox'],
	])('as %s has no room for fields: they go into the query', (_, body) => {
		const signed = sign(post({ body, qs: { page: 1 } }));
		expect(signed.body).toBe(body);
		expect(signed.qs).toEqual({ page: 1, ...signing });
	});
});

describe('a body of bytes', () => {
	it('has no room for fields: they go into the query', () => {
		const body = Buffer.from([0, 1, 2, 255]);
		const signed = sign(post({ headers: { 'content-type': 'image/png' }, body }));
		expect(signed.body).toEqual(Buffer.from([0, 1, 2, 255]));
		expect(signed.qs).toEqual(signing);
	});
});

describe('a request without a body', () => {
	it.each([undefined, 'GET', 'get', 'HEAD'])('by %s is signed in the query', (method) => {
		const request = { method, url, qs: { isbn: '9787' } } as SignableRequest;
		const signed = sign(request);
		expect(signed.qs).toEqual({ isbn: '9787', ...signing });
		expect(signed.body).toBeUndefined();
	});

	it('by GET is signed anew, not twice', () => {
		const request: SignableRequest = { method: 'GET', url, qs: { isbn: '9787' } };
		expect(sign(sign(request), keys, LATER_MS).qs).toEqual({ isbn: '9787', ...later });
	});

	it.each(['url', 'uri'] as const)(
		'by GET has no old signature in its %s, as the next page that an API names may have',
		(name) => {
			const old = String(new URLSearchParams({ ...signing }));
			const signed = sign({ method: 'GET', [name]: `${url}?page=2&${old}` } as never);
			expect(signed[name]).toBe(`${url}?page=2`);
			expect(['url', 'uri'].filter((it) => it in signed)).toEqual([name]);
		},
	);

	it.each<[unknown]>([[undefined], [null], ['']])('by POST with %j becomes a form', (body) => {
		const signed = sign(post({ body: body as SignableRequest['body'] }));
		expect(Object.fromEntries(signed.body as URLSearchParams)).toEqual(signing);
	});

	it('by POST is signed anew, not twice', () => {
		const twice = sign(sign(post({})), keys, LATER_MS);
		expect([...(twice.body as URLSearchParams)]).toEqual(Object.entries(later));
	});
});

describe("the caller's own objects", () => {
	const file = { value: Buffer.from('bytes'), options: { filename: 'fox.png' } };
	const webForm = new FormData();
	webForm.append('a', '1');

	it.each<[string, Partial<SignableRequest>]>([
		['an own form', { headers: { 'content-type': FORM_DATA_TYPE }, body: { text: 'fox' } }],
		['URLSearchParams', { body: new URLSearchParams('a=1') }],
		['web FormData', { body: webForm }],
		['formData', { formData: { file } as unknown as IDataObject }],
		['form', { form: { a: 1 } }],
		['a JSON object', { body: { a: { b: 1 } } }],
		['JSON text', { body: '{"a":1}' }],
		['urlencoded text', { headers: { 'content-type': URLENCODED }, body: 'a=1' }],
		['bytes', { body: Buffer.from('bytes'), qs: { a: 1 } }],
		['no body', { qs: { a: 1 } }],
		['a query', { method: 'GET', qs: { a: 1 }, url: '/path', baseURL: 'https://h.test' }],
	])('stay as they are: %s', (_, parts) => {
		const request = post(parts);
		const shown = (it: SignableRequest) =>
			inspect([it, it.body instanceof FormData && [...it.body]], { depth: 9 });
		const before = shown(request);
		const signed = sign(request);
		expect(shown(request)).toBe(before);
		expect(before).not.toContain(signing.sign);
		expect(signed).not.toBe(request);
	});
});

describe('the keys', () => {
	it('are trimmed, since they are pasted', () => {
		const pasted = { appId: ' my-id\n', appSecret: '\thush-hush-0815 ' };
		expect(sign({ url, method: 'GET' }, pasted).qs).toEqual(signing);
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['App ID', { appSecret: keys.appSecret }, /App ID/],
		['App ID that is not blank', { ...keys, appId: ' ' }, /App ID/],
		['App Secret', { appId: keys.appId }, /App Secret/],
		['App Secret that is not blank', { ...keys, appSecret: ' \n' }, /App Secret/],
	])('must be there: without an %s no request is made', (_, credentials, message) => {
		const act = () => sign(post({ body: { a: 1 } }), credentials);
		expect(act).toThrow(CredentialProblem);
		expect(act).toThrow(message);
		expect(act).not.toThrow(keys.appSecret);
	});

	it.each<[string, Partial<SignableRequest>]>([
		['an own form', { headers: { 'content-type': FORM_DATA_TYPE }, body: { text: 'fox' } }],
		['JSON', { body: { a: 1 } }],
		['a query', { method: 'GET' }],
		['bytes', { body: Buffer.from('bytes') }],
	])('never travel: the secret is not in %s', (_, parts) => {
		const signed = sign(post(parts));
		const all = inspect({ ...signed, body: String(signed.body) }) + JSON.stringify(signed);
		expect(all).not.toContain(keys.appSecret);
	});
});
