import { Failure } from '../../../../nodes/JumdataAiDraw/failure';
import { downloadImage } from '../../../../nodes/JumdataAiDraw/images/downloadImage';
import type { OpenedImage, OpenImage } from '../../../../nodes/JumdataAiDraw/images/openImage';
import { VirtualClock } from '../../../support/virtualClock.cts';
import { BEGINNINGS, pngOf } from './pictures.cts';

const MEGABYTE = 1024 * 1024;
const URL = 'https://img.test/1.png';

/** What the image's host does at one attempt. */
interface Visit {
	httpStatus?: number;
	/** Thrown instead of an answer. */
	refusal?: Error;
	expectedBytes?: number;
	/** The body, a small PNG if nothing is said. */
	chunks?: Iterable<Buffer>;
	/** How long it takes until each chunk comes. */
	pauseMs?: number;
	/** Thrown after the last chunk. */
	breaks?: Error;
	/** Nothing comes after the last chunk, not even its end. */
	hangs?: boolean;
	/** Thrown by n8n's storage. */
	full?: Error;
}

function failed(parts: object): Error {
	return Object.assign(new Error('failed'), parts);
}

/** A host that answers one attempt after the other; what it saw is on record. */
class Host {
	readonly openedAtMs: number[] = [];

	readonly urls: string[] = [];

	/** Connections that nobody closed. */
	readonly left = new Set<Visit>();

	stored: Buffer[] = [];

	constructor(
		private readonly clock: VirtualClock,
		private readonly visits: Visit[],
	) {}

	readonly open: OpenImage = async (url, signal) => {
		if (signal.aborted) throw failed({ code: 'ERR_CANCELED' });
		this.urls.push(url);
		this.openedAtMs.push(this.clock.now());
		const visit = this.visits[Math.min(this.urls.length, this.visits.length) - 1];
		if (visit.refusal) throw visit.refusal;
		return this.opened(visit, signal);
	};

	private opened(visit: Visit, signal: AbortSignal): OpenedImage {
		const { httpStatus = 200, expectedBytes, full } = visit;
		this.left.add(visit);
		return {
			httpStatus,
			...(expectedBytes !== undefined && { expectedBytes }),
			chunks: this.chunksOf(visit, signal),
			close: () => this.left.delete(visit),
			store: async (chunks, fileName, mimeType) => {
				if (full) throw full;
				const parts: Buffer[] = [];
				for await (const chunk of chunks) parts.push(chunk);
				this.stored = parts;
				return { fileName, mimeType };
			},
		};
	}

	private async *chunksOf(visit: Visit, signal: AbortSignal): AsyncGenerator<Buffer> {
		const { chunks = [pngOf(100)], pauseMs = 0, hangs, breaks } = visit;
		try {
			for (const chunk of chunks) {
				await this.pass(pauseMs, signal);
				yield chunk;
			}
			if (hangs) await this.pass(1e12, signal);
			if (breaks) throw breaks;
		} finally {
			this.left.delete(visit);
		}
	}

	private async pass(durationMs: number, signal: AbortSignal): Promise<void> {
		if (durationMs > 0) await this.clock.sleep(durationMs, signal);
		if (signal.aborted) throw failed({ code: 'ERR_CANCELED' });
	}
}

interface Settings {
	url?: string;
	stallMs?: number;
	stopAtMs?: number;
	random?: number;
}

/** Downloads one image in virtual time that begins at 0. */
async function download(visits: Visit[], settings: Settings = {}) {
	const { url = URL, stallMs = 30_000, stopAtMs, random = 0.5 } = settings;
	const clock = new VirtualClock(0, () => random);
	const host = new Host(clock, visits);
	const stop = new AbortController();
	if (stopAtMs === 0) stop.abort();
	else if (stopAtMs !== undefined) void clock.sleep(stopAtMs).then(() => stop.abort());
	const fileName = (extension: string) => `fox.${extension}`;
	const pending = downloadImage({ url, fileName, stallMs, signal: stop.signal }, host.open, clock);
	const [result] = await clock.runUntil(Promise.allSettled([pending]));
	const picture = result.status === 'fulfilled' ? result.value : undefined;
	const failure = result.status === 'rejected' ? (result.reason as Failure) : undefined;
	return { host, picture, failure, endMs: clock.now() };
}

