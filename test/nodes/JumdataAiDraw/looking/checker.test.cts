import { Checker } from '../../../../nodes/JumdataAiDraw/looking/checker';
import type { Durations } from '../../../../nodes/JumdataAiDraw/looking/readings';
import { Turnstile } from '../../../../nodes/JumdataAiDraw/pacing/turnstile';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** A checker on virtual time, over tasks of which each is done at its time. Looks take no time. */
function open(prior?: Durations, freeAtMs = -Infinity) {
	const clock = new VirtualClock(0);
	const halting = new AbortController();
	const turnstile = new Turnstile(clock, { freeAtMs, take: () => {} }, halting.signal);
	const checker = new Checker(clock, turnstile, prior);
	const { queue } = checker;
	const looks: Array<[string, number]> = [];
	const watch = async (name: string, doneMs: number, acceptedAtMs?: number, intervalMs = 0) => {
		const watching = checker.watch(acceptedAtMs, intervalMs);
		for (;;) {
			await watching.turn(Infinity);
			if (halting.signal.aborted) return;
			looks.push([name, Math.round(clock.now())]);
			if (clock.now() >= doneMs) return watching.done();
			watching.notDone(clock.now());
		}
	};
	const timesOf = (name: string) => looks.filter(([it]) => it === name).map(([, atMs]) => atMs);
	return { clock, halting, checker, queue, looks, watch, timesOf };
}

describe('Checker', () => {
	it('has one look at a time go round while nothing is known, the oldest first and most often', async () => {
		const { clock, looks, watch, timesOf } = open();
		for (const name of ['a', 'b', 'c']) void watch(name, 60_000, 0);
		await clock.advance(10_000);
		const times = looks.map(([, atMs]) => atMs);
		expect(times.slice(0, 5)).toEqual([0, 350, 700, 1_050, 1_400]);
		expect(times).toEqual([...new Set(times)]);
		expect(timesOf('a').length).toBeGreaterThan(timesOf('b').length);
		expect(timesOf('b').length).toBeGreaterThanOrEqual(timesOf('c').length);
	});

	it('looks at the next one when it is likely done, as soon as one has shown how long it takes', async () => {
		const { clock, watch, timesOf } = open();
		void watch('a', 10_000, 0);
		await clock.advance(12_000);
		void watch('b', 22_000, 12_000);
		await clock.advance(20_000);
		const [first] = timesOf('b');
		expect(first - 12_000).toBeGreaterThan(5_000);
		expect(first - 12_000).toBeLessThan(9_500);
		expect(timesOf('b').length).toBeLessThanOrEqual(5);
	});

	it('looks at once at a task that was accepted long ago, and learns nothing if it is done', async () => {
		const { clock, looks, watch, queue } = open();
		await clock.advance(5_000);
		void watch('old', 0);
		await clock.advance(10);
		expect(looks).toEqual([['old', 5_000]]);
		expect(queue.hasLearned).toBe(false);
	});

	it.each([
		['paced', 0, 2_000, true],
		['paced', 0, 2_001, false],
		['unlimited', -Infinity, 30_000, true],
		['unlimited', -Infinity, 30_001, false],
	])(
		'%s, learns from a first look only if it is in time: freeAtMs %d, %d ms late',
		async (...row) => {
			const [, freeAtMs, lateMs, hasLearned] = row;
			const { clock, watch, queue } = open(undefined, freeAtMs);
			await clock.advance(lateMs);
			void watch('late', 0, 0);
			await clock.advance(10);
			expect(queue.hasLearned).toBe(hasLearned);
		},
	);

	it('learns from a late look that finds a task done which was seen not to be', async () => {
		const { clock, watch, queue } = open(undefined, 0);
		await clock.advance(5_000);
		void watch('late', 5_300, 0);
		await clock.advance(2_000);
		expect(queue.hasLearned).toBe(true);
	});

	it('keeps to a fixed interval, from the first moment on', async () => {
		const { clock, watch, timesOf } = open();
		void watch('a', 5_000, 0, 1_500);
		await clock.advance(10_000);
		expect(timesOf('a')).toEqual([0, 1_500, 3_000, 4_500, 6_000]);
	});

	it('goes by hearsay, but feels its way, too, in case that is wrong', async () => {
		const right = open({ meanMs: 10_000, spread: 0.1 });
		void right.watch('a', 10_000, 0);
		await right.clock.advance(20_000);
		expect(right.timesOf('a').at(-1)).toBeLessThanOrEqual(10_700);
		const wrong = open({ meanMs: 600_000, spread: 0.1 });
		void wrong.watch('a', 10_000, 0);
		await wrong.clock.advance(20_000);
		expect(wrong.timesOf('a').at(-1)).toBeLessThanOrEqual(15_500);
	});

	it('comes back after trouble when it is told to, while the others go on', async () => {
		const { clock, checker, watch, timesOf } = open();
		const troubled = checker.watch(0, 0);
		const times: number[] = [];
		void (async () => {
			for (;;) {
				await troubled.turn(60_000);
				times.push(clock.now());
				if (clock.now() >= 60_000) return troubled.end();
				troubled.trouble(20_000);
			}
		})();
		void watch('b', 9_000, 0);
		await clock.advance(120_000);
		expect(times).toEqual([0, 20_000, 40_000, 60_000]);
		expect(timesOf('b').at(-1)).toBeLessThan(12_000);
	});

	it('has nobody wait when the run is over', async () => {
		const { clock, halting, watch, looks } = open();
		const watching = watch('a', 60_000, 0);
		await clock.advance(100);
		halting.abort();
		await watching;
		expect(looks).toHaveLength(1);
	});
});
