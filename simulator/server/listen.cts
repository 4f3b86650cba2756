import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening HTTP server. */
export interface Listener {
	url: string;
	/** Refuses connections, and breaks the open ones, until `resume`. */
	pause(): Promise<void>;
	/** Listens again at the same address. */
	resume(): Promise<void>;
}

const host = '127.0.0.1';
const keepAliveTimeoutMs = 60_000;

/** Listens on this machine only, at the port given or, for 0, at a free one. */
export async function listen(port: number, answer: RequestListener): Promise<Listener> {
	const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, answer);
	await opened(server, port);
	const { port: openPort } = server.address() as AddressInfo;
	return {
		url: `http://${host}:${openPort}`,
		pause: async () => await closed(server),
		resume: async () => await opened(server, openPort),
	};
}

async function opened(server: Server, port: number): Promise<void> {
	server.listen(port, host);
	await once(server, 'listening');
}

async function closed(server: Server): Promise<void> {
	if (!server.listening) return;
	const whenClosed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await whenClosed;
}
