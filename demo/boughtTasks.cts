import type { INodeExecutionData } from 'n8n-workflow';
import type { LogEntry } from '../engine/logs.cts';

/** A task that the node bought, as its log tells of it. */
export interface BoughtTask {
	taskId: string;
	/** `row 3, 1 image, text "a red fox"`. */
	what: string;
}

const BOUGHT = /bought task (\S+) \((row .*)\)$/s;
const MAY_BE_BILLED = /^(.*may have bought a task.*|These requests .* may have been billed: .*)$/gm;

/** Every purchase of which the node wrote into n8n's log, oldest first. */
export function boughtTasks(logs: readonly LogEntry[]): BoughtTask[] {
	return logs.flatMap(({ level, message }) => {
		const [, taskId, what] = (level === 'info' && BOUGHT.exec(message)) || [];
		return taskId ? [{ taskId, what }] : [];
	});
}

/** What the node's log says of requests that may have been billed without a task to show for it. */
export function mayBeBilled(logs: readonly LogEntry[]): string[] {
	return logs
		.filter(({ level }) => level === 'warn')
		.flatMap(({ message }) => message.match(MAY_BE_BILLED) ?? []);
}

/** Of what was bought, the tasks that no item tells to be done. */
export function stillDrawing(
	bought: readonly BoughtTask[],
	items: readonly INodeExecutionData[],
): BoughtTask[] {
	const done = new Set(items.map(doneTaskId));
	return bought.filter(({ taskId }) => !done.has(taskId));
}

/** The task of an item that has a picture or, where the picture could not be fetched, its address. */
function doneTaskId({ json }: INodeExecutionData): unknown {
	const { done, taskId, imageUrls } = { ...json, ...(json.error as object | undefined) } as {
		done?: boolean;
		taskId?: string;
		imageUrls?: string[];
	};
	return done === true || imageUrls !== undefined ? taskId : undefined;
}
