import { parse } from 'flatted';
import type { IRunExecutionData, Workflow } from 'n8n-workflow';

/**
 * A stored execution made ready to run on, as the executions list's "Retry with currently saved workflow"
 * does: the error and the failed node's last run go, its context and its place in the stack stay.
 */
export function readyToRetry(stored: string, workflow: Workflow): IRunExecutionData {
	const execution = parse(stored) as IRunExecutionData;
	if (!execution.executionData) throw new Error('The stored execution has nothing left to run');

	const { resultData } = execution;
	delete resultData.error;
	const lastRuns = resultData.runData[resultData.lastNodeExecuted ?? ''] ?? [];
	if (lastRuns.at(-1)?.error) lastRuns.pop();

	for (const entry of execution.executionData.nodeExecutionStack) {
		const node = workflow.getNode(entry.node.name);
		if (!node) throw new Error(`The workflow has no node "${entry.node.name}" any more`);
		entry.node = node;
	}
	return execution;
}
