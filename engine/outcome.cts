import type {
	ExecutionError,
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRun,
	IRunData,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';

/** What came of an execution. */
export interface RunOutcome {
	/** 'success', 'error' or 'canceled', as n8n's executions list shows it. */
	status: ExecutionStatus;
	/** What ended the execution, unless it succeeded. */
	error?: ExecutionError;
	/** A node's main outputs in its last run, the error output last; none where it has not run. */
	outputs(nodeName: string): INodeExecutionData[][];
	/** All runs of a node; a loop runs it several times, Retry on Fail does not. */
	runs(nodeName: string): ITaskData[];
	/** The hints that the output panes show, of all nodes in the order in which they ran. */
	hints: NodeExecutionHint[];
	runData: IRunData;
	/** What n8n writes into its database, at the moment when it does: for a stopped execution, that of Stop. */
	stored: string;
	/** What n8n writes into its database of the workflow's static data; nothing where that has not changed. */
	staticData?: IDataObject;
	data: IRun;
}

/** Reads an execution's result. */
export function readOutcome(data: IRun, stored: string, staticData?: IDataObject): RunOutcome {
	const { runData, error } = data.data.resultData;
	const runs = (nodeName: string) => runData[nodeName] ?? [];
	const inOrder = Object.values(runData)
		.flat()
		.sort((one, other) => one.executionIndex - other.executionIndex);
	return {
		status: data.status,
		error,
		outputs: (nodeName) => (runs(nodeName).at(-1)?.data?.main ?? []).map((items) => items ?? []),
		runs,
		hints: inOrder.flatMap((run) => run.hints ?? []),
		runData,
		stored,
		staticData,
		data,
	};
}
