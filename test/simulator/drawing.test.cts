import { handDrivenService, startMs } from './handClock.cts';

const finishTimes = (ledger: Array<{ finishedAtMs?: number }>) =>
	ledger.map(({ finishedAtMs }) => finishedAtMs && finishedAtMs - startMs);

describe('drawing', () => {
	it('draws as many tasks at once as there are slots, the others in the order they came', () => {
		const { submit, clock, service } = handDrivenService({ slots: 2, drawMs: 1000 });
		for (let count = 0; count < 5; count += 1) submit();
		clock.nowMs += 2000;
		expect(finishTimes(service.ledger)).toEqual([1000, 1000, 2000, 2000, undefined]);
		clock.nowMs += 1000;
		expect(finishTimes(service.ledger)).toEqual([1000, 1000, 2000, 2000, 3000]);
	});

	it('starts a task at once when a slot has been free for a while', () => {
		const { submit, clock, service } = handDrivenService({ slots: 1, drawMs: 1000 });
		submit();
		clock.nowMs += 5000;
		submit();
		clock.nowMs += 1000;
		expect(finishTimes(service.ledger)).toEqual([1000, 6000]);
	});

	it('spreads the drawing times evenly around the mean', () => {
		const { submit, clock, service } = handDrivenService({
			slots: 9,
			drawMs: 1000,
			drawSpread: 0.3,
		});
		for (const chance of [0, 0.25, 0.5, 1]) {
			clock.chance = chance;
			submit();
		}
		clock.nowMs += 1300;
		expect(finishTimes(service.ledger)).toEqual([700, 850, 1000, 1300]);
	});

	it('keeps the time of drawings begun when options change, and fills new slots at once', () => {
		const { submit, clock, service } = handDrivenService({ slots: 1, drawMs: 1000 });
		for (let count = 0; count < 3; count += 1) submit();
		clock.nowMs += 500;
		service.configure({ slots: 2, drawMs: 100 });
		clock.nowMs += 1000;
		expect(finishTimes(service.ledger)).toEqual([1000, 600, 700]);
	});

	it('answers 606, unbilled, beyond the tasks that may be unfinished', () => {
		const { submit, clock, service } = handDrivenService({
			slots: 1,
			drawMs: 1000,
			maxUnfinished: 2,
		});
		expect([submit(), submit(), submit()].map(({ code }) => code)).toEqual([200, 200, 606]);
		clock.nowMs += 1000;
		expect([submit(), submit()].map(({ code, charge }) => [code, charge])).toEqual([
			[200, true],
			[606, false],
		]);
		expect(service.ledger).toHaveLength(3);
	});

	it('answers 609 beyond the rate, after a burst', () => {
		const { query, clock } = handDrivenService({ requestsPerSecond: 2, requestBurst: 3 });
		const codes = (count: number) => Array.from({ length: count }, () => query('1').code);
		expect(codes(5)).toEqual([201, 201, 201, 609, 609]);
		clock.nowMs += 499;
		expect(codes(1)).toEqual([609]);
		clock.nowMs += 1;
		expect(codes(2)).toEqual([201, 609]);
		clock.nowMs += 60_000;
		expect(codes(4)).toEqual([201, 201, 201, 609]);
	});
});
