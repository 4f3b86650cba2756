import { SIGNING_FIELD_NAMES, type SigningFields } from './signingFields';

/**
 * Raw text with the signing fields in it, the user's bytes as they are: behind an urlencoded body, and
 * last in a JSON object, where they outrank fields of the same names. Undefined where the text has no
 * room for fields. A signature that is there already is replaced.
 */
export function signedText(body: string, type: string, signing: SigningFields): string | undefined {
	if (type.startsWith('application/x-www-form-urlencoded')) {
		const own = body.split('&').filter((field) => field !== '' && !isSigningField(field));
		return [...own, new URLSearchParams({ ...signing })].join('&');
	}
	const own = SIGNED_JSON.exec(body)?.[1] ?? /^(\s*\{[^]*)\}\s*$/.exec(body)?.[1];
	if (own === undefined) return undefined;
	const separator = /^\s*\{\s*$/.test(own) ? '' : ',';
	return `${own}${separator}${signedJsonEnd(signing)}`;
}

const SIGNED_JSON =
	/^(\s*\{[^]*?),?"appId":"(?:[^"\\]|\\.)*","timestamp":\d+,"sign":"[0-9a-f]{64}"\}$/;

function signedJsonEnd({ appId, timestamp, sign }: SigningFields): string {
	return `"appId":${JSON.stringify(appId)},"timestamp":${timestamp},"sign":"${sign}"}`;
}

/** Whether an urlencoded field is one of those that sign. */
export function isSigningField(field: string): boolean {
	return SIGNING_FIELD_NAMES.some((name) => field.startsWith(`${name}=`));
}
