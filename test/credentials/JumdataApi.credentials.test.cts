import type { IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { JumdataApi } from '../../credentials/JumdataApi.credentials';
import { signingFields } from '../../credentials/signingFields';

const credential = new JumdataApi();
const fields = credential.properties.filter(({ type }) => type !== 'notice');

function fieldOf(name: string): INodeProperties {
	return fields.find((field) => field.name === name)!;
}

describe('the credential', () => {
	it('has the names that saved workflows rely on', () => {
		expect(credential.name).toBe('jumdataApi');
		expect(credential.displayName).toBe('Jumdata API');
		expect(fields.map(({ name }) => name)).toEqual(['appId', 'appSecret', 'baseUrl', 'bodyFormat']);
	});

	it.each([
		['appId', ''],
		['appSecret', ''],
		['baseUrl', 'https://api-hw.jumdata.com'],
		['bodyFormat', 'multipart'],
	])('has %s with the default %j', (name, value) => {
		expect(fieldOf(name).default).toBe(value);
	});

	it('hides the secret, and nothing else', () => {
		const hidden = fields.filter(({ typeOptions }) => typeOptions?.password === true);
		expect(hidden.map(({ name }) => name)).toEqual(['appSecret']);
	});

	it('asks for both keys', () => {
		const required = fields.filter((field) => field.required);
		expect(required.map(({ name }) => name)).toEqual(['appId', 'appSecret']);
	});

	it('offers the two body formats', () => {
		const values = fieldOf('bodyFormat').options!.map((it) => 'value' in it && it.value);
		expect(values).toEqual(['multipart', 'urlencoded']);
	});

	it('describes every field', () => {
		expect(fields.filter(({ description = '' }) => description.length < 10)).toEqual([]);
	});

	it('leaves its test to the node, which judges by the body code', () => {
		expect('test' in credential).toBe(false);
	});
});

describe('authenticate', () => {
	const keys = { appId: 'id', appSecret: 'hush' };

	afterEach(() => jest.restoreAllMocks());

	it('signs with the time of the request, in milliseconds', async () => {
		jest.spyOn(Date, 'now').mockReturnValue(1_700_000_000_123);
		const request: IHttpRequestOptions = { method: 'GET', url: 'https://h.test/x' };
		const signed = await credential.authenticate(keys, request);
		expect(signed.qs).toEqual(signingFields(keys, 1_700_000_000_123));
	});

	it('refuses a credential without keys', async () => {
		await expect(credential.authenticate({}, { url: '/ai/draw/query' })).rejects.toThrow('App ID');
	});
});
