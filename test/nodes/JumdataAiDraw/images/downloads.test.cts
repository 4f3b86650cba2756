import { Downloads } from '../../../../nodes/JumdataAiDraw/images/downloads';
import { ImageProblem } from '../../../../nodes/JumdataAiDraw/images/imageProblem';
import { VirtualClock } from '../../../support/virtualClock.cts';
import { ImageHost, reset, type Visit } from './imageHost.cts';

const URL = 'https://img.test/1.png';
const MINUTE_MS = 60_000;

interface Settings {
	url?: string;
	/** The address that a second query gives. */
	freshUrl?: string;
	silenceMs?: number;
	troubleMs?: number;
	longestMs?: number;
	stopAtMs?: number;
	random?: number;
}

/** Downloads, their host, and virtual time that begins at 0. */
function stage(visits: Visit[], settings: Settings = {}) {
	const { troubleMs = 10 * MINUTE_MS, longestMs = troubleMs + 2_000, stopAtMs } = settings;
	const clock = new VirtualClock(0, () => settings.random ?? 0.5);
	const host = new ImageHost(clock, visits);
	const quit = new AbortController();
	if (stopAtMs !== undefined) void clock.sleep(stopAtMs).then(() => quit.abort());
	const limits = { atOnce: 2, longestMs, quit: quit.signal };
	const downloads = new Downloads(host.open, clock, limits);
	const asked: number[] = [];
	let heldCount = 0;
	const wanted: Parameters<Downloads['fetch']>[0] = {
		url: settings.url ?? URL,
		silenceMs: settings.silenceMs ?? 30_000,
		troubleMs,
		fileName: (extension) => `fox.${extension}`,
		freshUrl: async () => {
			asked.push(clock.now());
			return settings.freshUrl;
		},
		hold: (release) => {
			heldCount++;
			return () => {
				heldCount--;
				release();
			};
		},
	};
	return { clock, host, downloads, wanted, asked, held: () => heldCount };
}

/** Fetches one image. */
async function fetch(visits: Visit[], settings: Settings = {}) {
	const { clock, downloads, wanted, ...rest } = stage(visits, settings);
	const result = await clock.runUntil(downloads.fetch(wanted));
	downloads.close();
	const problem = result instanceof ImageProblem ? result : undefined;
	return { ...rest, result, problem, endMs: clock.now(), clock };
}

/** The visits of a host for as long as its trouble lasts. */
const times = (count: number, visit: Visit): Visit[] => Array.from({ length: count }, () => visit);

const TROUBLE: Array<[string, Visit]> = [
	['HTTP 429', { httpStatus: 429 }],
	['HTTP 500', { httpStatus: 500 }],
	['HTTP 502', { httpStatus: 502 }],
	['HTTP 503', { httpStatus: 503 }],
	['HTTP 504', { httpStatus: 504 }],
	['HTTP 522', { httpStatus: 522 }],
	['no connection', { refusal: reset() }],
	['a connection that breaks half-way', { breaks: reset() }],
	['silence', { hangs: true, chunks: [] }],
];

