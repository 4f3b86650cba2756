import { fateOf } from './fate.cts';
import type { DrawnImage, ImagePlace } from './imageHost.cts';
import { taskIdOf } from './numbers.cts';
import type { ServiceOptions } from './options.cts';
import { refused, type Outcome } from './outcome.cts';
import { imagesOf, isBeyondQuota } from './quota.cts';
import { readSubmission, type Submission } from './submission.cts';
import { finishedAtMs, TaskBook, type Task } from './taskBook.cts';
import { queryOutcome, type AddressOf } from './taskQuery.cts';

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

	/** The text of a task, be it done or not. */
	textOf(taskId: string | undefined): string | undefined {
		return taskId === undefined ? undefined : this.tasks.find(taskId)?.text;
	}

	/** A picture of a task that is done, unless it is withheld, for as long as images are kept. */
	picture({ taskId, index }: ImagePlace): DrawnImage | undefined {
		this.advance();
		const task = this.tasks.find(taskId);
		if (!task || this.ageMs(task) > this.options().imageLifeMs) return undefined;
		const endedAtMs = finishedAtMs(task, this.clock.now());
		const conclusion = task.fate.end === 'images' ? task.fate.conclusions[index - 1] : 'block';
		if (endedAtMs === undefined || (conclusion ?? 'block') === 'block') return undefined;
		const { text, style, resolution } = task;
		return { order: { text, style, resolution, index }, finishedAtMs: endedAtMs };
	}

	ledger(): LedgerEntry[] {
		this.advance();
		return this.tasks.all().map((task) => {
			const { finishAtMs, fate, ...entry } = task;
			const endedAtMs = finishedAtMs(task, this.clock.now());
			return endedAtMs === undefined ? entry : { ...entry, finishedAtMs: endedAtMs };
		});
	}

	/** How many images were bought. */
	get images(): number {
		return imagesOf(this.tasks.all());
	}

	/** Answers a submit: every task is billed when it is accepted. */
	submit(fields: Fields, taskNo: string): Outcome {
		this.advance();
		const options = this.options();
		const submission = readSubmission(fields);
		if ('flaw' in submission) return refused(400, submission.flaw);
		const spelling = submission.text.toLowerCase();
		const isBlocked = options.blockedWords.some((word) => spelling.includes(word.toLowerCase()));
		if (isBlocked) return refused(202);
		const bill = { taskNo, chargedImages: submission.num, acceptedAtMs: this.clock.now() };
		if (isBeyondQuota(bill, this.tasks, options)) return refused(options.quotaCode);
		if (this.tasks.unfinished() >= options.maxUnfinished) return refused(options.tooManyCode);
		const { taskId } = this.accept({ ...submission, ...bill });
		return { code: 200, charge: true, data: { taskId } };
	}

	/** Answers a query. */
	query({ taskId }: Fields, addressOf: AddressOf): Outcome {
		this.advance();
		if (!taskId) return refused(400, 'taskId不能为空');
		const options = this.options();
		const task = this.tasks.find(taskId);
		if (!task || this.ageMs(task) > options.taskLifeMs) return refused(201);
		return queryOutcome(task, this.clock.now(), { options, addressOf });
	}

	private accept(order: Omit<Task, 'taskId' | 'fate'>): Task {
		const options = this.options();
		const taskId = taskIdOf(this.nextTaskNumber, options.taskIdDigits);
		const fate = fateOf(order.num, options, () => this.clock.random());
		const task: Task = { taskId, ...order, fate };
		this.nextTaskNumber += 1;
		this.tasks.add(task);
		const balance = options.balance - task.chargedImages * options.pricePerImage;
		options.balance = Math.round(balance * 10_000) / 10_000;
		return task;
	}

	private ageMs({ acceptedAtMs }: Task): number {
		return this.clock.now() - acceptedAtMs;
	}

	private nextDrawMs(): number {
		const { drawMs, drawSpread } = this.options();
		return Math.round(drawMs * (1 + drawSpread * (2 * this.clock.random() - 1)));
	}
}
