import { AllowedNumber } from '../../../../nodes/JumdataAiDraw/pacing/allowedNumber';

/** A service that allows `allowed` at once: how many tries at more it refuses in `ends` ends. */
function refusalsIn(ends: number, allowed: number, number: AllowedNumber): number {
	let refusals = 0;
	for (let end = 0; end < ends; end++) {
		number.ended();
		if (number.limit <= allowed) continue;
		refusals++;
		number.refused(allowed);
	}
	return refusals;
}

describe('AllowedNumber', () => {
	it('begins with four and grows by two for each that is accepted, up to the most', () => {
		const number = new AllowedNumber(9);
		const limits = [1, 2, 3, 4].map((count) => {
			number.accepted(count);
			return number.limit;
		});
		expect(limits).toEqual([6, 8, 9, 9]);
		expect(new AllowedNumber(2).limit).toBe(2);
	});

	it('keeps to what it was allowed, and is never less than one', () => {
		const number = new AllowedNumber(9);
		number.refused(3);
		expect(number.limit).toBe(3);
		number.refused(0);
		expect(number.limit).toBe(1);
	});

	it('knows where it was refused', () => {
		const number = new AllowedNumber(9);
		expect(number.isFullAt(3)).toBe(false);
		number.refused(3);
		expect([2, 3, 4].map((count) => number.isFullAt(count))).toEqual([false, true, true]);
	});

	it('tries one more after four ends, and more and more seldom where that is refused', () => {
		const number = new AllowedNumber(9);
		number.refused(2);
		for (let end = 0; end < 3; end++) number.ended();
		expect(number.limit).toBe(2);
		number.ended();
		expect(number.limit).toBe(3);
		expect(refusalsIn(500, 2, new AllowedNumber(9))).toBeLessThanOrEqual(12);
	});

	it('grows again as soon as a try succeeds', () => {
		const number = new AllowedNumber(9);
		number.refused(2);
		number.accepted(2);
		expect(number.limit).toBe(2);
		for (let end = 0; end < 4; end++) number.ended();
		number.accepted(3);
		expect(number.limit).toBe(5);
	});
});
