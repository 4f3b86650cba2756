import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A request that a host received. */
export interface HostRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A host of the test's own, which keeps what it received. */
export interface OtherHost {
	url: string;
	requests: HostRequest[];
}

interface OpenHost extends OtherHost {
	close(): Promise<void>;
}

const openHosts: OpenHost[] = [];

/** Closes every host that is open, and gives back what they received. */
export async function closeHosts(): Promise<HostRequest[]> {
	const closing = openHosts.splice(0);
	await Promise.all(closing.map(async (host) => await host.close()));
	return closing.flatMap(({ requests }) => requests);
}

type Answer = (request: HostRequest, response: ServerResponse) => void;

/** Opens a host that answers as told, by default with an empty HTTP 200; `closeHosts` closes it. */
export async function openHost(
	answer: Answer = (_, response) => response.end(),
): Promise<OtherHost> {
	const requests: HostRequest[] = [];
	const server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const { method = '', url = '', headers } = incoming;
			const body = Buffer.concat(chunks).toString();
			const request = { method, path: url, headers, body };
			requests.push(request);
			answer(request, response);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const host = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
	openHosts.push(host);
	return host;
}
