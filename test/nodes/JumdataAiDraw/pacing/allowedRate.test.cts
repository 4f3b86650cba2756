import { AllowedRate } from '../../../../nodes/JumdataAiDraw/pacing/allowedRate';
import { seededChance } from '../../../support/seededChance.cts';

/** A clock that is set by hand. */
const handClock = (random = () => 0.5) => ({
	nowMs: 0,
	date() {
		return this.nowMs;
	},
	now() {
		return this.nowMs;
	},
	random,
	async sleep() {},
});

const STEP_MS = 5;

/** What processes that send as fast as they may get of an account in its sixth to eleventh minute. */
function shares(count: number, allowedPerSecond: number, seed: number) {
	const chance = seededChance(seed);
	const clock = handClock(chance);
	const rates = Array.from({ length: count }, () => new AllowedRate(clock));
	const granted = rates.map(() => 0);
	let tokens = allowedPerSecond;
	let refused = 0;
	for (; clock.nowMs < 660_000; clock.nowMs += STEP_MS) {
		tokens = Math.min(allowedPerSecond, tokens + (allowedPerSecond * STEP_MS) / 1000);
		const first = Math.floor(chance() * count);
		for (let turn = 0; turn < count; turn++) {
			const index = (first + turn) % count;
			const rate = rates[index];
			if (clock.nowMs < index * 15_000 || rate.freeAtMs > clock.nowMs) continue;
			rate.take();
			const isCounted = clock.nowMs > 360_000;
			if (tokens >= 1) {
				tokens--;
				rate.granted();
				if (isCounted) granted[index]++;
			} else {
				rate.refused(clock.nowMs);
				if (isCounted) refused++;
			}
		}
	}
	const total = granted.reduce((sum, number) => sum + number, 0);
	return {
		use: total / (allowedPerSecond * 300),
		refused: refused / (total + refused),
		shares: granted.map((number) => (number * count) / total),
	};
}

