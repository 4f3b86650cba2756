import { fetchOnce } from '../../../../nodes/JumdataAiDraw/images/fetchOnce';
import { VirtualClock } from '../../../support/virtualClock.cts';
import { ImageHost, reset, type Visit } from './imageHost.cts';
import { BEGINNINGS, pngOf } from './imageFiles.cts';

const MEGABYTE = 1024 * 1024;
const URL = 'https://img.test/1.png';

interface Settings {
	url?: string;
	silenceMs?: number;
	stopAtMs?: number;
}

/** Fetches one image in virtual time that begins at 0; a host that answers at once, unless said otherwise. */
async function fetch(visit: Visit, settings: Settings = {}) {
	const { url = URL, silenceMs = 30_000, stopAtMs } = settings;
	const clock = new VirtualClock(0);
	const host = new ImageHost(clock, [visit]);
	const stop = new AbortController();
	if (stopAtMs !== undefined) void clock.sleep(stopAtMs).then(() => stop.abort());
	const wanted = { url, silenceMs, fileName: (extension: string) => `fox.${extension}` };
	const result = await clock.runUntil(fetchOnce(wanted, host.open, clock, stop.signal));
	const arrived = 'image' in result ? result : undefined;
	const problem = 'image' in result ? undefined : result;
	return { host, arrived, problem, endMs: clock.now(), clock };
}

const text = (words: string): Visit => ({ chunks: [Buffer.from(words)] });

describe('an image that arrives', () => {
	it.each(Object.entries(BEGINNINGS))('is named after its bytes: %s', async (extension, bytes) => {
		const { arrived, host } = await fetch({ chunks: [bytes] });
		expect(arrived?.fileName).toBe(`fox.${extension}`);
		expect(arrived?.image).toMatchObject({ fileName: `fox.${extension}` });
		expect(Buffer.concat(host.stored)).toEqual(bytes);
	});

	it('is of the type that its host says where its bytes say nothing', async () => {
		const headers = { 'content-type': 'image/jp2' };
		const { arrived } = await fetch({ headers, chunks: [Buffer.alloc(100, 7)] });
		expect(arrived?.image).toEqual({ fileName: 'fox.jp2', mimeType: 'image/jp2' });
	});

	it('keeps every byte, in chunks of whatever size', async () => {
		const bytes = Buffer.from([...pngOf(700), 0, 255, 10, 13]);
		const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
		const { host, arrived } = await fetch({ chunks });
		expect(arrived).toBeDefined();
		expect(Buffer.concat(host.stored)).toEqual(bytes);
	});

	it('goes on as it comes, and is never held as a whole', async () => {
		const chunks = [pngOf(1000), Buffer.alloc(1000, 1), Buffer.alloc(1000, 2)];
		const { host } = await fetch({ chunks });
		expect(host.stored.map(({ length }) => length)).toEqual([1000, 1000, 1000]);
	});

	it('may have come packed, and be longer than its host announced', async () => {
		const { arrived } = await fetch({ headers: { 'content-length': '70' }, chunks: [pngOf(85)] });
		expect(arrived).toBeDefined();
	});

	it.each(['bytes 0-99/100', undefined])('may be a part that is all: %j', async (range) => {
		const headers = { 'content-range': range };
		expect((await fetch({ httpStatus: 206, headers })).arrived).toBeDefined();
	});

	it('may take long, as long as bytes keep coming', async () => {
		const chunks = [pngOf(600), ...Array.from({ length: 15 }, () => Buffer.alloc(1))];
		const { arrived, endMs } = await fetch({ chunks, pauseMs: 29_000 });
		expect(arrived).toBeDefined();
		expect(endMs).toBe(16 * 29_000);
	});

	it('may take long to be stored, once all of it has come', async () => {
		expect((await fetch({ storeMs: 90_000 })).arrived).toBeDefined();
	});

	it('may be as large as 64 MB', async () => {
		const chunks = [pngOf(MEGABYTE), ...Array.from({ length: 63 }, () => Buffer.alloc(MEGABYTE))];
		const headers = { 'content-length': String(64 * MEGABYTE) };
		expect((await fetch({ chunks, headers })).arrived).toBeDefined();
	});
});

