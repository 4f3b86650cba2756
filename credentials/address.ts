import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CredentialProblem } from './CredentialProblem';

/** Jumdata's address for everything but the balance (source: the vendor's page). */
export const DEFAULT_BASE_URL = 'https://api-hw.jumdata.com';

/** The parts of a request that say where it goes; `uri` is the older name of `url`. */
interface Addressed {
	url?: string;
	uri?: string;
	baseURL?: string;
}

/**
 * A copy of `request` with its whole address: a path alone is completed with the credential's Base URL;
 * while that is the default, a `baseURL` of the request's own goes before it. Throws a
 * `CredentialProblem` where the Base URL is no address.
 */
export function withAddress<T extends Addressed>(
	credentials: ICredentialDataDecryptedObject,
	request: T,
): T {
	const path = request.url ?? request.uri ?? '';
	if (!path.startsWith('/')) return { ...request };
	const configured = baseUrlOf(credentials);
	const base = configured === DEFAULT_BASE_URL ? (request.baseURL ?? configured) : configured;
	return { ...request, baseURL: undefined, url: base.replace(/\/+$/, '') + path };
}

function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const given = String(credentials.baseUrl ?? '').trim() || DEFAULT_BASE_URL;
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) {
		const secret = String(credentials.appSecret ?? '').trim();
		const shown = secret !== '' && given.includes(secret) ? '' : ` "${given}"`;
		throw new CredentialProblem(
			`the credential's Base URL${shown} is not an address that starts with https://`,
		);
	}
	return given === `${DEFAULT_BASE_URL}/` ? DEFAULT_BASE_URL : given;
}
