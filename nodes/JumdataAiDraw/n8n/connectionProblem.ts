import type { Unanswered } from '../jumdata/answers';

const NEVER_CONNECTED: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its host name is unknown',
	EAI_AGAIN: 'its host name could not be looked up',
	EHOSTUNREACH: 'its host is out of reach',
	EHOSTDOWN: 'its host is down',
	ENETUNREACH: 'its network is out of reach',
	ENETDOWN: 'the network is down',
	ETIMEDOUT: 'connecting took too long',
};
/** These come while connecting and at no other time, so no further word is needed. */
const ALWAYS_CONNECTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const CONNECTING = /^(connect|getaddrinfo)\b/;
const CERTIFICATE =
	/^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;
const NOT_SENT_NAMES =
	/^(JumdataCredentialProblem|SsrfBlocked\w*|CredentialNotFoundError|NodeSslError)$/;

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
 * What a failed request proves, from the error that n8n's helper threw. Only a failure to connect,
 * a refused certificate, or a refusal on this side proves that nothing was sent; everything else may
 * have reached the service. `cutReason` says why this node itself cut the request off, if it did.
 */
export function connectionProblem(error: unknown, cutReason?: string): Unanswered {
	const links = chainOf(error);
	for (const link of links) {
		const code = codeOf(link);
		if (code in NEVER_CONNECTED && (ALWAYS_CONNECTING.has(code) || isConnecting(link))) {
			return { kind: 'unsent', reason: NEVER_CONNECTED[code], passing: true };
		}
		if (CERTIFICATE.test(code)) {
			return { kind: 'unsent', reason: `its certificate is not valid (${code})`, passing: false };
		}
		if (NOT_SENT_NAMES.test(nameOf(link))) {
			return { kind: 'unsent', reason: String(link.message), passing: false };
		}
	}
	const code = links.map(codeOf).find((it) => it !== '') ?? 'no reason given';
	return { kind: 'lost', reason: cutReason ?? `the connection broke (${code})` };
}

/** A link's code, empty where it has none. */
function codeOf({ code, httpCode }: Link): string {
	return [code, httpCode].find((it): it is string => typeof it === 'string' && it !== '') ?? '';
}

function isConnecting({ syscall, message, messages }: Link): boolean {
	const told = [syscall, message, ...(Array.isArray(messages) ? messages : [])];
	return told.some((it) => typeof it === 'string' && CONNECTING.test(it));
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