const HANGS: Visit = { chunks: [], hangs: true };

describe('a picture that arrives', () => {
	it.each(Object.entries(BEGINNINGS))(
		'is named and typed after its bytes: %s',
		async (ext, bytes) => {
			const { picture, host } = await download([{ chunks: [bytes] }]);
			expect(picture).toEqual({
				fileName: `fox.${ext}`,
				mimeType: `image/${ext === 'jpg' ? 'jpeg' : ext}`,
			});
			expect(Buffer.concat(host.stored)).toEqual(bytes);
		},
	);

	it('keeps every byte, in chunks of whatever size', async () => {
		const bytes = Buffer.from([...pngOf(200), 0, 255, 10, 13]);
		const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
		const { host, picture } = await download([{ chunks, expectedBytes: bytes.length }]);
		expect(picture).toBeDefined();
		expect(Buffer.concat(host.stored)).toEqual(bytes);
	});

	it('goes on as it comes, and is never held as a whole', async () => {
		const chunks = [pngOf(1000), Buffer.alloc(1000, 1), Buffer.alloc(1000, 2)];
		const { host } = await download([{ chunks }]);
		expect(host.stored.map(({ length }) => length)).toEqual([1000, 1000, 1000]);
	});

	it('is opened once, at its address', async () => {
		const { host } = await download([{}]);
		expect(host.urls).toEqual([URL]);
	});

	it('may take long, as long as bytes keep coming', async () => {
		const chunks = [pngOf(100), ...Array.from({ length: 15 }, () => Buffer.alloc(1))];
		const { picture, endMs } = await download([{ chunks, pauseMs: 29_000 }]);
		expect(picture).toBeDefined();
		expect(endMs).toBe(16 * 29_000);
	});

	it('may be as large as 64 MB', async () => {
		const chunks = [pngOf(MEGABYTE), ...Array.from({ length: 63 }, () => Buffer.alloc(MEGABYTE))];
		const { picture } = await download([{ chunks, expectedBytes: 64 * MEGABYTE }]);
		expect(picture).toBeDefined();
	});

	it('is typed as soon as twelve bytes are there', async () => {
		const [first, rest] = [BEGINNINGS.png.subarray(0, 12), Buffer.alloc(100)];
		const { host } = await download([{ chunks: [first, rest] }]);
		expect(host.stored).toEqual([first, rest]);
	});
});

describe('a passing problem', () => {
	const refused = failed({ code: 'ECONNREFUSED', syscall: 'connect' });
	const reset = failed({ code: 'ECONNRESET' });

	it.each<[string, Visit]>([
		['HTTP 408', { httpStatus: 408 }],
		['HTTP 425', { httpStatus: 425 }],
		['HTTP 429', { httpStatus: 429 }],
		['HTTP 500', { httpStatus: 500 }],
		['HTTP 502', { httpStatus: 502 }],
		['HTTP 503', { httpStatus: 503 }],
		['HTTP 504', { httpStatus: 504 }],
		['no connection', { refusal: refused }],
		['a connection that breaks at once', { refusal: reset }],
		['a connection that breaks half-way', { breaks: reset }],
		['bytes that are missing', { expectedBytes: 101 }],
		['bytes that are missing from the beginning', { chunks: [], expectedBytes: 100 }],
	])('is met by trying again: %s', async (_, problem) => {
		const { picture, host } = await download([problem, {}]);
		expect(picture).toEqual({ fileName: 'fox.png', mimeType: 'image/png' });
		expect(host.openedAtMs).toEqual([0, 375]);
	});

	it.each([
		[0, [0, 250, 750, 1_750]],
		[0.5, [0, 375, 1_125, 2_625]],
		[1, [0, 500, 1_500, 3_500]],
	])('is met four times in all, by chance %d at %j ms', async (random, expected) => {
		const { failure, host } = await download([{ httpStatus: 503 }], { random });
		expect(host.openedAtMs).toEqual(expected);
		expect(failure).toBeInstanceOf(Failure);
		expect(failure?.message).toContain('HTTP 503');
	});

	it('says how much came, if it never all came', async () => {
		const { failure } = await download([{ expectedBytes: 5_000 }]);
		expect(failure?.message).toContain('100 of 5000 bytes');
	});

	it.each<[string, Visit]>([
		['an error status', { httpStatus: 503 }],
		['a break', { breaks: reset }],
		['silence', HANGS],
	])('leaves no connection open: %s', async (_, visit) => {
		expect((await download([visit])).host.left.size).toBe(0);
	});
});

