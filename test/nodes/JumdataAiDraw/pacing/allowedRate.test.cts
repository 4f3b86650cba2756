import { AllowedRate } from '../../../../nodes/JumdataAiDraw/pacing/allowedRate';
import { seededChance } from '../../../support/seededChance.cts';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** A rate on virtual time, as it is when `count` requests were granted a moment ago, and one refused. */
async function limited(count: number) {
	const clock = new VirtualClock(0, seededChance(1));
	const rate = new AllowedRate(clock);
	for (let request = 0; request < count; request++) rate.granted(0);
	await clock.advance(100);
	rate.refused();
	return { clock, rate };
}

describe('AllowedRate', () => {
	it('lets nothing go at once after a refusal', async () => {
		const { clock, rate } = await limited(1);
		expect(rate.freeAtMs - clock.now()).toBeGreaterThan(500);
	});

	it('goes by what was granted in the last second, not by a burst long ago', async () => {
		const clock = new VirtualClock(0);
		const rate = new AllowedRate(clock);
		for (let request = 0; request < 50; request++) rate.granted(0);
		await clock.advance(10_000);
		for (let request = 0; request < 2; request++) rate.granted(9_500);
		rate.refused();
		expect(rate.perSecond).toBeGreaterThan(1);
		expect(rate.perSecond).toBeLessThanOrEqual(2);
	});

	it('keeps distances that are on average what it allows, and no two alike', async () => {
		const { clock, rate } = await limited(4);
		const beganAtMs = rate.freeAtMs;
		const gapsMs = new Set<number>();
		await clock.advance(rate.freeAtMs - clock.now());
		for (let request = 0; request < 200; request++) {
			rate.take(rate.freeAtMs);
			gapsMs.add(rate.freeAtMs - clock.now());
			await clock.advance(rate.freeAtMs - clock.now());
		}
		const perSecond = 200_000 / (clock.now() - beganAtMs);
		expect(perSecond / rate.perSecond).toBeGreaterThan(0.97);
		expect(perSecond / rate.perSecond).toBeLessThan(1.03);
		expect(gapsMs.size).toBeGreaterThan(100);
	});

	it.each([
		['something else made it wait', 1],
		['nobody asked for more', 5],
	])('does not grow with requests that left later since %s', async (_, gaps) => {
		const { clock, rate } = await limited(4);
		const before = rate.perSecond;
		for (let request = 0; request < 300; request++) {
			const atMs = rate.freeAtMs + (gaps * 500) / rate.perSecond;
			await clock.advance(atMs - clock.now());
			rate.take(gaps === 1 ? atMs : rate.freeAtMs);
			rate.granted(clock.now());
		}
		expect(rate.perSecond).toBeLessThanOrEqual(1.1 * before);
	});
});
