import type { Unanswered } from '../jumdata/answers';

type Unsent = Omit<Unanswered & { kind: 'unsent' }, 'kind'>;

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
	/before secure TLS connection was established|^Proxy connection ended before receiving CONNECT response/;
/** Reasons of OpenSSL's that come before anything else is sent; others may come at any time. */
const HANDSHAKE_FAILED =
	/SSL routines:\w*:(wrong version number|unsupported protocol|unknown protocol|no protocols available|[^:]*\b(?:handshake failure|protocol version|insufficient security|no application protocol|unrecognized name|key too small)|unsafe legacy renegotiation disabled)/;
const CERTIFICATE_REFUSED =
	/^(CERT_|CRL_|ERROR_IN_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET|DE)|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$)/;
const REFUSED_HERE = /^(JumdataCredentialProblem|SsrfBlocked\w*|CredentialNotFoundError)$/;

/** One error of a chain, as far as it says anything. */
interface Link {
	name?: unknown;
	code?: unknown;
	/** Where n8n 1.x, which drops the cause, keeps its code, and in `messages` its message. */
	httpCode?: unknown;
	messages?: unknown;
	syscall?: unknown;
	message?: unknown;
	cause?: unknown;
	errors?: unknown;
}

/**
 * What a failed request proves, from the error that n8n's helper threw. Only a failure to connect, a
 * secure connection that did not come about, or a refusal on this side proves that nothing was sent;
 * everything else may have reached the service. `cutReason` says why this node itself cut the request
 * off, if it did.
 */
export function connectionProblem(error: unknown, cutReason?: string): Unanswered {
	const links = chainOf(error);
	for (const link of links) {
		const proof = notConnected(link) ?? notSecured(link) ?? refusedHere(link);
		if (proof) return { kind: 'unsent', ...proof };
	}
	const code = links.map(codeOf).find((it) => it !== '') ?? 'no reason given';
	return { kind: 'lost', reason: cutReason ?? `the connection broke (${code})` };
}

function notConnected(link: Link): Unsent | undefined {
	const code = codeWhileConnecting(link);
	if (code === undefined) return undefined;
	return {
		reason: REASONS[code] ?? `connecting failed (${code})`,
		passing: !FORBIDDEN.has(code),
		...(ABSENT.has(code) && { isAbsent: true }),
	};
}

function codeWhileConnecting(link: Link): string | undefined {
	const code = codeOf(link);
	const isConnecting = CONNECTING.test(String(link.syscall)) && code !== '';
	if (isConnecting || ALWAYS_CONNECTING.has(code)) return code;
	return firstMatch(link, FAILED_TO_CONNECT);
}

function notSecured(link: Link): Unsent | undefined {
	const code = codeOf(link);
	if (CERTIFICATE_REFUSED.test(code)) {
		return { reason: `its certificate is not valid (${code})`, passing: false };
	}
	const flaw = firstMatch(link, HANDSHAKE_FAILED);
	if (flaw) return { reason: `no secure connection is possible (${flaw})`, passing: false };
	const isClosed = textsOf(link).some((text) => CLOSED_EARLY.test(text));
	return isClosed
		? { reason: 'the connection was closed before it was secure', passing: true }
		: undefined;
}

function refusedHere(link: Link): Unsent | undefined {
	if (!REFUSED_HERE.test(nameOf(link))) return undefined;
	return { reason: String(link.message), passing: false, isRefusedHere: true };
}

/** A link's code, empty where it has none. */
function codeOf({ code, httpCode }: Link): string {
	return [code, httpCode].find((it): it is string => typeof it === 'string' && it !== '') ?? '';
}

/** What a link says, and what n8n 1.x kept of its cause. */
function textsOf({ message, messages }: Link): string[] {
	const told: unknown[] = [message, ...(Array.isArray(messages) ? messages : [])];
	return told.filter((it) => typeof it === 'string');
}

/** What the pattern's first group finds in what a link says. */
function firstMatch(link: Link, pattern: RegExp): string | undefined {
	return textsOf(link)
		.map((text) => pattern.exec(text)?.[1])
		.find((found) => found !== undefined);
}

function nameOf(link: Link): string {
	const { constructor } = link as { constructor?: { name?: string } };
	return String(link.name === 'Error' ? constructor?.name : link.name);
}

/** The error, what caused it, and what it gathers: at most 20, since a chain may lead in a circle. */
function chainOf(error: unknown): Link[] {
	const found: Link[] = [];
	const waiting: unknown[] = [error];
	while (waiting.length > 0 && found.length < 20) {
		const link = waiting.shift();
		if (typeof link !== 'object' || link === null || found.includes(link)) continue;
		found.push(link);
		const { cause, errors } = link as Link;
		waiting.push(cause, ...(Array.isArray(errors) ? errors : []));
	}
	return found;
}
