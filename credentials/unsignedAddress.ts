import { isSigningField } from './signedText';

/**
 * An address without signing fields in its query, all else to the byte: the next page that an API names
 * may repeat the signature of the page before.
 */
export function unsignedAddress(address: string): string {
	const [, path, query, anchor] = /^([^?#]*)\?([^#]*)([^]*)$/.exec(address) ?? [];
	if (query === undefined) return address;
	const own = query.split('&').filter((field) => !isSigningField(field));
	return `${path}${own.length > 0 ? '?' : ''}${own.join('&')}${anchor}`;
}
