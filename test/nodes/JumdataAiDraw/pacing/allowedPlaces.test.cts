import { AllowedPlaces } from '../../../../nodes/JumdataAiDraw/pacing/allowedPlaces';

/** Places at a service that takes `room` at once, of which one ends after another; gives back how many were refused. */
function work(places: AllowedPlaces, room: number, ends: number): number {
	let held = 0;
	let refusedCount = 0;
	const fill = () => {
		while (held < places.limit) {
			if (held < room) places.accepted(++held);
			else {
				refusedCount++;
				places.refused(held);
			}
		}
	};
	fill();
	for (let end = 0; end < ends; end++) {
		held--;
		places.ended();
		fill();
	}
	return refusedCount;
}

describe('AllowedPlaces', () => {
	it('opens up to the most, where nothing is refused', () => {
		const places = new AllowedPlaces(40);
		expect(work(places, Infinity, 0)).toBe(0);
		expect(places.limit).toBe(40);
	});

	it.each([1, 2, 7])('finds that there is room for %d, and seldom tries one more', (room) => {
		const places = new AllowedPlaces(40);
		expect(work(places, room, 400)).toBeLessThanOrEqual(12);
		expect(places.limit).toBeLessThanOrEqual(room + 1);
		expect(places.limit).toBeGreaterThanOrEqual(room);
	});

	it('finds that there is more room than before', () => {
		const places = new AllowedPlaces(40);
		work(places, 2, 20);
		work(places, 10, 100);
		expect(places.limit).toBeGreaterThanOrEqual(10);
	});

	it('finds it soon, though the number went up and down many times before', () => {
		const places = new AllowedPlaces(40);
		for (let times = 0; times < 8; times++) {
			work(places, 2, 20);
			work(places, 20, 60);
			expect(places.limit).toBeGreaterThanOrEqual(20);
		}
	});

	it('tries one more at a time, before and after a refusal, however many ended', () => {
		const places = new AllowedPlaces(40);
		for (let end = 1; end <= 6; end++) {
			places.accepted(1);
			places.ended();
			expect(places.limit).toBeLessThanOrEqual(3 + end);
		}
		places.refused(2);
		for (let end = 0; end < 200; end++) {
			places.ended();
			expect(places.limit).toBeLessThanOrEqual(3);
		}
		expect(places.limit).toBe(3);
	});

	it('never closes altogether, and never opens beyond the most', () => {
		const places = new AllowedPlaces(3);
		places.refused(0);
		expect(places.limit).toBe(1);
		for (let count = 1; count < 10; count++) places.accepted(count);
		expect(places.limit).toBe(3);
	});

	it('opens again where the refusal turns out to be none', () => {
		const places = new AllowedPlaces(40);
		work(places, 2, 0);
		places.forgetLimit();
		expect(work(places, Infinity, 0)).toBe(0);
		expect(places.limit).toBe(40);
	});
});
