import { Deadline } from '../async/deadline';
import { Failure } from '../failure';
import type { Arrived } from '../images/fetchOnce';
import { imageFileName } from '../images/fileNames';
import { ImageProblem, type ImageProblemKind } from '../images/imageProblem';
import type { FetchingRow } from '../rows/row';
import type { Run } from '../run/run';
import { Turn } from '../run/turn';
import { awaitTask } from './awaitTask';
import { imageName, withheld } from './withheld';

/** What became of an image: it arrived, it was not to be downloaded (undefined), or it failed. */
export type ImageOutcome = Arrived | undefined | Failure;

/** What to do about an image that did not come; it is paid. */
const ADVICE: Record<ImageProblemKind, string> = {
	trouble: 'It is paid. Fetch it later with Query and the task ID; that is free.',
	notYet: 'It is paid. Fetch it later with Query and the task ID; that is free.',
	here: 'It is paid. Solve this first, then fetch it with Query and the task ID; that is free.',
	refused:
		"It is paid, but Jumdata has no link to it that works. Ask Jumdata's support, and give them the task ID.",
	unfit:
		"It is paid. Open its link in a browser to see what is there, or ask Jumdata's support, and give them the task ID.",
};

/** The images of one task on their way into n8n's storage, and their addresses, which may be asked for anew. */
export class TaskImages {
	/** Undefined where the image was withheld. */
	urls: ReadonlyArray<string | undefined>;

	private asked?: Promise<void>;

	constructor(
		private readonly taskId: string,
		urls: ReadonlyArray<string | undefined>,
		private readonly row: FetchingRow,
		private readonly run: Run,
	) {
		this.urls = urls;
	}

	/**
	 * Fetches the images as far as the row wants them, in their order. An image that cannot be fetched costs
	 * itself under Continue; otherwise this throws a `Failure` that has the addresses of all. One that was
	 * withheld is a failure that is given back.
	 */
	async fetch(turn: Turn): Promise<ImageOutcome[]> {
		const { run, row } = this;
		return await Promise.all(
			this.urls.map(async (url, index) => {
				if (url === undefined)
					return withheld(index, this.urls.length).with({ taskId: this.taskId });
				const outcome = row.downloadImages ? await this.fetchOne(url, index, turn) : undefined;
				run.progress.add(outcome instanceof Failure ? 'imagesLost' : 'imagesDrawn');
				return outcome;
			}),
		);
	}

	private async fetchOne(url: string, index: number, turn: Turn): Promise<Arrived | Failure> {
		const { row, run } = this;
		const name = run.fileNameOf(row);
		const position = { index, count: this.urls.length };
		let letGo = () => {};
		const result = await run.downloads.fetch({
			url,
			fileName: (extension) => imageFileName(name, position, extension),
			silenceMs: Math.min(row.requestTimeoutMs, row.maxWaitMs),
			troubleMs: row.maxWaitMs,
			freshUrl: async () => await this.freshUrl(index),
			hold: (release) => (letGo = turn.hold(release)),
		});
		if (!(result instanceof ImageProblem)) return result;
		const failure = this.failureOf(result, index);
		if (!run.ending.continuesOnFail) throw failure;
		letGo();
		return failure;
	}

	private failureOf({ message, kind }: ImageProblem, index: number): Failure {
		const { taskId, urls, run } = this;
		const failure = run.ending.quit.aborted
			? run.ending.failure()
			: new Failure(
					`${imageName(index, urls.length)} could not be fetched: ${message}`,
					ADVICE[kind],
					{},
					'later',
				);
		// Where the run ends, no image of the row is put out.
		const lost = run.ending.continuesOnFail ? [urls[index]] : urls;
		return failure.with({ taskId, imageUrls: lost.filter((url) => url !== undefined) });
	}

	/** The address of an image as Jumdata gives it now; as it was where Jumdata does not answer. */
	private async freshUrl(index: number): Promise<string | undefined> {
		this.asked ??= this.ask();
		await this.asked;
		return this.urls[index];
	}

	private async ask(): Promise<void> {
		const { taskId, row, run } = this;
		const turn = new Turn(new Deadline(row.maxWaitMs));
		try {
			const { imageUrls } = await awaitTask({ taskId, untilDone: false }, row, turn, run);
			this.urls = this.urls.map((url, index) => url && (imageUrls[index] ?? url));
		} catch {
			// The failure to tell is that of the image.
		} finally {
			turn.letGo();
		}
	}
}