describe('trouble of an image’s host', () => {
	it.each(TROUBLE)('that passes costs nothing but time: %s', async (_, visit) => {
		const { problem, host, held } = await fetch([...times(6, visit), {}], { silenceMs: 1_000 });
		expect(problem).toBeUndefined();
		expect(host.urls).toHaveLength(7);
		expect(held()).toBe(0);
		expect(host.left.size).toBe(0);
	});

	it.each(TROUBLE)(
		'is waited out as long as the row may wait, and no longer: %s',
		async (_, visit) => {
			const { problem, endMs } = await fetch([visit], { silenceMs: 1_000 });
			expect(problem?.kind).toBe('trouble');
			expect(endMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
			expect(endMs).toBeLessThanOrEqual(10 * MINUTE_MS + 2_000);
		},
	);

	it('is met ever more seldom, and never at the same moment by all', async () => {
		const gapsOf = async (random: number) => {
			const { host } = await fetch([{ httpStatus: 503 }], { random });
			return host.openedAtMs.slice(1, -1).map((atMs, index) => atMs - host.openedAtMs[index]);
		};
		const [early, late] = [await gapsOf(0), await gapsOf(0.99)];
		for (const gaps of [early, late]) {
			expect(gaps[0]).toBeLessThan(1_000);
			expect(Math.max(...gaps)).toBeLessThanOrEqual(20_000);
			expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
		}
		expect(early).not.toEqual(late);
	});

	it('has its Retry-After', async () => {
		const { host, problem } = await fetch([{ httpStatus: 429, retryAfterMs: 40_000 }, {}]);
		expect(problem).toBeUndefined();
		expect(host.openedAtMs[1]).toBeGreaterThanOrEqual(40_000);
	});

	it.each([
		['at first', []],
		['at last', times(5, { httpStatus: 503 })],
	])('is tried once more at the end, however long its Retry-After: %s', async (_, before) => {
		const visits = [...before, { httpStatus: 503, retryAfterMs: 60 * MINUTE_MS }, {}];
		const { host, problem, endMs } = await fetch(visits);
		expect(problem).toBeUndefined();
		expect(host.openedAtMs).toHaveLength(visits.length);
		expect(endMs).toBe(10 * MINUTE_MS);
	});

	it('asks for no other address', async () => {
		expect((await fetch([{ httpStatus: 500 }, {}])).asked).toEqual([]);
	});
});

describe('an image that is refused or not there yet', () => {
	const LAGGING = [401, 403, 404, 410, 202, 204, 200];

	it.each(LAGGING)('may come some seconds later: HTTP %i', async (httpStatus) => {
		const lagging = { httpStatus, chunks: [] };
		const { problem, endMs } = await fetch([...times(4, lagging), {}]);
		expect(problem).toBeUndefined();
		expect(endMs).toBeLessThan(10_000);
	});

	it.each(LAGGING)('is given up after some ten seconds: HTTP %i', async (httpStatus) => {
		const { problem, endMs, host } = await fetch([{ httpStatus, chunks: [] }]);
		expect(problem).toBeDefined();
		expect(host.urls.length).toBeGreaterThan(3);
		expect(endMs).toBeGreaterThanOrEqual(8_000);
		expect(endMs).toBeLessThanOrEqual(12_000);
	});

	it('holds its slot when it is given up, so that nobody goes in between', async () => {
		expect((await fetch([{ httpStatus: 404 }])).held()).toBe(1);
	});
});

describe('an address that is refused', () => {
	const FRESH = 'https://img.test/1.png?signed=anew';

	it.each([401, 403, 404, 410])('is asked for anew at once: HTTP %i', async (httpStatus) => {
		const { host, problem, asked } = await fetch([{ httpStatus }, {}], { freshUrl: FRESH });
		expect(problem).toBeUndefined();
		expect(host.urls).toEqual([URL, FRESH]);
		expect(asked).toEqual([0]);
	});

	it('is tried again where there is no other', async () => {
		const { host, problem } = await fetch([{ httpStatus: 403 }, {}], { freshUrl: URL });
		expect(problem).toBeUndefined();
		expect(host.urls).toEqual([URL, URL]);
	});

	it('has ten seconds of its own when it is a fresh one', async () => {
		const slow = { httpStatus: 403, answerMs: 9_000 };
		const { host, problem } = await fetch([slow, ...times(4, { httpStatus: 403 }), {}], {
			freshUrl: FRESH,
		});
		expect(problem).toBeUndefined();
		expect(host.urls.filter((url) => url === FRESH)).toHaveLength(5);
	});

	it.each([202, 200])(
		'is another matter than one that has nothing yet: HTTP %i',
		async (httpStatus) => {
			const visits = [{ httpStatus, chunks: [] }, {}];
			expect((await fetch(visits, { freshUrl: FRESH })).asked).toEqual([]);
		},
	);
});

describe('an address whose own time is over', () => {
	const over = 'https://img.test/1.png?X-Amz-Date=19691231T220000Z&X-Amz-Expires=3600';
	const FRESH = 'https://img.test/1.png?X-Amz-Date=19700101T000000Z&X-Amz-Expires=3600';

	it('is not even tried where there is a fresh one', async () => {
		const { host, asked } = await fetch([{}], { url: over, freshUrl: FRESH });
		expect(host.urls).toEqual([FRESH]);
		expect(asked).toHaveLength(1);
	});

	it('is tried where there is no other: this server’s clock may be off', async () => {
		const { host, problem } = await fetch([{}], { url: over });
		expect(problem).toBeUndefined();
		expect(host.urls).toEqual([over]);
	});

	it('is no matter as long as it lasts', async () => {
		const { host, asked } = await fetch([{}], { url: FRESH });
		expect(host.urls).toEqual([FRESH]);
		expect(asked).toEqual([]);
	});
});

it.each<[string, Visit]>([
	['HTML', { chunks: [Buffer.from('<html>')] }],
	['a full disk', { full: new Error('disk full') }],
	['HTTP 400', { httpStatus: 400 }],
])('a problem that stays is met once: %s', async (_, visit) => {
	const { problem, host, endMs } = await fetch([visit, {}]);
	expect(problem).toBeDefined();
	expect(host.urls).toHaveLength(1);
	expect(endMs).toBe(0);
});

describe('Stop', () => {
	it('before a download opens nothing', async () => {
		const { clock, downloads, wanted, host } = stage([{}], { stopAtMs: 0 });
		await clock.advance(0);
		expect(await clock.runUntil(downloads.fetch(wanted))).toBeInstanceOf(ImageProblem);
		expect(host.urls).toEqual([]);
	});

	it.each<[string, Visit]>([
		['in the middle of one', { chunks: [], hangs: true }],
		['between two tries', { httpStatus: 503 }],
	])('ends downloads at once: %s', async (_, visit) => {
		const { problem, endMs, host } = await fetch([visit], { stopAtMs: 20_000 });
		expect(problem).toBeDefined();
		expect(endMs).toBe(20_000);
		expect(Math.max(...host.openedAtMs)).toBeLessThan(20_000);
	});
});

describe('many downloads', () => {
	const many = async (visits: Visit[], count: number, settings: Settings = {}) => {
		const { clock, downloads, wanted, host } = stage(visits, settings);
		const fetchOne = async () => {
			let letGo = () => {};
			const hold = (release: () => void) => (letGo = wanted.hold(release));
			const result = await downloads.fetch({ ...wanted, hold });
			if (result instanceof ImageProblem) letGo();
			return { result, atMs: clock.now() };
		};
		const all = Promise.all(Array.from({ length: count }, fetchOne));
		const results = await clock.runUntil(all);
		downloads.close();
		return { results, host, clock };
	};

	it('wait for their host’s trouble outside of their turn, so that the others go on', async () => {
		const { results } = await many([{ httpStatus: 503 }, { httpStatus: 503 }, {}], 20);
		const atMs = results.map((it) => it.atMs);
		expect(atMs.filter((ms) => ms === 0)).toHaveLength(18);
		expect(Math.max(...atMs)).toBeLessThan(2_000);
	});

	it('fail together when nothing arrives of any of them for as long as a row may wait', async () => {
		const hanging = { chunks: [], hangs: true };
		const { results, clock } = await many([hanging], 200, { silenceMs: 30_000 });
		expect(results.every(({ result }) => result instanceof ImageProblem)).toBe(true);
		expect(clock.now()).toBeGreaterThanOrEqual(10 * MINUTE_MS);
		expect(clock.now()).toBeLessThanOrEqual(10 * MINUTE_MS + 40_000);
	});

	it.each<[string, Visit]>([
		['an image', {}],
		['a refusal', { httpStatus: 400 }],
	])('have their whole time from the last thing that came: %s', async (_, visit) => {
		const trouble = times(35, { httpStatus: 503 });
		const { clock, downloads, wanted } = stage([...trouble, visit, ...trouble, {}]);
		await clock.runUntil(downloads.fetch(wanted));
		const second = await clock.runUntil(downloads.fetch(wanted));
		downloads.close();
		expect(second).not.toBeInstanceOf(ImageProblem);
		expect(clock.now()).toBeGreaterThan(11 * MINUTE_MS);
	});

	it('fail within some minutes where their host does not exist', async () => {
		const absent = new ImageProblem('its host name is unknown', 'trouble', { isAbsent: true });
		const { results, clock } = await many([{ refusal: absent }], 5);
		expect(results[4].result).toMatchObject({ message: 'its host name is unknown' });
		expect(clock.now()).toBeLessThanOrEqual(2 * MINUTE_MS);
	});
});

it('when all is over, nobody sleeps on', async () => {
	const { clock } = await fetch([{ httpStatus: 503 }, {}]);
	await clock.advance(0);
	expect(clock.sleeperCount).toBe(0);
});
