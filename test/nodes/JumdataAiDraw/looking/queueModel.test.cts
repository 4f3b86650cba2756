import { type QueuedTask, QueueModel } from '../../../../nodes/JumdataAiDraw/looking/queueModel';
import { seededChance } from '../../../support/seededChance.cts';

/** A queue that has seen `count` tasks of a service with `slots`, done in 7 to 13 seconds, each within half a second. */
function watched(slots: number, count: number, queue = new QueueModel()) {
	const chance = seededChance(slots);
	const freeAtMs = Array.from({ length: slots }, () => 0);
	const tasks = Array.from({ length: count }, () => {
		const slot = freeAtMs.indexOf(Math.min(...freeAtMs));
		const startMs = freeAtMs[slot];
		freeAtMs[slot] += 7_000 + 6_000 * chance();
		return { task: queue.accept(0), startMs, doneMs: freeAtMs[slot] };
	});
	for (const { task, doneMs } of [...tasks].sort((a, b) => a.doneMs - b.doneMs)) {
		queue.sawNotDone(task, doneMs - 250);
		queue.sawDone(task, doneMs + 250);
	}
	return { queue, tasks };
}

/** When the task began, as far as can be told from what was learned. */
function startOf(queue: QueueModel, task: QueuedTask, nowMs = 0) {
	return queue.learned && queue.startOf(task, queue.learned, nowMs);
}

describe('QueueModel', () => {
	it('is not led to think of one slot by checks that come one after another, long after tasks are done', () => {
		const queue = new QueueModel();
		const tasks = Array.from({ length: 12 }, () => queue.accept(0));
		for (const [index, task] of tasks.entries()) queue.sawDone(task, 10_000 + 1_200 * index);
		expect(queue.learned?.slots).toBeGreaterThanOrEqual(8);
	});

	it('knows nothing of the times before a task is done', () => {
		const queue = new QueueModel();
		const task = queue.accept(5_000);
		queue.sawNotDone(task, 9_000);
		expect(queue.learned).toBeUndefined();
	});

	it.each([1, 2, 4, 8, 16])('learns how long tasks take with %d slots', (slots) => {
		const { queue } = watched(slots, 200);
		expect(queue.learned?.meanMs).toBeGreaterThan(8_500);
		expect(queue.learned?.meanMs).toBeLessThan(11_500);
	});

	it.each([1, 2, 4, 8])('learns when a task began, with %d slots', (slots) => {
		const queue = new QueueModel();
		const { tasks } = watched(slots, 60, queue);
		const offMs = tasks
			.slice(-20)
			.map(({ task, startMs }) => Math.abs((startOf(queue, task) ?? Infinity) - startMs));
		expect(Math.max(...offMs)).toBeLessThanOrEqual(slots < 8 ? 500 : 2_500);
	});

	it.each([2, 10, 12, 14, 16, 18, 50])(
		'thinks that all of %d tasks may have begun at once, as soon as one is done',
		(count) => {
			const queue = new QueueModel();
			const tasks = Array.from({ length: count }, () => queue.accept(0));
			queue.sawNotDone(tasks[0], 9_500);
			queue.sawDone(tasks[0], 10_000);
			expect(startOf(queue, tasks[count - 1])).toBe(0);
		},
	);

	it('does not know when a task begins that still waits', () => {
		const { queue } = watched(1, 20);
		const next = queue.accept(0);
		const later = queue.accept(0);
		expect(startOf(queue, next)).toBeDefined();
		expect(startOf(queue, later)).toBeUndefined();
	});

	it('thinks that a task which takes far too long lets the next one past', () => {
		const { queue } = watched(1, 20);
		const stuck = queue.accept(0);
		const next = queue.accept(0);
		const startMs = startOf(queue, stuck) ?? NaN;
		expect(startOf(queue, next, startMs + 12_000)).toBeUndefined();
		expect(startOf(queue, next, startMs + 30_000)).toBe(startMs);
	});

	it('is not misled by tasks that were all done at the first look', () => {
		const queue = new QueueModel();
		for (let index = 0; index < 10; index++) {
			const task = queue.accept(index * 50_000);
			queue.sawDone(task, task.acceptedAtMs + 20_000);
		}
		expect(queue.learned?.meanMs).toBeGreaterThan(9_000);
		expect(queue.learned?.meanMs).toBeLessThanOrEqual(20_000);
	});

	it('is not misled by a check that came late', () => {
		const queue = new QueueModel();
		const tasks = Array.from({ length: 5 }, () => queue.accept(0));
		for (const [index, foundAtMs] of [10_100, 10_200, 100_000, 10_300, 10_400].entries()) {
			queue.sawNotDone(tasks[index], 9_500);
			queue.sawDone(tasks[index], foundAtMs);
		}
		expect(queue.learned?.meanMs).toBeGreaterThan(9_000);
		expect(queue.learned?.meanMs).toBeLessThan(13_000);
	});

	it('learns from tasks that are not done after a long time that times have grown', () => {
		const { queue } = watched(1, 4);
		const tasks = Array.from({ length: 20 }, () => queue.accept(100_000));
		for (const task of tasks) queue.sawNotDone(task, 160_000);
		const meanMs = queue.learned?.meanMs ?? 0;
		expect(meanMs).toBeGreaterThan(14_000);
		expect(meanMs).toBeLessThan(1_000_000);
	});

	it('has tasks begin as slots become free, in whatever order it hears of it', () => {
		const queue = new QueueModel();
		const tasks = Array.from({ length: 6 }, () => queue.accept(0));
		for (const [index, atMs] of [30_000, 10_000, 20_000].entries()) queue.leave(tasks[index], atMs);
		const fit = { slots: 3, meanMs: 1_000_000 };
		expect(tasks.slice(3).map((task) => queue.startOf(task, fit, 0))).toEqual([
			10_000, 20_000, 30_000,
		]);
	});

	it('has a task begin when its slot became free, though it takes far too long', () => {
		const queue = new QueueModel();
		const [first, stuck] = [queue.accept(0), queue.accept(0)];
		queue.leave(first, 10_000);
		expect(queue.startOf(stuck, { slots: 1, meanMs: 10_000 }, 100_000)).toBe(10_000);
	});
});
