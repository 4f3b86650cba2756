import fc from 'fast-check';
import {
	closeGapMs,
	earliestMs,
	latestMs,
	nextLookAgeMs,
} from '../../../../nodes/JumdataAiDraw/looking/readings';

const usual = { meanMs: 10_000, spread: 0.17 };

/** At which ages a task is looked at until it is `untilMs` old, with chance always one half. */
function agesUntil(untilMs: number, times = usual): number[] {
	const ages: number[] = [];
	for (
		let ageMs = nextLookAgeMs(undefined, times, 0.5);
		ageMs <= untilMs;
		ageMs = nextLookAgeMs(ageMs, times, 0.5)
	) {
		ages.push(Math.round(ageMs));
	}
	return ages;
}

describe('nextLookAgeMs', () => {
	it('begins when the task may be done, then comes closely, then less and less', () => {
		expect(agesUntil(20_000)).toEqual([
			8_071, 8_972, 9_873, 10_774, 11_675, 12_576, 13_477, 14_378, 15_279, 16_180, 17_129, 18_317,
			19_801,
		]);
	});

	it('is no closer than the drawing times differ, and no closer than it is worth', () => {
		expect(closeGapMs({ meanMs: 10_000, spread: 0.17 })).toBeCloseTo(901);
		expect(closeGapMs({ meanMs: 10_000, spread: 0 })).toBe(200);
		expect(closeGapMs({ meanMs: 10_000, spread: 0.9 })).toBe(1_500);
	});

	it('knows the ages between which nearly every task is done', () => {
		expect([earliestMs(usual), latestMs(usual)].map(Math.round)).toEqual([7_620, 12_380]);
		expect(earliestMs({ meanMs: 10_000, spread: 0.9 })).toBe(0);
	});

	it('does not wait for tasks that are done at once', () => {
		expect(nextLookAgeMs(undefined, { meanMs: 40, spread: 0.2 }, 0.5)).toBe(0);
	});

	it('spreads looks over a tenth of a gap either way', () => {
		const ages = [0, 0.5, 1].map((random) => Math.round(nextLookAgeMs(8_000, usual, random)));
		expect(ages).toEqual([8_811, 8_901, 8_991]);
	});

	it('always comes later than the look before, by a fifth of a second to a minute or so', () => {
		const mean = fc.double({ min: 1, max: 1e7, noNaN: true });
		const spread = fc.double({ min: 0, max: 1, noNaN: true });
		const age = fc.double({ min: 0, max: 1e8, noNaN: true });
		const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
		fc.assert(
			fc.property(mean, spread, age, chance, (meanMs, share, ageMs, random) => {
				const times = { meanMs, spread: share };
				const nextMs = nextLookAgeMs(ageMs, times, random);
				expect(nextMs - ageMs).toBeGreaterThanOrEqual(179);
				const mostMs = Math.max(66_001, earliestMs(times) + closeGapMs(times) - ageMs);
				expect(nextMs - ageMs).toBeLessThanOrEqual(mostMs);
			}),
		);
	});
});
