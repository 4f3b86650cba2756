import { type Kind, LearnedRates } from '../../../../nodes/JumdataAiDraw/pacing/learnedRates';
import { TokenBucket } from '../../../../simulator/service/tokenBucket.cts';
import { seededChance } from '../../../support/seededChance.cts';
import { VirtualClock } from '../../../support/virtualClock.cts';

const ANSWER_MS = 100;

interface Limits {
	start?: number;
	check?: number;
	all?: number;
}

/** What came of as many requests of each kind as the rates let go, against a service with these limits. */
async function flood(limits: Limits, seconds: number, kinds: Kind[] = ['start', 'check']) {
	const clock = new VirtualClock(0, seededChance(1));
	const rates = new LearnedRates(clock);
	const buckets = { start: new TokenBucket(), check: new TokenBucket(), all: new TokenBucket() };
	const counts = { start: { granted: 0, refused: 0 }, check: { granted: 0, refused: 0 } };
	const limited = { ...limits };
	const heardAtMs = { start: -Infinity, check: -Infinity };
	const isGranted = (kind: Kind) =>
		buckets.all.take(clock.now(), limited.all ?? Infinity) &&
		buckets[kind].take(clock.now(), limited[kind] ?? Infinity);
	const send = async (kind: Kind) => {
		const sentAtMs = clock.now();
		rates.take(kind);
		await clock.sleep(ANSWER_MS / 2);
		const granted = isGranted(kind);
		counts[kind][granted ? 'granted' : 'refused']++;
		await clock.sleep(ANSWER_MS / 2);
		if (granted) return rates.granted(kind, sentAtMs);
		if (sentAtMs <= heardAtMs[kind]) return;
		heardAtMs[kind] = clock.now();
		rates.tooFast(kind);
	};
	const go = async (untilMs: number) => {
		while (clock.now() < untilMs) {
			for (const kind of kinds) if (rates.freeAtMs(kind) <= clock.now()) void send(kind);
			await clock.advance(20);
		}
	};
	await go(seconds * 1_000);
	const settle = async (more: number) => {
		for (const count of Object.values(counts)) Object.assign(count, { granted: 0, refused: 0 });
		await go(clock.now() + more * 1_000);
		return counts;
	};
	return { rates, clock, counts, limited, settle };
}

describe('LearnedRates', () => {
	it('lets everything go as long as nothing is refused', () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		for (let request = 0; request < 1_000; request++) {
			rates.take('start');
			rates.granted('start', 0);
		}
		for (const kind of ['start', 'check'] as const)
			expect(rates.freeAtMs(kind)).toBeLessThanOrEqual(0);
	});

	it.each([1, 2, 5])('uses a limit of %d a second, and is seldom refused', async (start) => {
		const { settle } = await flood({ start }, 60, ['start']);
		const { granted, refused } = (await settle(120)).start;
		expect(granted).toBeGreaterThanOrEqual(0.8 * 120 * start);
		expect(refused).toBeLessThanOrEqual(0.15 * granted);
	});

	it('uses limits apart, each for its own', async () => {
		const { settle } = await flood({ start: 1, check: 2 }, 60);
		const { start, check } = await settle(120);
		expect(start.granted).toBeGreaterThanOrEqual(0.75 * 120);
		expect(check.granted).toBeGreaterThanOrEqual(0.75 * 240);
	});

	it('uses a limit in common, and neither kind starves', async () => {
		const { settle } = await flood({ all: 4 }, 60);
		const { start, check } = await settle(120);
		expect(start.granted + check.granted).toBeGreaterThanOrEqual(0.8 * 480);
		for (const kind of [start, check]) expect(kind.granted).toBeGreaterThanOrEqual(0.2 * 480);
	});

	it('follows a limit that falls, and one that rises', async () => {
		const { limited, settle } = await flood({ start: 10 }, 60, ['start']);
		limited.start = 2;
		await settle(60);
		const fallen = { ...(await settle(60)).start };
		expect(fallen.refused).toBeLessThanOrEqual(0.2 * fallen.granted);
		limited.start = 4;
		await settle(180);
		expect((await settle(60)).start.granted).toBeGreaterThanOrEqual(0.8 * 240);
	});

	it('counts what was granted, though the first refusal came before', async () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		await clock.advance(20);
		rates.tooFast('start');
		await clock.advance(400);
		for (let request = 0; request < 10; request++) rates.granted('start', 0);
		rates.take('start');
		expect(rates.freeAtMs('start') - clock.now()).toBeLessThan(200);
	});

	it('lets a request follow at once that came late, unless its kind has a limit of its own', async () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		rates.tooFast('start');
		rates.tooFast('check');
		await clock.advance(60_000);
		rates.take('check');
		expect(rates.freeAtMs('start')).toBeLessThanOrEqual(clock.now());
		await clock.advance(60_000);
		rates.take('start');
		expect(rates.freeAtMs('start') - clock.now()).toBeGreaterThan(500);
	});

	it('limits starts once, however many times they are to keep a distance', async () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		for (let time = 0; time < 20; time++) rates.tooMany(1);
		await clock.advance(60_000);
		rates.take('start');
		expect(rates.freeAtMs('start') - clock.now()).toBeGreaterThan(500);
		expect(rates.freeAtMs('start') - clock.now()).toBeLessThan(2_000);
	});

	it('keeps the distance of starts that it has learned, when they are to keep one', async () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		for (let request = 0; request < 20; request++) rates.granted('start', 0);
		rates.tooFast('start');
		rates.tooMany(1);
		await clock.advance(60_000);
		rates.take('start');
		expect(rates.freeAtMs('start') - clock.now()).toBeLessThan(200);
	});

	it('lets nothing go for as long as the service asks', () => {
		const clock = new VirtualClock(0);
		const rates = new LearnedRates(clock);
		rates.pause(30_000);
		expect([rates.freeAtMs('start'), rates.freeAtMs('check')]).toEqual([30_000, 30_000]);
	});
});
