/** More than 200 characters, each of them whole. */
const TOO_LONG_TO_SHOW = /^(.{200}).+/u;
/** What a field of such a name has, cut off or broken up as it may be. */
const SIGN_FIELD = /(\bsign\w*\W{0,40}?)[0-9a-f](?:[\s:.-]*[0-9a-f]){7,}/gi;
/** A signature, or one half of it. */
const IN_ONE_PIECE = /[0-9a-f]{32,}/gi;
/** A signature with anything but letters and further digits in between; a UUID has fewer digits. */
const IN_PIECES = /[0-9a-f](?:[^0-9a-z]{0,8}[0-9a-f]){39,}/gi;
const SIGNATURE_REMOVED = '[signature removed]';

/** The beginning of `text` on one line; a signature that the service echoed is left out. */
export function excerptOf(text: string): string {
	const line = withoutSignatures(text).replace(/\s+/g, ' ').trim();
	return line.replace(TOO_LONG_TO_SHOW, '$1 …');
}

/** `text` without whatever looks like a signature, one in pieces included. */
export function withoutSignatures(text: string): string {
	return text
		.replace(SIGN_FIELD, `$1${SIGNATURE_REMOVED}`)
		.replace(IN_PIECES, unlessDecimal)
		.replace(IN_ONE_PIECE, unlessDecimal);
}

/** Long numbers, and dates and numbers side by side, are no signature. */
function unlessDecimal(found: string): string {
	return /[a-f]/i.test(found) ? SIGNATURE_REMOVED : found;
}
