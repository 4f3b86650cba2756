const CHECK_BASE_URL = 'Check the Base URL in the credential.';
const REDIRECTED = `This address redirects, which a signed request does not follow. ${CHECK_BASE_URL}`;
const CHECK_PROXY =
	'A proxy or a firewall between this server and Jumdata may have answered: check what they allow.';

/**
 * The statuses by which something between this server and Jumdata's API says that it did not pass a
 * request on, each with what to check (source: HTTP, RFC 9110). 303 is none of them: it may follow a success.
 */
const NOT_PASSED_ON: Readonly<Record<number, string>> = {
	301: REDIRECTED,
	302: REDIRECTED,
	307: REDIRECTED,
	308: REDIRECTED,
	401: CHECK_PROXY,
	403: CHECK_PROXY,
	404: CHECK_BASE_URL,
	405: CHECK_BASE_URL,
	407: CHECK_PROXY,
	411: CHECK_PROXY,
	413: CHECK_PROXY,
	414: CHECK_PROXY,
	415: CHECK_PROXY,
	431: CHECK_PROXY,
	451: CHECK_PROXY,
	511: CHECK_PROXY,
};

/** Whether an answer that is none of the API's proves, by its HTTP status, that the API did not get the request. */
export function isNotPassedOn(httpStatus: number): boolean {
	return httpStatus in NOT_PASSED_ON;
}

/** Whether an HTTP status says that asking again later may help (source: HTTP, RFC 9110). */
export function isPassing(httpStatus: number): boolean {
	return httpStatus === 408 || httpStatus === 429 || httpStatus >= 500;
}

/** What to do about an answer with this HTTP status that cannot be read. */
export function statusAdvice(httpStatus: number): string {
	const isRedirect = httpStatus >= 300 && httpStatus < 400;
	return NOT_PASSED_ON[httpStatus] ?? (isRedirect ? REDIRECTED : 'Try again later.');
}
