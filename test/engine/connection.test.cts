import type { Socket } from 'node:net';
import { type BrokenHost, openTcpHost, openUntrustedHost } from './support/brokenHosts.cts';
import { errorsOf, openStage, type Stage, textRows } from './support/stage.cts';

let stage: Stage;
let host: BrokenHost;

afterEach(async () => {
	delete process.env.HTTPS_PROXY;
	await host.close();
	await stage.close();
});

/** What a row's error says when its submit goes to this address. */
async function errorAt(baseUrl: string): Promise<string> {
	stage = await openStage({ credential: { baseUrl } });
	const outcome = await stage.run(textRows('fox'), {
		parameters: { operation: 'submit' },
		options: { maxWaitTime: 2 },
		onError: 'continueRegularOutput',
	});
	const [{ message }] = errorsOf(outcome);
	return String(message);
}

/** A proxy that answers every CONNECT so. */
const refusing = (status: string) => (socket: Socket) =>
	socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 2\r\n\r\nno`));

test('https to an http port was not sent, and ends the run at once', async () => {
	host = await openTcpHost(refusing('400 Bad Request'));
	const message = await errorAt(`https://127.0.0.1:${host.port}`);
	expect(message).toContain('no secure connection is possible (wrong version number)');
	expect(message).toContain('Base URL');
	expect(message).not.toContain('billed');
	expect(host.connections()).toBe(1);
});

test('a certificate that nobody trusts was not sent to, and ends the run at once', async () => {
	host = await openUntrustedHost();
	const message = await errorAt(`https://127.0.0.1:${host.port}`);
	expect(message).toContain('its certificate is not valid (DEPTH_ZERO_SELF_SIGNED_CERT)');
	expect(message).not.toContain('billed');
	expect(host.connections()).toBe(1);
});

test.each<[string, (socket: Socket) => void]>([
	['at once', (socket) => socket.end()],
	['in the handshake', (socket) => socket.once('data', () => socket.destroy())],
])('a connection that is closed %s was not sent over, and is tried again', async (_, meet) => {
	host = await openTcpHost(meet);
	const message = await errorAt(`https://127.0.0.1:${host.port}`);
	expect(message).toContain('the connection was closed before it was secure');
	expect(message).not.toContain('billed');
	expect(host.connections()).toBeGreaterThan(1);
});

test('a refused connection was not sent over', async () => {
	host = await openTcpHost(() => {});
	await host.close();
	const message = await errorAt(`https://127.0.0.1:${host.port}`);
	expect(message).toContain('the connection was refused');
	expect(message).not.toContain('billed');
	host = await openTcpHost(() => {});
});

test('a host that does not exist was not sent to', async () => {
	host = await openTcpHost(() => {});
	const message = await errorAt('https://nowhere.invalid');
	expect(message).toContain('its host name is unknown');
	expect(message).not.toContain('billed');
});

test.each(['407 Proxy Authentication Required', '403 Forbidden'])(
	'what a proxy refuses to pass on (%s) was not sent, and ends the run at once',
	async (status) => {
		host = await openTcpHost(refusing(status));
		process.env.HTTPS_PROXY = `http://127.0.0.1:${host.port}`;
		const message = await errorAt('https://api.example.invalid');
		expect(message).toContain(`HTTP ${status.slice(0, 3)}`);
		expect(message).toContain('proxy or a firewall');
		expect(message).not.toContain('billed');
		expect(host.connections()).toBe(1);
	},
);

test('a 502 may be a gateway’s behind the proxy, and is not sent again', async () => {
	host = await openTcpHost(refusing('502 Bad Gateway'));
	process.env.HTTPS_PROXY = `http://127.0.0.1:${host.port}`;
	expect(await errorAt('https://api.example.invalid')).toContain('may have been billed');
	expect(host.connections()).toBe(1);
});

test('a connection that is lost after the request is not sent again', async () => {
	host = await openTcpHost((socket) => socket.once('data', () => socket.destroy()));
	const message = await errorAt(`http://127.0.0.1:${host.port}`);
	expect(message).toContain('may have been billed');
	expect(host.connections()).toBe(1);
});
