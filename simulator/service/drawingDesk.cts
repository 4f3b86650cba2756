import type { PictureOrder } from '../styles.cts';
import { chinaTime } from './chinaTime.cts';
import { taskIdOf } from './numbers.cts';
import type { ServiceOptions } from './options.cts';
import { refused, type Outcome } from './outcome.cts';
import type { Endpoint } from './protocol.cts';
import { ownFields } from './signature.cts';
import { readSubmission, type Submission } from './submission.cts';
import { TaskBook, type Task } from './taskBook.cts';

/** One accepted submit as it was billed; `finishedAtMs` only once the drawing is done. */
export interface LedgerEntry extends Submission {
	taskId: string;
	taskNo: string;
	chargedImages: number;
	acceptedAtMs: number;
	finishedAtMs?: number;
}

type Fields = Record<string, string>;

/** Takes submits, answers queries and hands out pictures, as of its clock's now. */
export class DrawingDesk {
	private readonly tasks: TaskBook;

	/** The options are read at each use, so they may change; the balance is written. */
	constructor(
		private readonly options: () => ServiceOptions,
		private readonly clock: { now(): number; random(): number },
		public nextTaskNumber: number,
	) {
		this.tasks = new TaskBook({
			slots: () => options().slots,
			nextDrawMs: () => this.nextDrawMs(),
		});
	}

	/** Lets everything happen that was due by now. */
	advance(): void {
		this.tasks.advance(this.clock.now());
	}

	/** What the endpoint says to these fields. */
	answer(endpoint: Endpoint, fields: Fields, taskNo: string): Outcome {
		this.advance();
		if (endpoint === 'submit') return this.submit(fields, taskNo);
		if (endpoint === 'query') return this.query(fields);
		if (endpoint === 'echo') return { code: 200, charge: false, data: ownFields(fields) };
		return { code: 200, data: this.options().balance };
	}

	/** The text of a task, be it done or not. */
	textOf(taskId: string | undefined): string | undefined {
		return taskId === undefined ? undefined : this.tasks.find(taskId)?.text;
	}

	/** A picture of a task that is done, for as long as images are kept. */
	picture(taskId: string, index: number): PictureOrder | undefined {
		this.advance();
		const task = this.tasks.find(taskId);
		if (!task || !this.isDone(task) || index < 1 || index > task.num) return undefined;
		if (this.ageMs(task) > this.options().imageLifeMs) return undefined;
		const { text, style, resolution } = task;
		return { text, style, resolution, index };
	}

	ledger(): LedgerEntry[] {
		this.advance();
		return this.tasks.all().map(({ finishAtMs, ...entry }) => {
			const isDone = finishAtMs !== undefined && finishAtMs <= this.clock.now();
			return isDone ? { ...entry, finishedAtMs: finishAtMs } : entry;
		});
	}

	private submit(fields: Fields, taskNo: string): Outcome {
		const submission = readSubmission(fields);
		if ('flaw' in submission) return refused(400, submission.flaw);
		const { blockedWords, maxUnfinished } = this.options();
		const spelling = submission.text.toLowerCase();
		if (blockedWords.some((word) => spelling.includes(word.toLowerCase()))) return refused(202);
		if (this.tasks.unfinished() >= maxUnfinished) return refused(606);
		return { code: 200, charge: true, data: { taskId: this.accept(submission, taskNo).taskId } };
	}

	private accept(submission: Submission, taskNo: string): Task {
		const task: Task = {
			taskId: taskIdOf(this.nextTaskNumber),
			taskNo,
			...submission,
			chargedImages: submission.num,
			acceptedAtMs: this.clock.now(),
		};
		this.nextTaskNumber += 1;
		this.tasks.add(task);
		const options = this.options();
		const balance = options.balance - submission.num * options.pricePerImage;
		options.balance = Math.round(balance * 10_000) / 10_000;
		return task;
	}

	private query({ taskId }: Fields): Outcome {
		if (!taskId) return refused(400, 'taskId不能为空');
		const task = this.tasks.find(taskId);
		if (!task || this.ageMs(task) > this.options().taskLifeMs) return refused(201);
		const createTime = chinaTime(task.acceptedAtMs + this.options().clockOffsetMs);
		if (!this.isDone(task)) return { code: 200, charge: false, data: { createTime, status: 0 } };
		const imgUrls = Array.from({ length: task.num }, (_, index) => ({
			image: `${this.options().imageBaseUrl}/${taskId}/${index + 1}.png`,
		}));
		const data = { img: imgUrls[0].image, imgUrls, createTime, status: 1 };
		return { code: 200, charge: false, data };
	}

	private isDone({ finishAtMs }: Task): boolean {
		return finishAtMs !== undefined && finishAtMs <= this.clock.now();
	}

	private ageMs({ acceptedAtMs }: Task): number {
		return this.clock.now() - acceptedAtMs;
	}

	private nextDrawMs(): number {
		const { drawMs, drawSpread } = this.options();
		return Math.round(drawMs * (1 + drawSpread * (2 * this.clock.random() - 1)));
	}
}
