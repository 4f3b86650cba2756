/** Whether an HTTP status says that asking again later may help (source: HTTP, RFC 9110). */
export function isPassingStatus(httpStatus: number): boolean {
	return httpStatus === 408 || httpStatus === 429 || httpStatus >= 500;
}