describe('a response that is no image', () => {
	it.each<[string, Visit, string]>([
		['HTML', text('\n<html>expired</html>\n'), '; it starts with <html>expired</html>'],
		['JSON', text('{"code":1}'), '; it starts with {"code":1}'],
		['Chinese words', text('图片已过期'), '; it starts with 图片已过期'],
		['bytes', { chunks: [Buffer.alloc(9)] }, ''],
	])('is shown by its beginning: %s', async (_, visit, words) => {
		const headers = { 'content-type': 'image/png' };
		const { problem } = await fetch({ ...visit, headers: words === '' ? {} : headers });
		expect(problem).toMatchObject({
			message: `the response is not an image${words}`,
			kind: 'unfit',
		});
	});

	it('is shown on one line of a hundred characters, each of them whole', async () => {
		const { problem } = await fetch(text(`a\n\t${'🦊'.repeat(500)}`));
		expect(problem?.message).toMatch(/starts with a (🦊){98} …$/u);
	});

	it.each(['<svg xmlns="http://www.w3.org/2000/svg">', '<?xml version="1.0"?>\n<!-- a -->\n<svg>'])(
		'is refused with the reason where it is an SVG: %s',
		async (words) => {
			const headers = { 'content-type': 'image/svg+xml' };
			const { problem } = await fetch({ ...text(words), headers });
			expect(problem?.message).toContain('SVG');
			expect(problem?.message).toContain('scripts');
		},
	);
});

describe('a host that refuses', () => {
	it.each<[number, string]>([
		[401, 'refused'],
		[403, 'refused'],
		[404, 'refused'],
		[410, 'refused'],
		[202, 'notYet'],
		[204, 'notYet'],
		[408, 'trouble'],
		[425, 'trouble'],
		[429, 'trouble'],
		[500, 'trouble'],
		[503, 'trouble'],
		[599, 'trouble'],
		[206, 'trouble'],
		[400, 'unfit'],
		[304, 'unfit'],
	])('by HTTP %i has a problem of the kind %s', async (httpStatus, kind) => {
		const headers = { 'content-range': 'bytes 5-9/10' };
		const { problem, host } = await fetch({ httpStatus, headers, chunks: [] });
		expect(problem?.kind).toBe(kind);
		expect(problem?.message).toContain(`HTTP ${httpStatus}`);
		expect(host.left.size).toBe(0);
	});

	it.each(['bytes 10-99/100', 'bytes 0-49/100', 'bytes 5-9/*'])(
		'by a part of the image has trouble: %s',
		async (range) => {
			const { problem } = await fetch({ httpStatus: 206, headers: { 'content-range': range } });
			expect(problem).toMatchObject({
				kind: 'trouble',
				message: 'only a part of it came (HTTP 206)',
			});
		},
	);

	it('by an empty response does not have it yet', async () => {
		const { problem } = await fetch({ chunks: [] });
		expect(problem).toMatchObject({ kind: 'notYet', message: 'the response is empty' });
	});

	it.each([
		[
			'XML',
			'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
			'its host answered HTTP 403 (AccessDenied Request has expired)',
		],
		[
			'JSON',
			'{"code":"RequestExpired","message":"Request has expired"}',
			'its host answered HTTP 403 ({"code":"RequestExpired","message":"Request has expired"})',
		],
		['nothing', '', 'its host answered HTTP 403'],
	])('is quoted: %s', async (_, words, expected) => {
		expect((await fetch({ httpStatus: 403, ...text(words) })).problem?.message).toBe(expected);
	});

	it('and breaks off has still refused', async () => {
		const { problem } = await fetch({ httpStatus: 403, ...text('Forb'), breaks: reset() });
		expect(problem?.kind).toBe('refused');
	});

	it('may ask to wait', async () => {
		const { problem } = await fetch({ httpStatus: 429, retryAfterMs: 7_000, chunks: [] });
		expect(problem?.host.retryAfterMs).toBe(7_000);
	});
});

