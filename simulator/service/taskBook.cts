import type { Fate } from './fate.cts';
import type { Submission } from './submission.cts';

/** One accepted submit: a task, whether it waits, is being drawn, or is done. */
export interface Task extends Submission {
	taskId: string;
	taskNo: string;
	chargedImages: number;
	acceptedAtMs: number;
	fate: Fate;
	/** Fixed at the moment the task gets a slot. */
	finishAtMs?: number;
}

/** When a task's drawing ended, if it had by this moment. */
export const finishedAtMs = ({ finishAtMs }: Task, nowMs: number): number | undefined =>
	finishAtMs !== undefined && finishAtMs <= nowMs ? finishAtMs : undefined;

interface Drawing {
	task: Task;
	finishAtMs: number;
}

/** How many drawings run at once, and how long the next one takes. */
export interface Studio {
	slots(): number;
	nextDrawMs(): number;
}

/** Every accepted task; the oldest waiting one gets the next free slot, at the moment it falls free. */
export class TaskBook {
	private readonly tasks = new Map<string, Task>();
	private readonly waiting: Task[] = [];
	private drawing: Drawing[] = [];
	private reachedMs = 0;

	constructor(private readonly studio: Studio) {}

	add(task: Task): void {
		this.tasks.set(task.taskId, task);
		this.waiting.push(task);
		this.advance(task.acceptedAtMs);
	}

	find(taskId: string): Task | undefined {
		return this.tasks.get(taskId);
	}

	/** All tasks in the order in which they were accepted. */
	all(): Task[] {
		return [...this.tasks.values()];
	}

	/** How many tasks wait or are being drawn at the moment last advanced to. */
	unfinished(): number {
		return this.waiting.length + this.drawing.length;
	}

	/** Lets everything happen that was due by this moment, in the order it was due. */
	advance(nowMs: number): void {
		this.fillSlots();
		for (
			let next = this.firstToFinish();
			next && next.finishAtMs <= nowMs;
			next = this.firstToFinish()
		) {
			this.reachedMs = Math.max(this.reachedMs, next.finishAtMs);
			this.drawing = this.drawing.filter((drawing) => drawing !== next);
			this.fillSlots();
		}
		this.reachedMs = Math.max(this.reachedMs, nowMs);
	}

	private fillSlots(): void {
		while (this.drawing.length < this.studio.slots()) {
			const task = this.waiting.shift();
			if (!task) return;
			const startAtMs = Math.max(this.reachedMs, task.acceptedAtMs);
			task.finishAtMs = startAtMs + this.studio.nextDrawMs();
			this.drawing.push({ task, finishAtMs: task.finishAtMs });
		}
	}

	private firstToFinish(): Drawing | undefined {
		return this.drawing.reduce<Drawing | undefined>(
			(first, drawing) => (first && first.finishAtMs <= drawing.finishAtMs ? first : drawing),
			undefined,
		);
	}
}
