import { chinaTime } from './chinaTime.cts';
import type { ImagePlace } from './imageHost.cts';
import { imageKeys, type ListedImage } from './imageList.cts';
import type { ServiceOptions } from './options.cts';
import type { TaskEnd } from './options/tasks.cts';
import { refused, type Outcome } from './outcome.cts';
import { finishedAtMs, type Task } from './taskBook.cts';

/** The address, as of now, of an image that was drawn. */
export type AddressOf = (place: ImagePlace, finishedAtMs: number) => string;

/** What a query tells of a task that has ended: its status, or why code 999. */
const ends: Record<TaskEnd, { status: number } | { failure: string }> = {
	images: { status: 1 },
	status2: { status: 2 },
	failed: { failure: '模型生图失败' },
	timedOut: { failure: '任务超时' },
};

/** What a query of a task is answered at a moment. */
export function queryOutcome(
	task: Task,
	nowMs: number,
	{ options, addressOf }: { options: ServiceOptions; addressOf: AddressOf },
): Outcome {
	const endedAtMs = finishedAtMs(task, nowMs);
	const end = endedAtMs === undefined ? { status: 0 } : ends[task.fate.end];
	if ('failure' in end) return refused(999, end.failure);
	const images = (): ListedImage[] =>
		task.fate.conclusions.map((conclusion, position) => {
			const place = { taskId: task.taskId, index: position + 1 };
			const isShown = endedAtMs !== undefined && conclusion !== 'block';
			return { conclusion, address: isShown ? addressOf(place, endedAtMs) : undefined };
		});
	const data = {
		...(options.engineKeys && engineKeys(task, end.status)),
		...(end.status === 1 && imageKeys(images(), options)),
		createTime: chinaTime(task.acceptedAtMs + options.clockOffsetMs),
		status: end.status,
	};
	return { code: 200, charge: false, data };
}

const engineKeys = ({ taskId, text, style }: Task, status: number) => ({
	taskId,
	text,
	style,
	waiting: status === 0 ? '30s' : '0',
});
