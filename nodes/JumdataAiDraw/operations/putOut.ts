import { Failure } from '../failure';
import { addressExpiryMs } from '../images/addressExpiry';
import { keptUntilMs, type Task } from '../jumdata/task';
import type { FetchingRow } from '../rows/row';
import type { Output } from '../run/output';
import { missingOf } from '../run/progress';
import type { Run } from '../run/run';
import type { Turn } from '../run/turn';
import { type ImageOutcome, TaskImages } from './taskImages';

/** What is put out for a task: its id, and the fields that go with it. */
interface Drawn {
	taskId: string;
	task: Task;
	/** What the row asked for; empty where only the task id is known. */
	prompt: Record<string, unknown>;
}

/**
 * The items of a task: one for each image or one for the row, with the images in n8n's storage where the
 * row wants them. Under Continue, an image that was withheld or cannot be fetched is a failed item in
 * its place. Without, one that was withheld is left out, and one that cannot be fetched fails the row: this
 * throws a `Failure`. The row's place is let go once the task is known to be done.
 */
export async function putOut(
	drawn: Drawn,
	row: FetchingRow,
	turn: Turn,
	run: Run,
): Promise<Output[]> {
	const { task, taskId } = drawn;
	const { done, imageUrls } = task;
	if (!done) return [{ json: { taskId, status: 0, done: false } }];
	turn.letGo();
	tellMissing(drawn, row, run);
	const images = new TaskImages(taskId, imageUrls, row, run);
	const outcomes = await images.fetch(turn);
	const fresh = { ...drawn, task: { ...task, imageUrls: [...images.urls] } };
	const outputs =
		row.outputMode === 'task'
			? itemOfTask(fresh, outcomes, row)
			: outcomes.map((outcome, index) => itemOfImage(fresh, outcome, index, row));
	return run.ending.continuesOnFail ? outputs : outputs.filter((it) => 'json' in it);
}

/** Fewer images than were asked for are no failure, but nobody is to overlook it. */
function tellMissing({ taskId, task: { imageUrls } }: Drawn, row: FetchingRow, run: Run): void {
	const asked = Math.max(imageUrls.length, 'prompt' in row ? row.prompt.num : 0);
	const missing = asked - imageUrls.filter((url) => url !== undefined).length;
	if (missing === 0) return;
	run.progress.add('imagesMissing', missing);
	const what = `row ${row.itemIndex + 1}, task ${taskId}`;
	run.log.warn(`Jumdata AI Draw: ${missingOf(missing, asked)} (${what})`);
}

function itemOfImage(drawn: Drawn, outcome: ImageOutcome, index: number, row: FetchingRow): Output {
	if (outcome instanceof Failure) return { failure: outcome };
	const { imageUrls } = drawn.task;
	const json = {
		...drawn.prompt,
		imageUrl: imageUrls[index],
		...(outcome && { fileName: outcome.fileName }),
		imageIndex: index + 1,
		imageCount: imageUrls.length,
		...fieldsOf(drawn, [imageUrls[index]]),
	};
	return outcome ? { json, images: { [row.binaryPropertyName]: outcome.image } } : { json };
}

function itemOfTask(drawn: Drawn, outcomes: ImageOutcome[], row: FetchingRow): Output[] {
	const { imageUrls } = drawn.task;
	const images: Array<[string, object]> = [];
	const fileNames: string[] = [];
	const failures: Output[] = [];
	for (const [index, outcome] of outcomes.entries()) {
		if (outcome instanceof Failure) failures.push({ failure: outcome });
		else if (outcome) {
			const number = index === 0 ? '' : `_${index + 1}`;
			images.push([`${row.binaryPropertyName}${number}`, outcome.image]);
			fileNames.push(outcome.fileName);
		}
	}
	const json = {
		...drawn.prompt,
		imageUrls: imageUrls.filter((url) => url !== undefined),
		...(fileNames.length > 0 && { fileNames }),
		imageCount: imageUrls.length,
		...fieldsOf(drawn, imageUrls),
	};
	const stored = images.length > 0 && { images: Object.fromEntries(images) };
	return [{ json, ...stored }, ...failures];
}

/** What is known of a task that is done, and when the first of these addresses ends. */
function fieldsOf({ taskId, task: { createTime } }: Drawn, urls: Task['imageUrls']) {
	const ends = [keptUntilMs(createTime), ...urls.map((url) => url && addressExpiryMs(url))];
	const endMs = Math.min(...ends.filter((it): it is number => typeof it === 'number'));
	return {
		taskId,
		status: 1,
		done: true,
		...(createTime !== undefined && { createTime }),
		...(endMs < Infinity && { expiresAt: new Date(endMs).toISOString() }),
	};
}
