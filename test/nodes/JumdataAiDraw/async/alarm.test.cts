import { Alarm } from '../../../../nodes/JumdataAiDraw/async/alarm';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** An alarm on virtual time, and when it rang. */
function open() {
	const clock = new VirtualClock(0);
	const rangAtMs: number[] = [];
	const alarm = new Alarm(clock, () => rangAtMs.push(clock.now()));
	return { clock, rangAtMs, alarm };
}

describe('Alarm', () => {
	it('rings once, at the earliest time for which it was set, with one timer', async () => {
		const { clock, rangAtMs, alarm } = open();
		alarm.set(3_000);
		alarm.set(1_000);
		alarm.set(2_000);
		expect(clock.sleeperCount).toBe(1);
		await clock.advance(10_000);
		expect(rangAtMs).toEqual([1_000]);
	});

	it('can be set anew when it has rung, or was turned off', async () => {
		const { clock, rangAtMs, alarm } = open();
		alarm.set(500);
		alarm.set(Infinity);
		expect(clock.sleeperCount).toBe(0);
		alarm.set(1_000);
		await clock.advance(1_500);
		alarm.set(2_000);
		await clock.advance(1_500);
		expect(rangAtMs).toEqual([1_000, 2_000]);
	});
});