describe('a connection that breaks', () => {
	it.each<[string, Visit]>([
		['at once', { refusal: reset() }],
		['before the first byte', { chunks: [], breaks: reset() }],
		['half-way', { breaks: reset() }],
		['after much has come', { chunks: [pngOf(9_000)], breaks: reset() }],
	])('is trouble: %s', async (_, visit) => {
		const { problem, host } = await fetch(visit);
		expect(problem).toMatchObject({
			kind: 'trouble',
			message: 'the connection broke (ECONNRESET)',
		});
		expect(host.left.size).toBe(0);
	});
});

describe('an image that cannot be stored', () => {
	it('is no trouble of its host', async () => {
		const { problem, host } = await fetch({ full: new Error('disk full') });
		expect(problem).toMatchObject({ kind: 'here', message: 'n8n could not store it: disk full' });
		expect(host.left.size).toBe(0);
	});

	it('is announced with more than 64 MB, of which nothing is read', async () => {
		const headers = { 'content-length': String(64 * MEGABYTE + 1) };
		const { problem } = await fetch({ headers, hangs: true });
		expect(problem).toMatchObject({ kind: 'unfit', message: 'it is larger than 64 MB' });
	});

	it('is more than 64 MB, and cut off there', async () => {
		let sent = 0;
		const endless = (function* () {
			yield pngOf(MEGABYTE);
			for (;;) yield Buffer.alloc(MEGABYTE, ++sent);
		})();
		const { problem, host } = await fetch({ chunks: endless });
		expect(problem?.message).toBe('it is larger than 64 MB');
		expect(sent).toBeLessThan(66);
		expect(host.left.size).toBe(0);
	});
});

it.each([
	'',
	'ftp://img.test/1.png',
	'ftp://img.test/?http://img.test/1.png',
	'file:///etc/passwd',
	'data:image/png;base64,aa',
	'/1.png',
])('an address that is not of the web is not opened: %j', async (url) => {
	const { problem, host } = await fetch({}, { url });
	expect(host.urls).toEqual([]);
	expect(problem).toMatchObject({ kind: 'unfit', message: expect.stringContaining('http(s)') });
});

it.each(['http://img.test/1.png', 'HTTPS://img.test/%2F1.png?a=%2f'])(
	'an address of the web is opened as it is: %j',
	async (url) => {
		expect((await fetch({}, { url })).host.urls).toEqual([url]);
	},
);

describe('a host that is silent', () => {
	it.each<[string, Visit, number]>([
		['before it answers', { answerMs: 1e12 }, 1_000],
		['after its answer', { chunks: [], hangs: true }, 1_000],
		['after some bytes', { chunks: [pngOf(600), pngOf(99)], pauseMs: 900, hangs: true }, 2_800],
	])('is left: %s', async (_, visit, expectedMs) => {
		const { problem, endMs } = await fetch(visit, { silenceMs: 1_000 });
		expect(problem).toMatchObject({ kind: 'trouble', message: 'no data came for 1 second' });
		expect(endMs).toBe(expectedMs);
	});

	it('and never ends its trickle is left as well', async () => {
		const trickle = (function* () {
			yield pngOf(20);
			for (;;) yield Buffer.alloc(1);
		})();
		const { problem, endMs } = await fetch({ chunks: trickle, pauseMs: 900 }, { silenceMs: 1_000 });
		expect(problem).toMatchObject({ kind: 'trouble', message: 'it took more than 20 seconds' });
		expect(endMs).toBeLessThanOrEqual(20_000);
	});
});

describe('Stop', () => {
	it.each<[string, Visit]>([
		['before the host answers', { answerMs: 1e12 }],
		['while it is silent', { chunks: [], hangs: true }],
		['while n8n stores', { storeMs: 1e12 }],
	])('ends a download at once: %s', async (_, visit) => {
		const { problem, endMs } = await fetch(visit, { stopAtMs: 700 });
		expect(endMs).toBe(700);
		expect(problem?.message).toContain('stopped');
	});

	it('between two chunks leaves no rejection unheard', async () => {
		const chunks = [pngOf(600), pngOf(99), pngOf(99)];
		const { problem, clock } = await fetch({ chunks, pauseMs: 400 }, { stopAtMs: 900 });
		expect(problem?.message).toContain('stopped');
		await clock.advance(60_000);
	});
});

it('when an image has arrived, nobody sleeps on', async () => {
	const { clock } = await fetch({ pauseMs: 10 });
	expect(clock.sleeperCount).toBe(0);
});
