import type { INodeExecutionData } from 'n8n-workflow';
import type { RunOutcome } from '../engine/outcome.cts';
import { isPaid, type PaidTask, type Purchase } from '../nodes/JumdataAiDraw/run/purchase';

/** What a node has paid for, or may have, as n8n keeps it with the execution. */
export function purchasesOf({ data }: RunOutcome, nodeName: string): Purchase[] {
	const context = data.data.executionData?.contextData[`node:${nodeName}`];
	return (context?.purchases as unknown as Purchase[] | undefined) ?? [];
}

/** Of what is paid, the tasks that no item tells to be done. */
export function stillDrawing(
	purchases: readonly Purchase[],
	items: readonly INodeExecutionData[],
): PaidTask[] {
	const done = new Set(items.map(doneTaskId));
	return purchases.filter(isPaid).filter(({ taskId }) => !done.has(taskId));
}

/** The requests that may have been billed, without a task to show for it. */
export function unclearOf(purchases: readonly Purchase[]): Purchase[] {
	return purchases.filter((purchase) => !isPaid(purchase));
}

/** The task of an item that has an image or, where the image could not be fetched, its address. */
function doneTaskId({ json }: INodeExecutionData): unknown {
	const { done, taskId, imageUrls } = { ...json, ...(json.error as object | undefined) } as {
		done?: boolean;
		taskId?: string;
		imageUrls?: string[];
	};
	return done === true || imageUrls !== undefined ? taskId : undefined;
}
