import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../../simulator/server.cts';
import type { Fault, FaultTarget } from '../../simulator/faults.cts';
import { signatureOf } from '../../simulator/service.cts';
import { goodSubmit } from './handClock.cts';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ plainPictures: true, drawMs: 0 });
});

afterEach(async () => await simulator.close());

const submit = async (fault?: Fault, signal?: AbortSignal) => {
	if (fault) simulator.addFault({ on: 'submit', fault });
	const timestamp = String(Date.now());
	const { appId, appSecret } = simulator.service.options;
	const sign = signatureOf(appId, appSecret, timestamp);
	const body = new URLSearchParams({ appId, timestamp, sign, ...goodSubmit });
	return await fetch(`${simulator.apiUrl}/ai/draw/submit`, { method: 'POST', body, signal });
};

const image = async (fault: Fault) => {
	await submit();
	simulator.addFault({ on: 'image' satisfies FaultTarget, fault });
	return await fetch(`${simulator.imageUrl}/${simulator.service.ledger[0].taskId}/1.png`, {
		redirect: 'manual',
	});
};

/** Waits for what is sure to come, however slow the machine; gives up so that a fault here ends too. */
async function until(hasCome: () => boolean): Promise<void> {
	for (let attempt = 0; attempt < 3000 && !hasCome(); attempt += 1) await sleep(10);
}

const causeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;

/** Reads until so many bytes have come, then leaves. */
async function readSome(response: Response, bytes: number): Promise<number> {
	let received = 0;
	for await (const chunk of response.body ?? []) {
		received += (chunk as Uint8Array).length;
		if (received >= bytes) break;
	}
	return received;
}

describe('on the line', () => {
	it.each<[Fault, number]>([
		[{ kind: 'refuse' }, 0],
		[{ kind: 'loseBefore' }, 0],
		[{ kind: 'loseAfter' }, 1],
	])('%j breaks the connection, with %i bought', async (fault, bought) => {
		const error: unknown = await submit(fault).catch((reason: unknown) => reason);
		expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(causeOf(error));
		expect(simulator.service.ledger).toHaveLength(bought);
	});

	it('a service that is down refuses connections, and comes back at the same address', async () => {
		await submit();
		await simulator.goDown();
		const error: unknown = await submit().catch((reason: unknown) => reason);
		expect(causeOf(error)).toBe('ECONNREFUSED');
		await simulator.comeUp();
		expect((await submit()).status).toBe(200);
	});

	it('a truncated answer announces more than it sends', async () => {
		const response = await submit({ kind: 'truncate', sentBytes: 20 });
		expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
		await expect(response.text()).rejects.toThrow();
		expect(simulator.service.ledger).toHaveLength(1);
	});

	it('a trickling answer is whole in the end', async () => {
		const response = await submit({ kind: 'trickle', everyMs: 1 });
		expect(await response.json()).toMatchObject({ code: 200 });
	});

	it('a trickle for ever goes on after the answer', async () => {
		const response = await submit({ kind: 'trickle', everyMs: 1, forever: true });
		expect(await readSome(response, 200)).toBeGreaterThanOrEqual(200);
	});

	it('an endless answer never ends', async () => {
		const response = await submit({ kind: 'endless' });
		expect(await readSome(response, 3_000_000)).toBeGreaterThanOrEqual(3_000_000);
	});

	it('a delayed answer comes', async () => {
		expect((await submit({ kind: 'delay', delayMs: 5 })).status).toBe(200);
	});

	it('a submit is bought after the delay even when the client has left', async () => {
		const leaving = new AbortController();
		const fault: Fault = { kind: 'delay', delayMs: 60, acceptAfterDelay: true };
		const answer = submit(fault, leaving.signal).catch(() => 'left');
		await until(() => simulator.service.requests.length === 1);
		leaving.abort();
		expect(await answer).toBe('left');
		await until(() => simulator.service.ledger.length === 1);
		expect(simulator.service.requests).toMatchObject([{ accepted: true }]);
	});

	it('closing ends answers under way', async () => {
		const response = await submit({ kind: 'trickle', everyMs: 1000, forever: true });
		const waiting = submit({ kind: 'delay', delayMs: 600_000 });
		const text = response.text();
		const outcomes = Promise.allSettled([text, waiting]);
		await until(() => simulator.service.requests.length === 2);
		await simulator.close();
		expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	});
});

describe('images on the line', () => {
	it('are HTML, gone, moved', async () => {
		const html = await image({ kind: 'garbage', shape: 'html', contentType: 'image/png' });
		expect([html.headers.get('content-type'), (await html.text()).slice(0, 6)]).toEqual([
			'image/png',
			'<html>',
		]);
		expect((await image({ kind: 'http', status: 403 })).status).toBe(403);
		const moved = await image({ kind: 'http', status: 302, headers: { location: '/elsewhere' } });
		expect([moved.status, moved.headers.get('location')]).toEqual([302, '/elsewhere']);
	});

	it('are cut off, or broken before they begin', async () => {
		await expect((await image({ kind: 'truncate' })).arrayBuffer()).rejects.toThrow();
		await expect(image({ kind: 'loseBefore' })).rejects.toThrow();
	});

	it('are as huge as asked', async () => {
		const response = await image({ kind: 'huge', bytes: 5_000_000 });
		const bytes = Buffer.from(await response.arrayBuffer());
		expect([bytes.length, bytes.subarray(1, 4).toString()]).toEqual([5_000_000, 'PNG']);
	});
});
