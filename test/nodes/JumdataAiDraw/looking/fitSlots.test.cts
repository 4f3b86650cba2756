import { fitSlots } from '../../../../nodes/JumdataAiDraw/looking/fitSlots';

interface Task {
	index: number;
	atMs: number;
}

/** A queue that was full from the beginning: task i begins when i - slots + 1 tasks are done. */
function seen(doneMs: number[], notDone: Task[] = []) {
	const done = doneMs.map((atMs, index) => ({ index, atMs }));
	const drawnMs = ({ index, atMs }: Task, slots: number) => {
		if (index < slots) return atMs;
		const freeAtMs = doneMs[index - slots];
		return freeAtMs === undefined || freeAtMs > atMs ? undefined : atMs - freeAtMs;
	};
	return { done, notDone, drawnMs };
}

/** When tasks are done that take `eachMs`, `slots` at a time, each a little later than the one before. */
const finished = (count: number, slots: number, eachMs: number) =>
	Array.from({ length: count }, (_, i) => (1 + Math.floor(i / slots)) * eachMs + (i % slots) * 50);

describe('fitSlots', () => {
	it.each([1, 2, 3, 5, 8])('finds %d slots where the times say so', (slots) => {
		const { slots: found, times } = fitSlots(seen(finished(40, slots, 10_000)), 40);
		expect(found).toBe(slots);
		expect(times.meanMs).toBeGreaterThan(9_500);
		expect(times.meanMs).toBeLessThan(10_500);
	});

	it('finds the same whatever the unit of time', () => {
		const foundIn = (ms: number) => {
			const notDone = [4, 5, 6, 7].map((index) => ({ index, atMs: 0.8 * ms }));
			return fitSlots(
				seen(
					[0.72, 0.74, 0.83, 1.3].map((it) => it * ms),
					notDone,
				),
				20,
			);
		};
		expect([100, 10_000, 1_000_000].map((ms) => foundIn(ms).slots)).toEqual([3, 3, 3]);
	});

	it('does not explain by few slots that many tasks are not done a moment after the first is', () => {
		const notDone = Array.from({ length: 10 }, (_, i) => ({ index: i + 2, atMs: 11_400 }));
		const { slots, times } = fitSlots(seen([10_800, 11_000], notDone), 16);
		expect(slots).toBe(7);
		expect(times.meanMs).toBeGreaterThan(11_500);
	});

	it('takes the most slots where one task is all that is known', () => {
		expect(fitSlots(seen([10_000]), 12).slots).toBe(12);
		expect(fitSlots(seen([10_000]), 1)).toMatchObject({ slots: 1, times: { meanMs: 10_000 } });
	});
});
