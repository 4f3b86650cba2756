import fc from 'fast-check';
import { nextLookMs } from '../../../../nodes/JumdataAiDraw/flow/readings';

describe('nextLookMs', () => {
	it.each([
		[0, 900, 1_000, 1_100],
		[6_000, 900, 1_000, 1_100],
		[10_000, 1_350, 1_500, 1_650],
		[20_000, 2_700, 3_000, 3_300],
		[60_000, 8_100, 9_000, 9_900],
		[66_667, 9_000, 10_000, 11_000],
		[3_600_000, 9_000, 10_000, 11_000],
	])('of a task %d ms old is %d to %d to %d ms', (ageMs, least, middle, most) => {
		expect([0, 0.5, 1].map((random) => nextLookMs(ageMs, random))).toEqual([least, middle, most]);
	});

	it('looks at a task of one minute about twenty times, not sixty', () => {
		const looksAtMs: number[] = [];
		for (let ageMs = 0; ageMs < 60_000; ageMs += nextLookMs(ageMs, 0.5)) looksAtMs.push(ageMs);
		expect(looksAtMs.slice(0, 9)).toEqual([
			0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_050,
		]);
		expect(looksAtMs).toHaveLength(23);
	});

	it('is whole and between 0.9 and 11 seconds, whatever the age', () => {
		const age = fc.double({ min: -1e6, max: 1e12, noNaN: true });
		const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
		fc.assert(
			fc.property(age, chance, (ageMs, random) => {
				const waitMs = nextLookMs(ageMs, random);
				expect(Number.isInteger(waitMs)).toBe(true);
				expect(waitMs).toBeGreaterThanOrEqual(900);
				expect(waitMs).toBeLessThanOrEqual(11_000);
			}),
		);
	});
});
