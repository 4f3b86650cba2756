import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { DEFAULT_BASE_URL } from '../../credentials/address';
import { CredentialProblem } from '../../credentials/CredentialProblem';
import { JumdataApi } from '../../credentials/JumdataApi.credentials';
import { type SignableRequest, signedRequest } from '../../credentials/signedRequest';

const keys = { appId: 'my-id', appSecret: 'hush-hush-0815' };

const sign = (request: SignableRequest, credentials: ICredentialDataDecryptedObject) =>
	signedRequest(credentials, request, 1_700_000_000_000);

describe('the address', () => {
	const path = '/ai/draw/query';

	it.each<[string, ICredentialDataDecryptedObject, Partial<SignableRequest>, string]>([
		['the default where the credential names none', {}, {}, 'https://api-hw.jumdata.com'],
		['the default where it is blank', { baseUrl: ' ' }, {}, 'https://api-hw.jumdata.com'],
		['the credential’s', { baseUrl: 'https://other.test' }, {}, 'https://other.test'],
		['without a trailing slash', { baseUrl: 'https://other.test//' }, {}, 'https://other.test'],
		['without white space', { baseUrl: ' https://other.test ' }, {}, 'https://other.test'],
		['with a path', { baseUrl: 'http://h.test:81/jum/' }, {}, 'http://h.test:81/jum'],
		[
			'the request’s own while the credential has the default',
			{ baseUrl: DEFAULT_BASE_URL },
			{ baseURL: 'https://api.jumdata.com' },
			'https://api.jumdata.com',
		],
		[
			'the request’s own while the credential has the default with a slash',
			{ baseUrl: `${DEFAULT_BASE_URL}/` },
			{ baseURL: 'https://api.jumdata.com' },
			'https://api.jumdata.com',
		],
		[
			'the credential’s before the request’s own where it is not the default',
			{ baseUrl: 'http://localhost:9' },
			{ baseURL: 'https://api.jumdata.com' },
			'http://localhost:9',
		],
	])('of a path is completed: %s', (_, credentials, parts, base) => {
		const signed = sign({ method: 'GET', url: path, ...parts }, { ...keys, ...credentials });
		expect(signed.url).toBe(base + path);
		expect(signed.baseURL).toBeUndefined();
	});

	it.each(['url', 'uri'])('stays where it is complete, in %s', (name) => {
		const request = { method: 'GET', [name]: 'https://else.test/x' } as unknown as SignableRequest;
		const signed = sign(request, { ...keys, baseUrl: 'https://other.test' });
		expect(signed[name as 'url']).toBe('https://else.test/x');
	});

	it.each(['api-hw.jumdata.com', 'ftp://h.test', 'https://', 'not an address', 'javascript:0'])(
		'is refused where the Base URL is %j, by name',
		(baseUrl) => {
			const act = () => sign({ method: 'GET', url: path }, { ...keys, baseUrl });
			expect(act).toThrow(CredentialProblem);
			expect(act).toThrow('Base URL');
			expect(act).toThrow(baseUrl);
			expect(act).not.toThrow(keys.appSecret);
		},
	);

	it('does not show the secret where it was pasted into the Base URL', () => {
		const baseUrl = keys.appSecret;
		const act = () => sign({ method: 'GET', url: path }, { ...keys, baseUrl });
		expect(act).toThrow(CredentialProblem);
		expect(act).not.toThrow(keys.appSecret);
	});

	it('is the documented one', () => {
		expect(DEFAULT_BASE_URL).toBe('https://api-hw.jumdata.com');
		expect(new JumdataApi().properties.find(({ name }) => name === 'baseUrl')!.default).toBe(
			DEFAULT_BASE_URL,
		);
	});
});
