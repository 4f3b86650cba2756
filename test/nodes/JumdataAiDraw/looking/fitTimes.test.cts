import { fitTimes } from '../../../../nodes/JumdataAiDraw/looking/fitTimes';

const rounded = (doneMs: number[], notDoneMs: number[] = []) => {
	const { meanMs, spread } = fitTimes(doneMs, notDoneMs);
	return [Math.round(meanMs), Number(spread.toFixed(3))];
};

describe('fitTimes', () => {
	it('takes the mean, and the usual spread as long as little is known', () => {
		expect(rounded([10_000])).toEqual([10_000, 0.163]);
		expect(rounded([8_000, 12_000])).toEqual([10_000, 0.2]);
		expect(rounded(Array(1_000).fill(10_000))).toEqual([10_000, 0.01]);
	});

	it('reckons with tasks that are not done: they take longer than those that are', () => {
		expect(rounded([7_000], [7_200, 7_200, 7_200])[0]).toBeGreaterThan(8_000);
		expect(rounded([7_000], [14_000])[0]).toBeGreaterThan(9_500);
	});

	it('learns next to nothing from tasks that have only begun', () => {
		const [meanMs] = rounded([10_000, 10_000], [100]);
		expect(meanMs).toBeGreaterThanOrEqual(10_000);
		expect(meanMs).toBeLessThan(10_050);
	});

	it('makes sense of next to nothing', () => {
		expect(rounded([0])).toEqual([1, 0.6]);
		expect(Number.isFinite(fitTimes([], [1e9]).meanMs)).toBe(true);
	});
});
