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
		const gapMs = rate.freeAtMs - clock.now();
		expect(gapMs).toBeGreaterThanOrEqual(500);
		expect(gapMs).toBeLessThan(1_000);
	});

	it('keeps distances that are on average what it allows, and no two alike', async () => {
		const { clock, rate } = await limited(4);
		const gapMs = rate.freeAtMs - clock.now();
		const beganAtMs = rate.freeAtMs;
		const gapsMs = new Set<number>();
		await clock.advance(rate.freeAtMs - clock.now());
		for (let request = 0; request < 200; request++) {
			rate.take(rate.freeAtMs);
			gapsMs.add(rate.freeAtMs - clock.now());
			await clock.advance(rate.freeAtMs - clock.now());
		}
		const meanGapMs = (clock.now() - beganAtMs) / 200;
		expect(meanGapMs / gapMs).toBeGreaterThan(0.97);
		expect(meanGapMs / gapMs).toBeLessThan(1.03);
		expect(gapsMs.size).toBeGreaterThan(100);
	});

	it.each([
		['something else made it wait', 1],
		['nobody asked for more', 5],
	])('does not grow with requests that left later since %s', async (_, gaps) => {
		const { clock, rate } = await limited(4);
		const gapMs = rate.freeAtMs - clock.now();
		for (let request = 0; request < 300; request++) {
			const atMs = rate.freeAtMs + (gaps * gapMs) / 2;
			await clock.advance(atMs - clock.now());
			rate.take(gaps === 1 ? atMs : rate.freeAtMs);
			rate.granted(clock.now());
		}
		expect(rate.freeAtMs - clock.now()).toBeGreaterThan(0.9 * gapMs);
	});
});
