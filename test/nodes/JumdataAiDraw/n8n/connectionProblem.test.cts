import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { CredentialProblem } from '../../../../credentials/CredentialProblem';
import { judgeSubmit } from '../../../../nodes/JumdataAiDraw/jumdata/judgeSubmit';
import { connectionProblem } from '../../../../nodes/JumdataAiDraw/n8n/connectionProblem';

const CUT = 'no answer within 30 seconds';

/** An error with the properties that Node.js, axios or n8n gives it. */
function failed(parts: object, message = 'failed'): Error {
	return Object.assign(new Error(message), parts);
}

/** What n8n 1.x throws: the cause is dropped, its code and message are kept elsewhere. */
const fromN8n1 = (httpCode: string | null, messages: unknown) =>
	failed({ name: 'NodeApiError', httpCode, messages, cause: undefined }, 'The service failed');

const node: INode = {
	id: '1',
	name: 'Jumdata AI Draw',
	type: 'n8n-nodes-jumdata.jumdataAiDraw',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** An error as each engine hands it to the node: 2.x with its causes, 1.x without. */
function asThrown(cause: Error & { code?: string }): Error[] {
	const axios = failed({ code: cause.code, cause, name: 'Error' }, cause.message);
	return [
		new NodeApiError(node, axios as unknown as JsonObject),
		fromN8n1(cause.code ?? null, [cause.message, cause.message]),
	];
}

/** What becomes of a submit that failed so, in one word. */
function fateOf(error: unknown): string {
	const verdict = judgeSubmit(connectionProblem(error));
	if (verdict.kind !== 'refused') return verdict.kind;
	return verdict.concern === 'account' ? 'ends the run' : 'ends the row';
}

const openssl = (reason: string) =>
	`write EPROTO 807C8B42BA7F0000:error:0A00010B:SSL routines:ssl3_get_record:${reason}:../deps/openssl/ssl3_record.c:350:\n`;

const calls: Array<[call: string, code: string, fate: string]> = [
	['connect', 'ECONNREFUSED', 'again'],
	['connect', 'ECONNRESET', 'again'],
	['connect', 'ECONNABORTED', 'again'],
	['connect', 'EADDRNOTAVAIL', 'again'],
	['connect', 'EMFILE', 'again'],
	['connect', 'ENFILE', 'again'],
	['connect', 'ENOBUFS', 'again'],
	['connect', 'EHOSTUNREACH', 'again'],
	['connect', 'EHOSTDOWN', 'again'],
	['connect', 'ENETUNREACH', 'again'],
	['connect', 'ENETDOWN', 'again'],
	['connect', 'ETIMEDOUT', 'again'],
	['connect', 'ENOENT', 'again'],
	['connect', 'EACCES', 'ends the run'],
	['connect', 'EPERM', 'ends the run'],
	['getaddrinfo', 'ENOTFOUND', 'again'],
	['getaddrinfo', 'EAI_AGAIN', 'again'],
	['getaddrinfo', 'EAI_FAIL', 'again'],
	['getaddrinfo', 'EAI_MEMORY', 'again'],
	['getaddrinfo', 'EMFILE', 'again'],
	['getaddrinfo', 'ESERVFAIL', 'again'],
];

it.each(calls)('a submit whose %s failed with %s was not sent: %s', (syscall, code, fate) => {
	const cause = failed({ code, syscall }, `${syscall} ${code} 10.0.0.1:443`);
	for (const error of [cause, failed({ code, syscall }), ...asThrown(cause)]) {
		expect(connectionProblem(error).kind).toBe('unsent');
		expect(fateOf(error)).toBe(fate);
	}
});

it.each<[string, string, object]>([
	[
		'the host',
		'Client network socket disconnected before secure TLS connection was established',
		{ code: 'ECONNRESET' },
	],
	['a proxy', 'Proxy connection ended before receiving CONNECT response', {}],
])('a submit whose connection %s closed before it was secure was not sent: again', (_, ...told) => {
	const [message, parts] = told;
	for (const error of asThrown(failed(parts, message))) {
		expect(connectionProblem(error)).toEqual({
			kind: 'unsent',
			reason: 'the connection was closed before it was secure',
			passing: true,
		});
		expect(fateOf(error)).toBe('again');
	}
});

it.each([
	'wrong version number',
	'unsupported protocol',
	'unknown protocol',
	'no protocols available',
	'sslv3 alert handshake failure',
	'ssl/tls alert handshake failure',
	'tlsv1 alert protocol version',
	'tlsv1 alert insufficient security',
	'tlsv1 alert no application protocol',
	'tlsv1 unrecognized name',
	'dh key too small',
	'ee key too small',
	'unsafe legacy renegotiation disabled',
])('a submit whose handshake failed (%s) was not sent, and ends the run', (reason) => {
	const written = failed({ code: 'EPROTO', syscall: 'write' }, openssl(reason));
	const told = failed({ code: 'ERR_SSL_SOMETHING' }, openssl(reason).replace('write EPROTO ', ''));
	for (const error of [...asThrown(written), ...asThrown(told)]) {
		expect(connectionProblem(error)).toEqual({
			kind: 'unsent',
			reason: `no secure connection is possible (${reason})`,
			passing: false,
		});
		expect(fateOf(error)).toBe('ends the run');
	}
});

it.each([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_UNTRUSTED',
	'CERT_REVOKED',
	'CRL_HAS_EXPIRED',
	'ERROR_IN_CERT_NOT_BEFORE_FIELD',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'HOSTNAME_MISMATCH',
	'PATH_LENGTH_EXCEEDED',
])(
	'a submit to a host whose certificate is refused (%s) was not sent, and ends the run',
	(code) => {
		for (const error of asThrown(failed({ code }, 'the certificate is not valid'))) {
			expect(connectionProblem(error)).toEqual({
				kind: 'unsent',
				reason: `its certificate is not valid (${code})`,
				passing: false,
			});
			expect(fateOf(error)).toBe('ends the run');
		}
	},
);

/** An error that is known by its class alone, as n8n's own are. */
class SsrfBlockedIpError extends Error {}

it.each<[string, Error]>([
	['the credential', new CredentialProblem('it is not allowed')],
	['n8n, for the address', new SsrfBlockedIpError('it is not allowed')],
	['n8n, for the credential', failed({ name: 'CredentialNotFoundError' }, 'it is not allowed')],
])('a submit that %s refused was not sent, and ends the run', (_, refusal) => {
	const wrapped = new NodeApiError(node, refusal as unknown as JsonObject);
	for (const error of [refusal, wrapped, failed({ name: 'NodeApiError', cause: refusal })]) {
		expect(connectionProblem(error)).toEqual({
			kind: 'unsent',
			reason: 'it is not allowed',
			passing: false,
			isRefusedHere: true,
		});
		expect(fateOf(error)).toBe('ends the run');
	}
});

it.each<[string, object, string]>([
	['a reset', { code: 'ECONNRESET', syscall: 'read' }, 'read ECONNRESET'],
	['a reset without a system call', { code: 'ECONNRESET' }, 'failed'],
	['a hang-up', { code: 'ECONNRESET' }, 'socket hang up'],
	['a broken pipe', { code: 'EPIPE', syscall: 'write' }, 'write EPIPE'],
	['a time-out while reading', { code: 'ETIMEDOUT', syscall: 'read' }, 'read ETIMEDOUT'],
	['a time-out of axios', { code: 'ETIMEDOUT' }, 'timeout of 30000ms exceeded'],
	['a time-out that axios calls an abort', { code: 'ECONNABORTED' }, 'failed'],
	['a host out of reach that names no system call', { code: 'EHOSTUNREACH' }, 'failed'],
	['a host out of reach while reading', { code: 'EHOSTUNREACH', syscall: 'read' }, 'failed'],
	['a network out of reach while writing', { code: 'ENETUNREACH', syscall: 'write' }, 'failed'],
	['a word that only looks like connecting', { code: 'EPIPE' }, 'connection reset, EPIPE'],
	['connecting that is told of later on', { code: 'EPIPE' }, 'read after connect EPIPE'],
	['connecting without a code', { code: 'EPIPE' }, 'connect to the service'],
	['a hang-up in the middle of the answer', { code: 'ERR_BAD_RESPONSE' }, 'failed'],
	['a broken protocol', { code: 'HPE_INVALID_CONSTANT' }, 'failed'],
	['a TLS problem without a reason', { code: 'EPROTO', syscall: 'write' }, 'write EPROTO'],
	['a bad record', { code: 'EPROTO' }, openssl('decryption failed or bad record mac')],
	['an alert at any time', { code: 'EPROTO' }, openssl('tlsv1 alert internal error')],
	[
		'a client certificate asked for',
		{ code: 'EPROTO' },
		openssl('tlsv13 alert certificate required'),
	],
])('a submit with %s may have been sent, and is unclear', (_, parts, message) => {
	const { code } = parts as { code: string };
	for (const error of asThrown(failed(parts, message))) {
		const reason = `the connection broke (${code})`;
		expect(connectionProblem(error)).toEqual({ kind: 'lost', reason });
		expect(fateOf(error)).toBe('unclear');
	}
});

it.each<[string, unknown]>([
	['an error without a code', new Error('what?')],
	['an error whose code is empty', failed({ code: '' })],
	['an error whose code is a number', failed({ code: 500 })],
	['a system call without a code', failed({ syscall: 'connect' })],
	['an object without a class', Object.assign(Object.create(null), { name: 'Error' })],
	['messages that are no list', fromN8n1(null, 'connect EHOSTUNREACH')],
	['messages that are no text', fromN8n1(null, [{ message: 'connect EHOSTUNREACH' }])],
	['messages that are lists', fromN8n1(null, [['connect EHOSTUNREACH']])],
	['nothing', undefined],
	['null', null],
	['a text', 'connect EHOSTUNREACH'],
])('%s proves nothing', (_, error) => {
	const reason = 'the connection broke (no reason given)';
	expect(connectionProblem(error)).toEqual({ kind: 'lost', reason });
});

const refused = failed({ code: 'ECONNREFUSED', syscall: 'connect' });

it.each<[string, unknown]>([
	['axios gives', failed({ name: 'AxiosError', code: 'ECONNREFUSED', cause: refused })],
	[
		'every address of a host gives',
		Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' }),
	],
	['axios makes of every address', failed({ cause: new AggregateError([refused]) })],
	['lies deep', failed({ cause: failed({ cause: failed({ cause: refused }) }) })],
	['n8n wraps', new NodeApiError(node, refused as unknown as JsonObject)],
	[
		'n8n wraps twice',
		failed({ cause: new NodeApiError(node, failed({ cause: refused }) as unknown as JsonObject) }),
	],
	['n8n 1.x wraps twice', failed({ cause: fromN8n1('ECONNREFUSED', []) })],
	['is no Error', { code: 'ECONNREFUSED', syscall: 'connect' }],
	['names no system call', failed({ code: 'ECONNREFUSED' })],
])('a refused connection is known by the error that %s', (_, error) => {
	expect(connectionProblem(error)).toMatchObject({ kind: 'unsent', passing: true });
});

it.each(calls)('a host whose %s fails with %s is absent only if nobody is there', (call, code) => {
	const isAbsent = ['ECONNREFUSED', 'ENOTFOUND'].includes(code) || undefined;
	const problem = connectionProblem(failed({ code, syscall: call }));
	expect('isAbsent' in problem ? problem.isAbsent : undefined).toBe(isAbsent);
});

it.each([
	['ECONNREFUSED', 'connect', 'the connection was refused'],
	['ENOTFOUND', 'getaddrinfo', 'its host name is unknown'],
	['EAI_AGAIN', 'getaddrinfo', 'its host name could not be looked up'],
	['EHOSTUNREACH', 'connect', 'the host cannot be reached'],
	['ENETUNREACH', 'connect', 'the network cannot be reached'],
	['ETIMEDOUT', 'connect', 'connecting took too long'],
	['EPERM', 'connect', 'this server does not allow the connection (EPERM)'],
	['EMFILE', 'connect', 'connecting failed (EMFILE)'],
])('%s of %s says: %s', (code, syscall, reason) => {
	expect(connectionProblem(failed({ code, syscall }))).toMatchObject({ reason });
});

it('a connection that broke is told by the first code that anything in the chain names', () => {
	const reset = failed({ code: '', httpCode: 'ECONNRESET' });
	expect(connectionProblem(failed({ httpCode: null, cause: reset }))).toEqual({
		kind: 'lost',
		reason: 'the connection broke (ECONNRESET)',
	});
});

it.each<[string, unknown]>([
	['a cancelled request', failed({ code: 'ERR_CANCELED', name: 'CanceledError' })],
	['an aborted stream', failed({ code: 'ABORT_ERR', name: 'AbortError' })],
	['a reset that follows', failed({ code: 'ECONNRESET' })],
	['an error without a code', new Error('the request was cut off')],
	['nothing', undefined],
])('a request that this node cut off has the reason of the cut, given %s', (_, error) => {
	expect(connectionProblem(error, CUT)).toEqual({ kind: 'lost', reason: CUT });
});

it('a request that this node cut off was not sent where it never connected', () => {
	expect(connectionProblem(refused, CUT)).toMatchObject({ kind: 'unsent', passing: true });
});

it('a chain of errors that leads in a circle comes to an end', () => {
	const first = failed({ code: 'ECONNRESET' });
	const second = failed({ cause: first, errors: [first] });
	Object.assign(first, { cause: second, errors: [first, second] });
	const reason = 'the connection broke (ECONNRESET)';
	expect(connectionProblem(first)).toEqual({ kind: 'lost', reason });
});

it('a chain of errors that never repeats itself comes to an end', () => {
	const endless = (): object => ({
		get cause() {
			return endless();
		},
	});
	expect(connectionProblem(endless(), CUT)).toEqual({ kind: 'lost', reason: CUT });
});

it.each([
	[20, 'unsent'],
	[21, 'lost'],
])('a chain of errors is read up to its 20th: that of place %i makes it %s', (place, kind) => {
	let error: object = failed({ code: 'ECONNREFUSED' });
	for (let above = 1; above < place; above++) error = failed({ cause: error });
	expect(connectionProblem(error).kind).toBe(kind);
});
