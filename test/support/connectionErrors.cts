const LOOKING_UP = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'];
/** What says that a connection did not come about, where that is not its system call. */
const HANDSHAKES: Record<string, string> = {
	ECONNRESET: 'Client network socket disconnected before secure TLS connection was established',
	EPROTO: 'write EPROTO 408F:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
	CERT_HAS_EXPIRED: 'certificate has expired',
};

/** An error as axios throws it. */
export function connectionError(code: string, syscall?: string, message = code): Error {
	return Object.assign(new Error(message), { isAxiosError: true, code, syscall });
}

/** An error that says that no connection came about. */
export function unsentError(code: string): Error {
	if (code in HANDSHAKES) return connectionError(code, undefined, HANDSHAKES[code]);
	const syscall = LOOKING_UP.includes(code) ? 'getaddrinfo' : 'connect';
	return connectionError(code, syscall, `${syscall} ${code} api-hw.jumdata.com`);
}
