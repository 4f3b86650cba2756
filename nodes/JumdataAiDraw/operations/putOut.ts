import { Failure } from '../failure';
import { expiresAt, type Task } from '../jumdata/task';
import { imageFileName } from '../images/fileName';
import type { StoredImage } from '../images/storedImage';
import type { FetchingRow } from '../rows/row';
import type { Output } from '../run/output';
import type { Run } from '../run/run';
import type { Turn } from '../run/turn';

/** What is put out for a task: its id, the fields that go with it, and what its files are called after. */
export interface Drawn {
	taskId: string;
	task: Task;
	/** What the row asked for; empty where only the task id is known. */
	prompt: Record<string, unknown>;
	/** What a file is named after where the row names none. */
	title: string;
}

/**
 * The items of a task: one for each image or one for the row, with the pictures in n8n's storage
 * where the row wants them. A picture that cannot be fetched costs itself under Continue; otherwise
 * this throws a `Failure` that has its address.
 */
export async function putOut(
	drawn: Drawn,
	row: FetchingRow,
	turn: Turn,
	run: Run,
): Promise<Output[]> {
	const { task, taskId } = drawn;
	if (!task.done) return [{ json: { taskId, status: 0, done: false } }];
	const fetched = await Promise.all(
		task.imageUrls.map(async (_, index) => await fetchOne(drawn, index, row, turn, run)),
	);
	return row.outputMode === 'task'
		? itemOfTask(drawn, fetched, row)
		: fetched.map((image, index) => itemOfImage(drawn, image, index, row));
}

/** A picture, undefined where none was wanted, or why it could not be fetched. */
type Fetched = StoredImage | Failure | undefined;

async function fetchOne(
	drawn: Drawn,
	index: number,
	row: FetchingRow,
	turn: Turn,
	run: Run,
): Promise<Fetched> {
	if (!row.downloadImages) {
		run.progress.add('imagesDrawn');
		return undefined;
	}
	const letGo = turn.hold(await run.images.slots.enter());
	const fetched = await download(drawn, index, row, run);
	letGo();
	return fetched;
}

async function download(
	drawn: Drawn,
	index: number,
	row: FetchingRow,
	{ images, ending, progress }: Run,
): Promise<Fetched> {
	const { imageUrls } = drawn.task;
	const naming = { row, title: drawn.title, index, count: imageUrls.length };
	try {
		if (ending.quit.aborted) throw ending.failure();
		const image = await images.fetch(imageUrls[index], row, (it) => imageFileName(naming, it));
		progress.add('imagesDrawn');
		return image;
	} catch (error) {
		// Where the run ends, no image of the row is put out.
		const lost = ending.continuesOnFail ? [imageUrls[index]] : imageUrls;
		const failure = Failure.from(error).with({ taskId: drawn.taskId, imageUrls: lost });
		if (!ending.continuesOnFail) throw failure;
		progress.add('imagesLost');
		return failure;
	}
}

function itemOfImage(drawn: Drawn, image: Fetched, index: number, row: FetchingRow): Output {
	if (image instanceof Failure) return { failure: image };
	const { imageUrls } = drawn.task;
	const json = {
		...fieldsOf(drawn),
		imageUrl: imageUrls[index],
		imageIndex: index + 1,
		imageCount: imageUrls.length,
		...timesOf(drawn),
		...drawn.prompt,
	};
	return image ? { json, images: { [row.binaryPropertyName]: image } } : { json };
}

function itemOfTask(drawn: Drawn, fetched: Fetched[], row: FetchingRow): Output[] {
	const { imageUrls } = drawn.task;
	const json = {
		...fieldsOf(drawn),
		imageUrls,
		imageCount: imageUrls.length,
		...timesOf(drawn),
		...drawn.prompt,
	};
	const named: Array<[string, StoredImage]> = [];
	const failures: Output[] = [];
	for (const [index, image] of fetched.entries()) {
		const property =
			index === 0 ? row.binaryPropertyName : `${row.binaryPropertyName}_${index + 1}`;
		if (image instanceof Failure) failures.push({ failure: image });
		else if (image) named.push([property, image]);
	}
	const images = named.length > 0 && { images: Object.fromEntries(named) };
	return [{ json, ...images }, ...failures];
}

function fieldsOf({ taskId }: Drawn) {
	return { taskId, status: 1, done: true };
}

function timesOf({ task: { createTime } }: Drawn) {
	const expiry = expiresAt(createTime);
	return {
		...(createTime !== undefined && { createTime }),
		...(expiry !== undefined && { expiresAt: expiry }),
	};
}