describe('AllowedRate', () => {
	it('is unlimited until something is refused', () => {
		const rate = new AllowedRate(handClock());
		for (let request = 0; request < 1_000; request++) {
			rate.take();
			rate.granted();
		}
		expect(rate.freeAtMs).toBe(-Infinity);
		expect(rate.perSecond).toBe(Infinity);
	});

	it('begins with what was granted of late, less a little', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		for (let request = 0; request < 20; request++) {
			rate.granted();
			clock.nowMs += 250;
		}
		rate.refused(clock.nowMs);
		expect(rate.perSecond).toBeCloseTo((20 / 5) * 0.94);
		expect(rate.freeAtMs).toBeGreaterThan(clock.nowMs);
	});

	it('tries again soon after a refusal, and less soon after each further one', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		const waits = Array.from({ length: 6 }, () => {
			rate.refused(0);
			return rate.freeAtMs * rate.perSecond;
		});
		const shares = [0.1, 0.2, 0.4, 0.8, 1, 1];
		expect(waits.map(Math.round)).toEqual(shares.map((share) => 1_000 * share * 0.5));
		rate.granted();
		rate.refused(0);
		expect(rate.freeAtMs * rate.perSecond).toBeCloseTo(1_000 * 0.1 * 0.5);
	});

	it('waits up to a whole gap where a granted request showed that it was too fast', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.slowDown(0);
		expect(rate.freeAtMs).toBeCloseTo((1_000 / 0.94) * 0.5);
	});

	it('gives a decrease a second to show', () => {
		const rate = new AllowedRate(handClock());
		rate.refused(0);
		rate.refused(999);
		expect(rate.perSecond).toBeCloseTo(0.94);
		rate.refused(1_000);
		expect(rate.perSecond).toBeCloseTo(0.94 ** 2);
	});

	it.each([
		['eleven times 0.0029 a second at first', 1, 0, 0.0029 * 11],
		['six times 0.0029 a second after three minutes', 1, 180_000, 0.0029 * 6],
		['0.0029 a second from the sixth minute on', 1, 360_000, 0.0029],
		['more at higher rates, but not in proportion', 10, 360_000, 0.0029 * 10 ** 0.75],
		['as much at lower rates', 0.4, 360_000, 0.0029],
		['0.03 times the square at most at the lowest', 0.1, 360_000, 0.03 * 0.1 ** 2],
	])('grows by %s', (_, perSecond, ageMs, growth) => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.refused(0);
		clock.nowMs = ageMs + 1_000;
		rate.refused(clock.nowMs);
		for (let request = 0; request < 20; request++) rate.granted();
		rate.perSecond = perSecond;
		rate.freeAtMs = clock.nowMs;
		for (let request = 0; request < 2; request++) {
			clock.nowMs = rate.freeAtMs;
			rate.take();
			rate.granted();
		}
		expect(rate.perSecond).toBeCloseTo(perSecond + growth / perSecond, 3);
	});

	it('grows at refusals as well, before it decreases', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.refused(0);
		clock.nowMs = 361_000;
		rate.refused(clock.nowMs);
		for (let request = 0; request < 20; request++) rate.granted();
		rate.perSecond = 1;
		clock.nowMs += 2_000;
		rate.refused(clock.nowMs);
		expect(rate.perSecond).toBeCloseTo((1 + 2 * 0.0029) * 0.94, 6);
	});

	it.each([
		['grows up to 1.3 times what is granted', 500, 0.0029],
		['does not grow further than that', 1_000, 0],
	])('%s', (_, gapMs, growth) => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.refused(0);
		clock.nowMs = 400_000;
		rate.refused(clock.nowMs);
		for (let request = 0; request < 20; request++) {
			clock.nowMs += gapMs;
			rate.granted();
		}
		rate.perSecond = 2.7;
		rate.freeAtMs = clock.nowMs;
		rate.take();
		rate.granted();
		const before = rate.perSecond;
		clock.nowMs += 100;
		rate.refused(0);
		expect(rate.perSecond - before).toBeCloseTo(0.1 * growth * 2.7 ** 0.75, 6);
	});

	it('falls to what was granted where a search went too far', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.refused(0);
		for (let request = 0; request < 20; request++) rate.granted();
		rate.perSecond = 20;
		clock.nowMs = 1_000;
		rate.refused(1_000);
		const grown = 0.1 * (1 + 10 * (1 - 1_000 / 360_000)) * 0.0029 * 20 ** 0.75;
		expect(rate.perSecond).toBeCloseTo((20 + grown) * 0.94, 6);
		for (let request = 0; request < 4; request++) rate.granted();
		for (let request = 0; request < 3; request++) rate.refused(1_500);
		clock.nowMs = 2_000;
		rate.refused(2_000);
		expect(rate.perSecond).toBeCloseTo(4 * 0.94);
	});

	it.each([10, 30, 60])('does not leap at a refusal after %d calm minutes', (minutes) => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		rate.refused(0);
		rate.perSecond = 0.44;
		clock.nowMs = minutes * 60_000;
		rate.refused(clock.nowMs);
		expect(rate.perSecond).toBeLessThan(0.44);
	});

	it('searches anew after all was refused for long, and does not take nothing for the limit', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		for (let request = 0; request < 20; request++) rate.granted();
		for (let request = 0; request < 12; request++) {
			rate.refused(clock.nowMs);
			clock.nowMs += 1_000;
		}
		expect(rate.perSecond).toBeGreaterThan(5);
		const before = rate.perSecond;
		for (let request = 0; request < 60; request++) rate.granted();
		rate.freeAtMs = clock.nowMs;
		rate.take();
		rate.granted();
		expect(rate.perSecond).toBeCloseTo(before * 1.1);
	});

	it('bears a clock that is set back', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		clock.nowMs = 600_000;
		for (let request = 0; request < 20; request++) rate.granted();
		rate.refused(clock.nowMs);
		clock.nowMs = 500_000;
		for (let request = 0; request < 3; request++) {
			rate.freeAtMs = clock.nowMs;
			rate.take();
			rate.granted();
			rate.refused(clock.nowMs);
		}
		expect(rate.perSecond).toBeGreaterThan(1);
		expect(rate.freeAtMs).toBeGreaterThan(clock.nowMs);
	});

	it('says nothing twice: refusals of what was sent before the decrease change nothing', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		clock.nowMs = 10_000;
		rate.granted();
		rate.refused(10_000);
		const { perSecond } = rate;
		for (let sibling = 0; sibling < 9; sibling++) rate.refused(9_950);
		expect(rate.perSecond).toBe(perSecond);
	});

	it('goes down quickly where all is refused, but never below one request in 15 seconds', () => {
		const clock = handClock();
		const rate = new AllowedRate(clock);
		for (let request = 0; request < 500; request++) {
			clock.nowMs += 1_000;
			rate.refused(clock.nowMs);
		}
		expect(rate.perSecond).toBeCloseTo(1 / 15);
	});

	it('lets nothing leave before the time that the service names', () => {
		const rate = new AllowedRate(handClock());
		rate.pauseUntil(30_000);
		rate.pauseUntil(20_000);
		expect(rate.freeAtMs).toBe(30_000);
		rate.refused(0);
		expect(rate.freeAtMs).toBe(30_000);
	});

	it.each([10, 20])('uses what a lone process may have of %d a second', (allowedPerSecond) => {
		const { use, refused } = shares(1, allowedPerSecond, 1);
		expect(use).toBeGreaterThanOrEqual(0.95);
		expect(refused).toBeLessThanOrEqual(0.03);
	});

	it.each([
		[2, 0.25],
		[5, 0.05],
		[10, 0.05],
		[20, 0.05],
	])('shares %d requests a second evenly among four', (allowedPerSecond, mostRefused) => {
		for (const seed of [1, 2, 3]) {
			const { use, refused, shares: parts } = shares(4, allowedPerSecond, seed);
			expect(use).toBeGreaterThanOrEqual(0.9);
			expect(refused).toBeLessThanOrEqual(mostRefused);
			expect(Math.min(...parts)).toBeGreaterThanOrEqual(0.75);
			expect(Math.max(...parts)).toBeLessThanOrEqual(1.25);
		}
	});
});
