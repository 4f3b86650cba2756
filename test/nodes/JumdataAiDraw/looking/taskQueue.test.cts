import { type QueuedTask, TaskQueue } from '../../../../nodes/JumdataAiDraw/looking/taskQueue';
import { seededChance } from '../../../support/seededChance.cts';

/** A queue that has seen `count` tasks of a service with `slots`, done in 7 to 13 seconds, each within half a second. */
function watched(slots: number, count: number, queue = new TaskQueue()) {
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

describe('TaskQueue', () => {
	it('is not led to think of one slot by checks that come one after another, long after tasks are done', () => {
		const queue = new TaskQueue();
		const tasks = Array.from({ length: 12 }, () => queue.accept(0));
		for (const [index, task] of tasks.entries()) queue.sawDone(task, 10_000 + 1_200 * index);
		expect(queue.slots).toBeGreaterThanOrEqual(8);
	});

	it('knows nothing of the times before a task is done', () => {
		const queue = new TaskQueue();
		const task = queue.accept(5_000);
		queue.sawNotDone(task, 9_000);
		expect([queue.times, queue.learned]).toEqual([undefined, undefined]);
		expect(queue.startOf(task, 9_000)).toBe(5_000);
	});

	it.each([1, 2, 4, 8, 16])('learns how long tasks take with %d slots', (slots) => {
		const { queue } = watched(slots, 200);
		expect(queue.times?.meanMs).toBeGreaterThan(8_500);
		expect(queue.times?.meanMs).toBeLessThan(11_500);
		expect(queue.times?.spread).toBeGreaterThan(0.1);
		expect(queue.times?.spread).toBeLessThan(0.25);
	});

	it.each([1, 2, 4, 8])('learns when a task began, with %d slots', (slots) => {
		const queue = new TaskQueue();
		const { tasks } = watched(slots, 60, queue);
		const offMs = tasks
			.slice(-20)
			.map(({ task, startMs }) => Math.abs((queue.startOf(task, 0) ?? Infinity) - startMs));
		expect(Math.max(...offMs)).toBeLessThanOrEqual(slots < 8 ? 500 : 2_500);
	});

	it('does not know when a task begins that still waits', () => {
		const { queue } = watched(1, 20);
		const next = queue.accept(0);
		const later = queue.accept(0);
		expect(queue.startOf(next, 0)).toBeDefined();
		expect(queue.startOf(later, 0)).toBeUndefined();
	});

	it('thinks that a task which takes far too long lets the next one past', () => {
		const { queue } = watched(1, 20);
		const stuck = queue.accept(0);
		const next = queue.accept(0);
		const startMs = queue.startOf(stuck, 0) ?? NaN;
		expect(queue.startOf(next, startMs + 12_000)).toBeUndefined();
		expect(queue.startOf(next, startMs + 30_000)).toBe(startMs);
	});

	it('learns less from a task that was done at the first look, but learns that it was not slower', () => {
		const queue = new TaskQueue({ meanMs: 60_000, spread: 0.2 });
		for (let index = 0; index < 10; index++) {
			const task: QueuedTask = queue.accept(index * 50_000);
			queue.sawDone(task, task.acceptedAtMs + 20_000);
		}
		expect(queue.times?.meanMs).toBeLessThanOrEqual(20_000);
	});

	it('begins with what an earlier run learned', () => {
		const queue = new TaskQueue({ meanMs: 12_000, spread: 0.1 });
		expect([queue.times, queue.learned]).toEqual([{ meanMs: 12_000, spread: 0.1 }, undefined]);
	});

	it('has the oldest tasks in line first, of those that are meant', () => {
		const queue = new TaskQueue();
		const tasks = Array.from({ length: 9 }, () => queue.accept(0));
		queue.leave(tasks[0], 10);
		const line = queue.firstInLine((task) => task !== tasks[2]);
		expect(line.map(({ index }) => index)).toEqual([1, 3, 4, 5, 6, 7, 8]);
	});
});
