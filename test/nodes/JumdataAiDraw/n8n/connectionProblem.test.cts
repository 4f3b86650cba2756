import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { CredentialProblem } from '../../../../credentials/CredentialProblem';
import { connectionProblem } from '../../../../nodes/JumdataAiDraw/n8n/connectionProblem';

const CUT = 'no answer within 30 seconds';

/** An error with the properties that Node.js or axios gives it. */
function failed(parts: object, message = 'failed'): Error {
	return Object.assign(new Error(message), parts);
}

function judged(error: unknown, cutReason?: string) {
	return connectionProblem(error, cutReason);
}

const node: INode = {
	id: '1',
	name: 'Jumdata AI Draw',
	type: 'n8n-nodes-jumdata.jumdataAiDraw',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('a request that never connected', () => {
	it.each([
		['ECONNREFUSED', 'connect', 'refused'],
		['ENOTFOUND', 'getaddrinfo', 'unknown'],
		['EAI_AGAIN', 'getaddrinfo', 'looked up'],
		['EHOSTUNREACH', 'connect', 'out of reach'],
		['EHOSTDOWN', 'connect', 'down'],
		['ENETUNREACH', 'connect', 'out of reach'],
		['ENETDOWN', 'connect', 'down'],
		['ETIMEDOUT', 'connect', 'too long'],
	])('%s of %s was certainly not sent, and may be sent again', (code, syscall, words) => {
		expect(judged(failed({ code, syscall }))).toEqual({
			kind: 'unsent',
			reason: expect.stringContaining(words),
			passing: true,
		});
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
		'%s comes at no other time, so it needs no further word',
		(code) => {
			expect(judged(failed({ code }))).toMatchObject({ kind: 'unsent', passing: true });
			expect(judged(failed({ code, syscall: 'read' }))).toMatchObject({ kind: 'unsent' });
		},
	);

	it.each(['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'])(
		'%s is known by a message that begins with connect, too',
		(code) => {
			const message = `connect ${code} 10.0.0.1:443`;
			expect(judged(failed({ code }, message))).toMatchObject({ kind: 'unsent', passing: true });
		},
	);

	/** What n8n 1.x throws: the cause is dropped, its code and message are kept elsewhere. */
	const fromN8n1 = (httpCode: string | null, messages: unknown) =>
		failed({ name: 'NodeApiError', httpCode, messages, cause: undefined }, 'The service failed');

	it.each([
		['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:443'],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND api.example'],
		['EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.example'],
		['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443'],
		['ENETUNREACH', 'connect ENETUNREACH 10.0.0.1:443'],
		['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443'],
	])('%s of n8n 1.x is known without its cause', (code, message) => {
		for (const error of [fromN8n1(code, [message]), failed({ cause: fromN8n1(code, [message]) })]) {
			expect(judged(error)).toMatchObject({ kind: 'unsent', passing: true });
		}
	});

	it.each<[string, string | null, unknown]>([
		['a time-out that does not say when', 'ETIMEDOUT', []],
		['a time-out while reading', 'ETIMEDOUT', ['read ETIMEDOUT']],
		['a host out of reach while reading', 'EHOSTUNREACH', ['read EHOSTUNREACH']],
		['a reset', 'ECONNRESET', ['read ECONNRESET']],
		['a hang-up', 'ECONNRESET', ['socket hang up']],
		['messages that are no list', 'EHOSTUNREACH', 'connect EHOSTUNREACH'],
		['messages that are no text', 'EHOSTUNREACH', [{ message: 'connect EHOSTUNREACH' }]],
		['messages that are lists', 'EHOSTUNREACH', [['connect EHOSTUNREACH']]],
		['no code', null, ['connect EHOSTUNREACH']],
	])('is not what n8n 1.x says with %s', (_, code, messages) => {
		const reason = `the connection broke (${code ?? 'no reason given'})`;
		expect(judged(fromN8n1(code, messages))).toEqual({ kind: 'lost', reason });
	});

	const refused = failed({ code: 'ECONNREFUSED', syscall: 'connect' });

	it.each<[string, unknown]>([
		['axios gives', failed({ name: 'AxiosError', code: 'ECONNREFUSED', cause: refused })],
		[
			'every address of a host gives',
			Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' }),
		],
		[
			'axios makes of every address',
			failed({ code: 'ECONNREFUSED', cause: new AggregateError([refused]) }),
		],
		['lies deep', failed({ cause: failed({ cause: failed({ cause: refused }) }) })],
		['n8n wraps', new NodeApiError(node, refused as unknown as JsonObject)],
		[
			'n8n wraps twice',
			failed({
				cause: new NodeApiError(node, failed({ cause: refused }) as unknown as JsonObject),
			}),
		],
		['is no Error', { code: 'ECONNREFUSED', syscall: 'connect' }],
	])('is known by the error that %s', (_, error) => {
		expect(judged(error)).toMatchObject({ kind: 'unsent', passing: true });
	});
});

describe('a certificate that is not valid', () => {
	it.each([
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'CERT_UNTRUSTED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	])('%s: nothing was sent, and nothing will be', (code) => {
		expect(judged(failed({ cause: failed({ code }) }))).toEqual({
			kind: 'unsent',
			reason: expect.stringContaining(code),
			passing: false,
		});
	});
});

describe('a refusal on this side', () => {
	it('of the credential: nothing was sent, and nothing will be', () => {
		const problem = new CredentialProblem('the credential has no App ID');
		expect(judged(problem)).toEqual({
			kind: 'unsent',
			reason: 'the credential has no App ID',
			passing: false,
		});
	});

	it('of the credential is known within what n8n makes of it', () => {
		const problem = new CredentialProblem('the credential has no App ID');
		const wrapped = new NodeApiError(node, problem as unknown as JsonObject);
		expect(judged(wrapped)).toMatchObject({ kind: 'unsent', passing: false });
	});

	/** An error that is known by its class alone, as n8n's own are. */
	class SsrfBlockedIpError extends Error {}

	it.each<[string, Error]>([
		['address', new SsrfBlockedIpError('the address is not allowed')],
		['credential', failed({ name: 'CredentialNotFoundError' }, 'the address is not allowed')],
		['certificate', failed({ name: 'NodeSslError' }, 'the address is not allowed')],
	])("of n8n's, for the %s: nothing was sent, and nothing will be", (_, refusal) => {
		expect(judged(failed({ name: 'NodeApiError', cause: refusal }))).toEqual({
			kind: 'unsent',
			reason: 'the address is not allowed',
			passing: false,
		});
	});
});

describe('every other failure may have reached the service', () => {
	it.each<[string, object]>([
		['a reset', { code: 'ECONNRESET', syscall: 'read' }],
		['a reset without a system call', { code: 'ECONNRESET' }],
		['a broken pipe', { code: 'EPIPE', syscall: 'write' }],
		['a time-out while reading', { code: 'ETIMEDOUT', syscall: 'read' }],
		['a time-out of axios', { code: 'ETIMEDOUT' }],
		['a time-out that axios calls an abort', { code: 'ECONNABORTED' }],
		['a host out of reach that names no system call', { code: 'EHOSTUNREACH' }],
		['a host out of reach while reading', { code: 'EHOSTUNREACH', syscall: 'read' }],
		['a network out of reach while writing', { code: 'ENETUNREACH', syscall: 'write' }],
		[
			'a host out of reach, with a word that only looks like connecting',
			{ code: 'EHOSTUNREACH', message: 'connection reset, EHOSTUNREACH' },
		],
		[
			'a host out of reach whose message speaks of connecting later on',
			{ code: 'EHOSTUNREACH', message: 'read after connect EHOSTUNREACH' },
		],
		['a reset while connecting', { code: 'ECONNRESET', syscall: 'connect' }],
		['a hang-up in the middle of the answer', { code: 'ERR_BAD_RESPONSE' }],
		['a broken protocol', { code: 'HPE_INVALID_CONSTANT' }],
		['a TLS problem that is no certificate', { code: 'EPROTO', syscall: 'write' }],
	])('%s', (_, parts) => {
		const reason = `the connection broke (${(parts as { code: string }).code})`;
		expect(judged(failed(parts))).toEqual({ kind: 'lost', reason });
	});

	it.each<[string, unknown]>([
		['an error without a code', new Error('what?')],
		['an error whose code is empty', failed({ code: '' })],
		['an error whose code is a number', failed({ code: 500 })],
		['an object without a class', Object.assign(Object.create(null), { name: 'Error' })],
		['nothing', undefined],
		['null', null],
		['a text', 'failed'],
	])('%s', (_, error) => {
		const reason = 'the connection broke (no reason given)';
		expect(judged(error)).toEqual({ kind: 'lost', reason });
	});

	it('has the first code that anything in the chain names', () => {
		const reset = failed({ code: '', httpCode: 'ECONNRESET' });
		expect(judged(failed({ httpCode: null, cause: reset }))).toEqual({
			kind: 'lost',
			reason: 'the connection broke (ECONNRESET)',
		});
	});

	it('a reset that follows a success to connect', () => {
		const error = failed({ code: 'ECONNRESET', cause: failed({ code: 'ECONNRESET' }) });
		expect(judged(new NodeApiError(node, error as unknown as JsonObject))).toMatchObject({
			kind: 'lost',
		});
	});
});

describe('a request that this node cut off itself', () => {
	it.each<[string, unknown]>([
		['a cancelled request', failed({ code: 'ERR_CANCELED', name: 'CanceledError' })],
		['an aborted stream', failed({ code: 'ABORT_ERR', name: 'AbortError' })],
		['a reset that follows', failed({ code: 'ECONNRESET' })],
		['an error without a code', new Error('the request was cut off')],
		['nothing', undefined],
	])('has the reason of the cut, given %s', (_, error) => {
		expect(judged(error, CUT)).toEqual({ kind: 'lost', reason: CUT });
	});

	it('still was not sent where it never connected', () => {
		const refused = failed({ code: 'ECONNREFUSED', syscall: 'connect' });
		expect(judged(refused, CUT)).toMatchObject({ kind: 'unsent', passing: true });
	});
});

describe('a chain of errors', () => {
	it('comes to an end where it leads in a circle', () => {
		const first = failed({ code: 'ECONNRESET' });
		const second = failed({ cause: first, errors: [first] });
		Object.assign(first, { cause: second, errors: [first, second] });
		expect(judged(first)).toEqual({ kind: 'lost', reason: 'the connection broke (ECONNRESET)' });
	});

	it('comes to an end where it never repeats itself', () => {
		const endless = (depth: number): object => ({
			get cause() {
				return endless(depth + 1);
			},
		});
		expect(judged(endless(0), CUT)).toEqual({ kind: 'lost', reason: CUT });
	});

	it.each([
		[20, 'unsent'],
		[21, 'lost'],
	])('is read up to its 20th error: that of place %i makes it %s', (place, kind) => {
		let error: object = failed({ code: 'ECONNREFUSED' });
		for (let above = 1; above < place; above++) error = failed({ cause: error });
		expect(judged(error).kind).toBe(kind);
	});
});
