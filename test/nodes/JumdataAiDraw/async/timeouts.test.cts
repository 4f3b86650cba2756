import { Timeouts } from '../../../../nodes/JumdataAiDraw/async/timeouts';
import { VirtualClock } from '../../../support/virtualClock.cts';

function open() {
	const clock = new VirtualClock(0);
	const timeouts = new Timeouts(clock);
	const over: Array<[string, number]> = [];
	const start = (name: string, durationMs: number) =>
		timeouts.start(durationMs, () => over.push([name, clock.now()]));
	return { clock, over, start };
}

describe('Timeouts', () => {
	it('calls each when its own time is over, in whatever order they began', async () => {
		const { clock, over, start } = open();
		start('long', 3_000);
		start('short', 1_000);
		await clock.advance(500);
		start('later', 1_000);
		await clock.advance(5_000);
		expect(over).toEqual([
			['short', 1_000],
			['later', 1_500],
			['long', 3_000],
		]);
	});

	it('does not call what ended in time', async () => {
		const { clock, over, start } = open();
		const end = start('ended', 1_000);
		start('stays', 1_500);
		await clock.advance(999);
		end();
		await clock.advance(5_000);
		expect(over).toEqual([['stays', 1_500]]);
	});

	it('needs one timer for all, and none when nothing runs', async () => {
		const { clock, start } = open();
		const ends = Array.from({ length: 30 }, (_, index) => start(String(index), 1_000 + index));
		expect(clock.sleeperCount).toBe(1);
		for (const end of ends) end();
		for (const end of ends) end();
		expect(clock.sleeperCount).toBe(0);
	});

	it('allows one to begin in the other call', async () => {
		const { clock, over, start } = open();
		const timeouts = new Timeouts(clock);
		timeouts.start(1_000, () => start('second', 1_000));
		await clock.advance(5_000);
		expect(over).toEqual([['second', 2_000]]);
	});
});
