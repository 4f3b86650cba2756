import fc from 'fast-check';
import { backoffMs } from '../../../../nodes/JumdataAiDraw/async/backoff';

describe('backoffMs', () => {
	it.each([
		[1, 250, 375, 500],
		[2, 500, 750, 1_000],
		[3, 1_000, 1_500, 2_000],
		[4, 2_000, 3_000, 4_000],
		[5, 4_000, 6_000, 8_000],
		[6, 8_000, 12_000, 16_000],
		[7, 10_000, 15_000, 20_000],
		[100, 10_000, 15_000, 20_000],
		[1_000_000, 10_000, 15_000, 20_000],
	])('after attempt %d is %d to %d to %d ms', (attempt, least, middle, most) => {
		expect([0, 0.5, 1].map((random) => backoffMs(attempt, random))).toEqual([least, middle, most]);
	});

	it.each([
		[100, 500],
		[500, 500],
		[3_000, 3_000],
		[60_000, 60_000],
	])('is never less than the %d ms that the service asks for', (retryAfterMs, expected) => {
		expect(backoffMs(1, 1, retryAfterMs)).toBe(expected);
	});

	it('is whole, never zero, never more than 20 seconds unless it was asked for', () => {
		const attempt = fc.integer({ min: 1, max: 10_000 });
		const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
		fc.assert(
			fc.property(attempt, chance, (it, random) => {
				const waitMs = backoffMs(it, random);
				expect(Number.isInteger(waitMs)).toBe(true);
				expect(waitMs).toBeGreaterThanOrEqual(250);
				expect(waitMs).toBeLessThanOrEqual(20_000);
				expect(backoffMs(it + 1, random)).toBeGreaterThanOrEqual(waitMs);
			}),
		);
	});
});