describe('a problem that stays', () => {
	const expired = failed({ code: 'CERT_HAS_EXPIRED' });

	it.each<[string, Visit, string]>([
		['HTTP 404', { httpStatus: 404 }, 'its host answered HTTP 404'],
		['HTTP 403', { httpStatus: 403 }, 'its host answered HTTP 403'],
		['HTTP 204', { httpStatus: 204 }, 'its host answered HTTP 204'],
		['a bad certificate', { refusal: expired }, 'its certificate is not valid (CERT_HAS_EXPIRED)'],
		[
			'HTML',
			{ chunks: [Buffer.from('\n<html>expired</html>\n')] },
			'what came is no picture, it begins: <html>expired</html>',
		],
		['nothing', { chunks: [] }, 'what came is no picture'],
		['other bytes', { chunks: [Buffer.alloc(100, 7)] }, 'what came is no picture'],
		['a full disk', { full: new Error('disk full') }, 'n8n could not store it: disk full'],
		['more than 64 MB', { expectedBytes: 64 * MEGABYTE + 1 }, 'it is larger than 64 MB'],
	])('is met once: %s', async (_, visit, problem) => {
		const { failure, host } = await download([visit]);
		expect(host.openedAtMs).toEqual([0]);
		expect(failure).toBeInstanceOf(Failure);
		expect(failure?.message).toBe(`the picture at ${URL} could not be fetched: ${problem}`);
	});

	it('says that the picture is paid for and how to get it', async () => {
		const { failure } = await download([{ httpStatus: 404 }]);
		expect(failure?.advice).toContain('paid');
		expect(failure?.advice).toContain('Query');
	});

	it('is more than 64 MB', async () => {
		let sent = 0;
		const endless = (function* () {
			yield pngOf(MEGABYTE);
			for (;;) yield Buffer.alloc(MEGABYTE, ++sent);
		})();
		const { failure, host } = await download([{ chunks: endless }]);
		expect(failure?.message).toContain('larger than 64 MB');
		expect(host.openedAtMs).toEqual([0]);
		expect(sent).toBeLessThan(66);
	});

	it.each<[string, Visit]>([
		['HTML', { chunks: [Buffer.from('<html>expired</html>')] }],
		['a full disk', { full: new Error('disk full') }],
		['more than 64 MB', { chunks: [pngOf(100), Buffer.alloc(65 * MEGABYTE)] }],
	])('leaves no connection open: %s', async (_, visit) => {
		expect((await download([visit])).host.left.size).toBe(0);
	});

	it('shows one readable line of what came instead', async () => {
		const chunks = [Buffer.from(`<html>\n\t雪${'x'.repeat(500)}`)];
		const { failure } = await download([{ chunks }]);
		expect(failure?.message).toMatch(/, it begins: <html> x{49}$/);
	});
});

describe('an address', () => {
	it.each([
		'',
		'ftp://img.test/1.png',
		'file:///etc/passwd',
		'data:image/png;base64,aaaa',
		'/1.png',
		'file://https://img.test/1.png',
	])('%j is not opened', async (url) => {
		const { failure, host } = await download([{}], { url });
		expect(host.urls).toEqual([]);
		expect(failure).toBeInstanceOf(Failure);
		expect(failure?.message).toContain('not an http(s) address');
	});

	it.each(['http://img.test/1.png', 'HTTPS://img.test/1.png'])('%j is opened', async (url) => {
		expect((await download([{}], { url })).host.urls).toEqual([url]);
	});

	it('is shown up to its 500th character', async () => {
		const url = URL.padEnd(900, 'x');
		const { failure } = await download([{ httpStatus: 404 }], { url });
		expect(failure?.message).toContain(`at ${url.slice(0, 500)} could not be fetched`);
	});
});

