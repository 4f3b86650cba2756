import fc from 'fast-check';
import { Semaphore } from '../../../../nodes/JumdataAiDraw/async/semaphore';
import { VirtualClock } from '../../../support/virtualClock.cts';

interface Job {
	durationMs: number;
	fails: boolean;
}

/** Runs the jobs, and tells in which order they began and how many were at work at most. */
async function runAll(limit: number, jobs: Job[]) {
	const clock = new VirtualClock(0);
	const semaphore = new Semaphore(limit);
	const begun: number[] = [];
	let active = 0;
	let mostActive = 0;
	const runs = jobs.map(async ({ durationMs, fails }, index) => {
		const leave = await semaphore.enter();
		begun.push(index);
		mostActive = Math.max(mostActive, ++active);
		await clock.sleep(durationMs);
		active--;
		leave();
		if (fails) throw new Error(`job ${index}`);
		return index;
	});
	const results = await clock.runUntil(Promise.allSettled(runs));
	return { begun, mostActive, results, endMs: clock.now() };
}

const lasting = (durationMs: number): Job => ({ durationMs, fails: false });

describe('Semaphore', () => {
	it.each([
		[1, 10_000],
		[2, 5_000],
		[3, 4_000],
		[10, 1_000],
		[1000, 1_000],
	])('with a limit of %d do ten jobs of a second in %d ms', async (limit, expectedMs) => {
		const { endMs } = await runAll(
			limit,
			Array.from({ length: 10 }, () => lasting(1_000)),
		);
		expect(endMs).toBe(expectedMs);
	});

	it('never run more than the limit, and begin in order, failures or not', async () => {
		const job = fc.record({ durationMs: fc.integer({ min: 0, max: 20 }), fails: fc.boolean() });
		const jobs = fc.array(job, { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 5 }), jobs, async (limit, list) => {
				const { begun, mostActive, results } = await runAll(limit, list);
				expect(begun).toEqual(list.map((_, index) => index));
				expect(mostActive).toBe(Math.min(limit, list.length));
				expect(results.map(({ status }) => status === 'rejected')).toEqual(
					list.map(({ fails }) => fails),
				);
			}),
			{ numRuns: 40 },
		);
	});

	it('are free again once everybody has left', async () => {
		const clock = new VirtualClock(0);
		const semaphore = new Semaphore(2);
		for (let job = 0; job < 5; job++) (await clock.runUntil(semaphore.enter()))();
		const both = Promise.all([semaphore.enter(), semaphore.enter()]);
		expect(await clock.runUntil(both)).toHaveLength(2);
	});

	it('do not let a newcomer pass those who wait', async () => {
		const clock = new VirtualClock(0);
		const semaphore = new Semaphore(1);
		const begun: string[] = [];
		const work = async (name: string) => {
			const leave = await semaphore.enter();
			begun.push(name);
			await clock.sleep(10);
			leave();
		};
		const first = work('first');
		const second = work('second');
		const late = first.then(async () => await work('late'));
		await clock.runUntil(Promise.all([first, second, late]));
		expect(begun).toEqual(['first', 'second', 'late']);
	});
});
