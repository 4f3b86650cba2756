import { OwnRefusals } from '../../../../nodes/JumdataAiDraw/pacing/ownRefusals';

describe('OwnRefusals', () => {
	const granted = (refusals: OwnRefusals, rows: number[]) =>
		rows.forEach((row) => refusals.granted(row));

	it("takes no first refusal for the row's own", () => {
		const refusals = new OwnRefusals();
		granted(refusals, [1, 2, 3, 4]);
		expect(refusals.isOwn(0)).toBe(false);
	});

	it('takes the second one for its own when three others were granted in between', () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(0);
		granted(refusals, [1, 2, 3]);
		expect(refusals.isOwn(0)).toBe(true);
	});

	it("takes it for everybody's when fewer were", () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(0);
		granted(refusals, [1, 2]);
		expect(refusals.isOwn(0)).toBe(false);
	});

	it('counts from the last refusal on, row by row', () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(0);
		granted(refusals, [1, 2]);
		refusals.isOwn(0);
		granted(refusals, [3]);
		expect([refusals.isOwn(0), refusals.isOwn(5)]).toEqual([false, false]);
	});

	it("takes it for everybody's when another row was refused, too", () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(0);
		granted(refusals, [1, 2]);
		refusals.isOwn(9);
		granted(refusals, [3, 4, 5]);
		expect([refusals.isOwn(0), refusals.isOwn(9)]).toEqual([false, false]);
	});

	it('knows whether one row alone was ever refused', () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(7);
		refusals.isOwn(7);
		expect(refusals.isOnlyOne).toBe(true);
		refusals.isOwn(8);
		refusals.isOwn(7);
		expect(refusals.isOnlyOne).toBe(false);
	});

	it('forgets the refusals of a row that is granted', () => {
		const refusals = new OwnRefusals();
		refusals.isOwn(0);
		granted(refusals, [0, 1, 2, 3]);
		expect(refusals.isOwn(0)).toBe(false);
	});
});
