import { once } from 'node:events';
import {
	createServer as createTcpServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A certificate that nobody trusts, and its key: of this test alone, and good for nothing else. */
const UNTRUSTED = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJ5Ip2aA34esfjHkJ
jSlsaVihNjwzRjlIwR8KOjD8G/+hRANCAASSU2Q8zzDTS1G1Y8zGwUWALv0KixKU
R5HFRxV4bHqRdxeq1QcwnnDbdteXxC+KdVN0/Xud51uZxkLiGeRrfV9P
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUarjaL0/BzrjZkboGf7UUJym5MAcwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjIwNTA0MVoYDzIxMjYxMTAy
MjA1MDQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASSU2Q8zzDTS1G1Y8zGwUWALv0KixKUR5HFRxV4bHqRdxeq1QcwnnDb
dteXxC+KdVN0/Xud51uZxkLiGeRrfV9Po1MwUTAdBgNVHQ4EFgQUsEAhvINwVFKH
jlB4sEHYI9v6DP8wHwYDVR0jBBgwFoAUsEAhvINwVFKHjlB4sEHYI9v6DP8wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA4VLRYt0UfTC4984U08Qd
vo/G3AsHJEiA9suovJazIbECIEVr5TVO7CCyZjS//sVLEbW6RnOaQRMT7vtR+JaK
u42q
-----END CERTIFICATE-----`,
};

/** A host that breaks a connection off in its own way, and counts how often one was made. */
export interface BrokenHost {
	port: number;
	connections(): number;
	close(): Promise<void>;
}

async function opened(server: Server): Promise<BrokenHost> {
	const sockets = new Set<Socket>();
	let count = 0;
	server.on('connection', (socket: Socket) => {
		count++;
		sockets.add(socket);
		socket.on('error', () => {});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		connections: () => count,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			const closed = once(server, 'close');
			server.close();
			await closed;
		},
	};
}

/** A host that does this with whoever connects. */
export const openTcpHost = async (meet: (socket: Socket) => void): Promise<BrokenHost> =>
	await opened(createTcpServer(meet));

/** A host whose certificate nobody trusts. */
export const openUntrustedHost = async (): Promise<BrokenHost> =>
	await opened(createTlsServer(UNTRUSTED).on('tlsClientError', () => {}));
