import { Checker } from '../../../../nodes/JumdataAiDraw/looking/checker';
import { Gate } from '../../../../nodes/JumdataAiDraw/pacing/gate';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** A checker on virtual time, over tasks of which each is done at its time. Checks take no time. */
function open() {
	const clock = new VirtualClock(0);
	const halting = new AbortController();
	const gate = new Gate(clock, { freeAtMs: () => -Infinity, take: () => {} }, halting.signal);
	const checker = new Checker(clock, gate);
	const { queue } = checker;
	const checks: Array<[string, number]> = [];
	const watch = async (name: string, doneMs: number, acceptedAtMs?: number, intervalMs = 0) => {
		const watching = checker.watch(acceptedAtMs, intervalMs);
		for (;;) {
			await watching.due(Infinity);
			if (halting.signal.aborted) return;
			checks.push([name, Math.round(clock.now())]);
			if (clock.now() >= doneMs) return watching.done();
			watching.notDone(clock.now());
		}
	};
	const timesOf = (name: string) => checks.filter(([it]) => it === name).map(([, atMs]) => atMs);
	return { clock, halting, checker, queue, checks, watch, timesOf };
}

describe('Checker', () => {
	it('has one check at a time go round while nothing is known, the oldest first and most often', async () => {
		const { clock, checks, watch, timesOf } = open();
		for (const name of ['a', 'b', 'c']) void watch(name, 60_000, 0);
		await clock.advance(10_000);
		const times = checks.map(([, atMs]) => atMs);
		expect(times[0]).toBe(0);
		expect(times.length).toBeLessThanOrEqual(30);
		expect(times).toEqual([...new Set(times)]);
		expect(timesOf('a').length).toBeGreaterThan(timesOf('b').length);
		expect(timesOf('b').length).toBeGreaterThanOrEqual(timesOf('c').length);
	});

	it('checks the next one when it is likely done, as soon as one has shown how long it takes', async () => {
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

	it('checks at once at a task that was accepted long ago, and learns nothing if it is done', async () => {
		const { clock, checks, watch, queue } = open();
		await clock.advance(5_000);
		void watch('old', 0);
		await clock.advance(10);
		expect(checks).toEqual([['old', 5_000]]);
		expect(queue.learned).toBeUndefined();
	});

	it('keeps to a fixed interval, from the first moment on', async () => {
		const { clock, watch, timesOf } = open();
		void watch('a', 5_000, 0, 1_500);
		await clock.advance(10_000);
		expect(timesOf('a')).toEqual([0, 1_500, 3_000, 4_500, 6_000]);
	});

	it('comes back after trouble when it is told to, while the others go on', async () => {
		const { clock, checker, watch, timesOf } = open();
		const troubled = checker.watch(0, 0);
		const times: number[] = [];
		void (async () => {
			for (;;) {
				await troubled.due(60_000);
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

	it('finds what is done in time, though nothing is learned and others have trouble or a fixed interval', async () => {
		const { clock, checker, watch, timesOf } = open();
		for (let task = 0; task < 9; task++) {
			const troubled = checker.watch(0, 0);
			void (async () => {
				while (clock.now() < 600_000) {
					await troubled.due(Infinity);
					troubled.trouble(10_000 + 1_000 * task);
				}
			})();
		}
		void watch('fixed', 900_000, 0, 5_000);
		void watch('healthy', 120_000, 0);
		await clock.advance(600_000);
		const foundAtMs = timesOf('healthy').find((atMs) => atMs >= 120_000);
		expect(foundAtMs).toBeLessThan(200_000);
	});

	it('has nobody wait when the run is over', async () => {
		const { clock, halting, watch, checks } = open();
		const watching = watch('a', 60_000, 0);
		await clock.advance(100);
		halting.abort();
		await watching;
		expect(checks).toHaveLength(1);
	});

	it('checks tasks that wait for each other when they are likely done, and seldom before', async () => {
		const { clock, watch, timesOf } = open();
		const names = Array.from({ length: 12 }, (_, index) => `task ${index}`);
		for (const [index, name] of names.entries()) void watch(name, 10_000 * (index + 1), 0);
		await clock.advance(200_000);
		for (const [index, name] of names.entries()) {
			const doneMs = 10_000 * (index + 1);
			const foundMs = timesOf(name).at(-1) ?? Infinity;
			expect(foundMs - doneMs).toBeGreaterThanOrEqual(0);
			expect(foundMs - doneMs).toBeLessThan(2_500);
			if (index > 6) expect(timesOf(name).length).toBeLessThanOrEqual(15);
		}
	});

	it('has the round wait by how old a task is, whatever the time of day', async () => {
		const { clock, watch, timesOf } = open();
		await clock.advance(10_000_000);
		void watch('a', 10_010_000, 10_000_000);
		await clock.advance(100_000);
		expect(timesOf('a').at(-1)).toBeGreaterThanOrEqual(10_010_000);
		expect(timesOf('a').at(-1)).toBeLessThan(10_015_000);
	});

	it('has nobody wait for tasks that are done at the first check', async () => {
		const { clock, watch, checks, queue } = open();
		await clock.advance(100_000);
		for (let task = 0; task < 9; task++) void watch(`task ${task}`, 0, 0);
		await clock.advance(100);
		expect(checks).toHaveLength(9);
		expect(queue.learned).toBeUndefined();
	});

	it('checks at once, though it knows how long tasks take, what may be done or has a fixed interval', async () => {
		const { clock, watch, timesOf, queue } = open();
		for (let task = 0; task < 4; task++) void watch(`task ${task}`, 10_000, 0);
		await clock.advance(20_000);
		for (let task = 0; task < 20; task++) void watch(`old ${task}`, 0);
		void watch('fixed', 90_000, 20_000, 30_000);
		await clock.advance(3_000);
		for (let task = 0; task < 20; task++) expect(timesOf(`old ${task}`)).toEqual([20_000]);
		expect(timesOf('fixed')).toEqual([20_000]);
		expect(queue.learned?.meanMs).toBeGreaterThan(8_000);
	});

	it('counts from when a task was accepted, though its answer came late', async () => {
		const { clock, watch, timesOf } = open();
		void watch('a', 10_000, 0);
		await clock.advance(20_000);
		void watch('b', 23_000, 13_000);
		await clock.advance(20_000);
		expect(timesOf('b')[0]).toBeLessThan(23_000);
	});

	it('checks sooner, once tasks are done at the first check again and again', async () => {
		const { clock, watch, timesOf } = open();
		void watch('slow', 20_000, 0);
		await clock.advance(40_000);
		for (let task = 0; task < 30; task++) {
			void watch(`task ${task}`, clock.now() + 4_000, clock.now());
			await clock.advance(40_000);
		}
		expect(timesOf('task 29')[0] - (40_000 + 29 * 40_000)).toBeLessThan(12_000);
	});

	it('counts a task that nobody checks any more as gone', async () => {
		const { clock, checker, watch, timesOf } = open();
		const names = Array.from({ length: 6 }, (_, index) => `task ${index}`);
		for (const [index, name] of names.entries()) void watch(name, 10_000 * (index + 1), 0);
		await clock.advance(100_000);
		const given = Array.from({ length: 5 }, () => checker.watch(clock.now(), 0));
		void watch('next', 110_000, clock.now());
		for (const watching of given) watching.end();
		await clock.advance(100_000);
		expect(timesOf('next').at(-1)).toBeLessThan(113_000);
	});
});
