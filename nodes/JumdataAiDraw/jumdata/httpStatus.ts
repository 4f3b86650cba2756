/** A limit was exceeded (source: HTTP, RFC 6585). */
export const TOO_MANY_REQUESTS = 429;

const CHECK_BASE_URL = 'Check the Base URL in the credential.';

/**
 * The statuses by which something between this server and Jumdata's API says that it did not pass a
 * request on (source: HTTP, RFC 9110). 303 is none of them: it may follow a success.
 */
const REDIRECTED = [301, 302, 307, 308];
const NOT_FOUND = [404, 405];
const NOT_ALLOWED = [401, 403, 407, 411, 413, 414, 415, 431, 451, 511];
const NOT_PASSED_ON = [...REDIRECTED, ...NOT_FOUND, ...NOT_ALLOWED];

/** Whether an answer that is none of the API's proves, by its HTTP status, that the API did not get the request. */
export function isNotPassedOn(httpStatus: number): boolean {
	return NOT_PASSED_ON.includes(httpStatus);
}

/** Whether an HTTP status says that asking again later may help (source: HTTP, RFC 9110). */
export function isPassing(httpStatus: number): boolean {
	return httpStatus === 408 || httpStatus === TOO_MANY_REQUESTS || httpStatus >= 500;
}

/** What to do about an answer with this HTTP status that cannot be read. */
export function statusAdvice(httpStatus: number): string {
	if (httpStatus >= 300 && httpStatus < 400)
		return `This address redirects, which a signed request does not follow. ${CHECK_BASE_URL}`;
	if (NOT_FOUND.includes(httpStatus)) return CHECK_BASE_URL;
	return NOT_ALLOWED.includes(httpStatus)
		? 'A proxy or a firewall between this server and Jumdata may have answered: check what they allow.'
		: 'Try again later.';
}
