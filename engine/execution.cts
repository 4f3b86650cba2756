import { stringify } from 'flatted';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	deepCopy,
	type IDataObject,
	type IPinData,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { isFirstGeneration } from './core.cts';
import { readOutcome, type RunOutcome } from './outcome.cts';

type Running = ReturnType<WorkflowExecute['run']>;
type Node = Workflow['nodes'][string];

/** The signature of n8n 1.x. */
interface FirstGenerationExecute {
	run(workflow: Workflow, start: Node, destination?: undefined, pinData?: IPinData): Running;
}

/** An execution under way. `finished` settles once the last node has really ended, after Stop too. */
export interface Execution {
	finished: Promise<RunOutcome>;
	/** What the Stop button does. */
	stop(): void;
}

/** What an execution runs: a workflow from its start, or what a stored execution left to be done. */
export interface ExecutionPlan {
	workflow: Workflow;
	mode: WorkflowExecuteMode;
	additionalData: IWorkflowExecuteAdditionalData;
	pinData?: IPinData;
	resumed?: IRunExecutionData;
}

/** The node that leads to others and that none leads to. */
function startNode(workflow: Workflow): Node {
	const start = Object.values(workflow.nodes).find(
		({ name, disabled }) =>
			!disabled &&
			workflow.connectionsBySourceNode[name]?.main &&
			!workflow.connectionsByDestinationNode[name]?.main,
	);
	if (!start) throw new Error('The workflow has no node to start from');
	return start;
}

function run({ workflow, mode, additionalData, pinData, resumed }: ExecutionPlan): Running {
	const execute = new WorkflowExecute(additionalData, mode, resumed);
	if (resumed) return execute.processRunExecutionData(workflow);
	const start = startNode(workflow);
	if (!isFirstGeneration) return execute.run({ workflow, startNode: start, pinData });
	return (execute as unknown as FirstGenerationExecute).run(workflow, start, undefined, pinData);
}

function workflowData({ id, name, active, nodes, ...workflow }: Workflow): IWorkflowBase {
	const savedAt = new Date();
	return {
		id,
		name: name ?? '',
		active,
		activeVersionId: null,
		isArchived: false,
		createdAt: savedAt,
		updatedAt: savedAt,
		nodes: Object.values(nodes),
		connections: workflow.connectionsBySourceNode,
	};
}

/** Starts an execution in n8n's engine. Throws where the engine refuses the workflow before its first node. */
export function startExecution(plan: ExecutionPlan): Execution {
	const { workflow, mode, additionalData } = plan;
	let stored = '';
	let staticData: IDataObject | undefined;
	const hooks = new ExecutionLifecycleHooks(
		mode,
		additionalData.executionId ?? '',
		workflowData(workflow),
	);
	hooks.addHandler('workflowExecuteAfter', ({ data }, newStaticData) => {
		stored = stringify(data);
		staticData = newStaticData && deepCopy(newStaticData);
	});
	additionalData.hooks = hooks;
	const running = run(plan);
	return {
		finished: running.then((data) => readOutcome(data, stored, staticData)),
		stop: () => running.cancel(),
	};
}
