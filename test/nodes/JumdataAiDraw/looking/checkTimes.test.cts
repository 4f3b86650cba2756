import { nextCheckAgeMs } from '../../../../nodes/JumdataAiDraw/looking/checkTimes';

const MEAN_MS = 10_000;

/** The ages at which a task is checked that is not done before `untilMs`. */
function agesUntil(untilMs: number): number[] {
	const ages: number[] = [];
	for (let ageMs = -Infinity; ageMs < untilMs; ) {
		ageMs = nextCheckAgeMs(ageMs, MEAN_MS);
		ages.push(ageMs);
	}
	return ages;
}

describe('the ages at which a task is checked', () => {
	it('begin when it may be done, and not much before', () => {
		const [first] = agesUntil(10_000);
		expect(first).toBeGreaterThan(6_000);
		expect(first).toBeLessThan(9_000);
	});

	it('are close around the mean, and farther and farther apart when it is late', () => {
		const ages = agesUntil(3_600_000);
		const gaps = ages.slice(1).map((ageMs, index) => Math.round(ageMs - ages[index]));
		for (const gapMs of gaps.slice(0, 3)) expect(gapMs).toBeLessThanOrEqual(0.15 * MEAN_MS);
		expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
		expect(Math.max(...gaps)).toBeGreaterThan(2 * MEAN_MS);
	});

	it('of tasks that take no time do not come without a pause', () => {
		expect(nextCheckAgeMs(10, 1)).toBeGreaterThanOrEqual(200);
	});
});
