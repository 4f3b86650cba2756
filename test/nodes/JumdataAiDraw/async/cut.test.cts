import { Cut } from '../../../../nodes/JumdataAiDraw/async/cut';
import { VirtualClock } from '../../../support/virtualClock.cts';

function open(signal?: AbortSignal) {
	const clock = new VirtualClock(0);
	const cut = new Cut(clock, signal);
	let firedAtMs: number | undefined;
	cut.signal.addEventListener('abort', () => (firedAtMs = clock.now()));
	return { clock, cut, fired: () => [firedAtMs, cut.reason] };
}

describe('Cut', () => {
	it('ends what takes too long, and says which time was over first', async () => {
		const { clock, cut, fired } = open();
		cut.after(3_000, 'too long');
		cut.after(1_000, 'too silent');
		await clock.advance(5_000);
		expect(fired()).toEqual([1_000, 'too silent']);
	});

	it('does not end what is done in time, with one timer for all its parts, and none once it is settled', async () => {
		const { clock, cut, fired } = open();
		for (let chunk = 0; chunk < 9; chunk++) {
			const inTime = cut.after(1_000, 'too silent');
			await clock.advance(900);
			expect(clock.sleeperCount).toBe(1);
			inTime();
		}
		cut.end();
		expect(clock.sleeperCount).toBe(0);
		await clock.advance(5_000);
		expect(fired()).toEqual([undefined, undefined]);
	});

	it('ends at once when it is stopped, unless it is settled', async () => {
		const stop = new AbortController();
		const stopped = open(stop.signal);
		const settled = open(stop.signal);
		settled.cut.end();
		stop.abort();
		expect(stopped.fired()).toEqual([0, 'it was stopped']);
		expect(settled.fired()).toEqual([undefined, undefined]);
	});
});
