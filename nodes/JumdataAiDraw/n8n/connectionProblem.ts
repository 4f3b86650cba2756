import type { Unanswered } from '../jumdata/answers';

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its host name is unknown',
	EAI_AGAIN: 'its host name could not be looked up',
	EHOSTUNREACH: 'the host cannot be reached',
	EHOSTDOWN: 'the host is down',
	ENETUNREACH: 'the network cannot be reached',
	ENETDOWN: 'the network is down',
	ETIMEDOUT: 'connecting took too long',
	EACCES: 'this server does not allow the connection (EACCES)',
	EPERM: 'this server does not allow the connection (EPERM)',
};
/** These come while connecting and at no other time, so no further word is needed. */
const ALWAYS_CONNECTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const ABSENT = new Set(['ECONNREFUSED', 'ENOTFOUND']);
const FORBIDDEN = new Set(['EACCES', 'EPERM']);
const CONNECTING = /^(connect|getaddrinfo)$/;
const FAILED_TO_CONNECT = /^(?:connect|getaddrinfo) (E[A-Z_]+)\b/;
/** Words of Node.js, and of the proxy agent that n8n comes with. */
const CLOSED_EARLY =
	/(before secure TLS connection was established|^Proxy connection ended before receiving CONNECT response)/;
/** Reasons of OpenSSL's that come before anything else is sent; others may come at any time. */
const HANDSHAKE_FAILED =
	/SSL routines:\w*:(wrong version number|unsupported protocol|unknown protocol|no protocols available|[^:]*\b(?:handshake failure|protocol version|insufficient security|no application protocol|unrecognized name|key too small)|unsafe legacy renegotiation disabled)/;
const CERTIFICATE_REFUSED =
	/^(CERT_|CRL_|ERROR_IN_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET|DE)|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$)/;
const REFUSED_HERE = /^(JumdataCredentialProblem|SsrfBlocked\w*|CredentialNotFoundError)$/;

/**
 * One error of a chain. n8n 1.x drops the cause, and keeps its code as `httpCode` and its message among
 * the `messages`.
 */
type Link = Record<string, unknown>;

/**
 * What a failed request proves, from the error that n8n's helper threw. Only a failure to connect, a
 * secure connection that did not come about, or a refusal on this side proves that nothing was sent;
 * everything else may have reached the service. `cutReason` says why this node itself cut the request
 * off, if it did.
 */
export function connectionProblem(error: unknown, cutReason?: string): Unanswered {
	const links = chainOf(error);
	const proof = links.map(proofOf).find((it) => it !== undefined);
	if (proof) return proof;
	const code = links.map(codeOf).find((it) => it !== '') ?? 'no reason given';
	return { kind: 'lost', reason: cutReason ?? `the connection broke (${code})` };
}

/** What proves that nothing was sent, if this error does. */
function proofOf(link: Link): Unanswered | undefined {
	const code = codeOf(link);
	const isConnecting = CONNECTING.test(String(link.syscall)) && code !== '';
	if (isConnecting || ALWAYS_CONNECTING.has(code)) return notConnected(code);
	const failed = firstMatch(link, FAILED_TO_CONNECT);
	if (failed) return notConnected(failed);
	if (CERTIFICATE_REFUSED.test(code)) return unsent(`its certificate is not valid (${code})`);
	const flaw = firstMatch(link, HANDSHAKE_FAILED);
	if (flaw) return unsent(`no secure connection is possible (${flaw})`);
	if (firstMatch(link, CLOSED_EARLY))
		return { ...unsent('the connection was closed before it was secure'), passing: true };
	if (!REFUSED_HERE.test(nameOf(link))) return undefined;
	return { ...unsent(String(link.message)), isRefusedHere: true };
}

function notConnected(code: string): Unanswered {
	const reason = REASONS[code] ?? `connecting failed (${code})`;
	const passing = !FORBIDDEN.has(code);
	return { ...unsent(reason), passing, ...(ABSENT.has(code) && { isAbsent: true }) };
}

function unsent(reason: string) {
	return { kind: 'unsent' as const, reason, passing: false };
}

/** A link's code, empty where it has none. */
function codeOf({ code, httpCode }: Link): string {
	return [code, httpCode].find((it): it is string => typeof it === 'string' && it !== '') ?? '';
}

/** What the pattern's first group finds in what a link says. */
function firstMatch({ message, messages }: Link, pattern: RegExp): string | undefined {
	const told: unknown[] = [message, ...(Array.isArray(messages) ? messages : [])];
	const texts = told.filter((it) => typeof it === 'string');
	return texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
}

function nameOf({ name, constructor }: Link): string {
	return String(name === 'Error' ? (constructor as { name?: string } | undefined)?.name : name);
}

/** The error, what caused it, and what it gathers: at most 20, since a chain may lead in a circle. */
function chainOf(error: unknown): Link[] {
	const found: Link[] = [];
	const waiting = [error];
	while (waiting.length > 0 && found.length < 20) {
		const link = waiting.shift() as Link;
		if (typeof link !== 'object' || link === null || found.includes(link)) continue;
		found.push(link);
		const { cause, errors } = link;
		waiting.push(cause, ...(Array.isArray(errors) ? errors : []));
	}
	return found;
}