describe('a host that is silent', () => {
	it.each([100, 1_000, 30_000])('for %d ms is left, and asked again', async (stallMs) => {
		const { picture, host } = await download([HANGS, {}], { stallMs });
		expect(host.openedAtMs).toEqual([0, stallMs + 375]);
		expect(picture).toBeDefined();
	});

	it('is left four times, with the time that it was given', async () => {
		const { failure, host } = await download([HANGS], { stallMs: 2_500 });
		expect(host.openedAtMs).toEqual([0, 2_875, 6_125, 10_125]);
		expect(failure?.message).toContain('2.5 seconds');
	});

	it('after some bytes is left as well, counted from the last one', async () => {
		const stuck = { chunks: [pngOf(100), Buffer.alloc(9)], pauseMs: 900, hangs: true };
		const { host, picture } = await download([stuck, {}], { stallMs: 1_000 });
		expect(host.openedAtMs).toEqual([0, 900 + 900 + 1_000 + 375]);
		expect(picture).toBeDefined();
	});

	it('before it answers is left as well', async () => {
		const clock = new VirtualClock(0);
		let attempts = 0;
		const open: OpenImage = async (_url, signal) => {
			attempts++;
			await clock.sleep(1e12, signal);
			throw failed({ code: 'ERR_CANCELED' });
		};
		const { signal } = new AbortController();
		const fileName = (it: string) => it;
		const pending = downloadImage({ url: URL, fileName, stallMs: 1_000, signal }, open, clock);
		await expect(clock.runUntil(pending)).rejects.toThrow('too slowly');
		expect(attempts).toBe(4);
		expect(clock.now()).toBe(4_000 + 375 + 750 + 1_500);
	});

	it('and never ends its trickle is left after twenty such times', async () => {
		const trickle = (function* () {
			yield pngOf(20);
			for (;;) yield Buffer.alloc(1);
		})();
		const { host, picture } = await download([{ chunks: trickle, pauseMs: 900 }, {}], {
			stallMs: 1_000,
		});
		expect(host.openedAtMs).toEqual([0, 20_375]);
		expect(picture).toBeDefined();
	});
});

describe('Stop', () => {
	it('before the download opens nothing', async () => {
		const { host, failure, endMs } = await download([{}], { stopAtMs: 0 });
		expect(host.urls).toEqual([]);
		expect(failure).toBeInstanceOf(Failure);
		expect(endMs).toBe(0);
	});

	it('cuts the download off at once, and does not try again', async () => {
		const { host, failure, endMs } = await download([HANGS], { stopAtMs: 700 });
		expect(endMs).toBe(700);
		expect(host.openedAtMs).toEqual([0]);
		expect(failure?.message).toContain('stopped');
	});

	it('between two chunks cuts the download off, and leaves no rejection unheard', async () => {
		const stop = new AbortController();
		const clock = new VirtualClock(0);
		const open: OpenImage = async (_url, signal) => ({
			httpStatus: 200,
			chunks: (async function* () {
				yield pngOf(100);
				if (signal.aborted) throw failed({ code: 'ERR_CANCELED' });
				yield Buffer.alloc(1);
			})(),
			close: () => {},
			store: async (chunks) => {
				for await (const chunk of chunks) if (chunk.length > 1) stop.abort();
				return {};
			},
		});
		const fileName = (it: string) => it;
		const pending = downloadImage(
			{ url: URL, fileName, stallMs: 1_000, signal: stop.signal },
			open,
			clock,
		);
		await expect(clock.runUntil(pending)).rejects.toThrow('stopped');
		await clock.advance(1_000);
	});

	it('between two attempts opens nothing more', async () => {
		const { host, failure, endMs } = await download([{ httpStatus: 503 }], { stopAtMs: 600 });
		expect(host.openedAtMs).toEqual([0, 375]);
		expect(endMs).toBe(600);
		expect(failure).toBeInstanceOf(Failure);
	});
});

describe('when it is over', () => {
	it('nobody sleeps on', async () => {
		const clock = new VirtualClock(0);
		const host = new Host(clock, [{ httpStatus: 503 }, {}]);
		const { signal } = new AbortController();
		const fileName = (it: string) => it;
		await clock.runUntil(
			downloadImage({ url: URL, fileName, stallMs: 30_000, signal }, host.open, clock),
		);
		expect(clock.sleeperCount).toBe(0);
	});
});
