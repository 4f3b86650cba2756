import type {
	IConnection,
	IConnections,
	IDataObject,
	INode,
	INodeParameters,
	IPinData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { NO_OP_TYPE, ROWS_TYPE } from './nodeTypes.cts';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** A node of a workflow, of which only the type must be named. */
export type NodeJson = Pick<INode, 'type'> & Partial<INode>;

/** The names of the nodes in the workflows of `rowsThen`. */
export const nodeNames = {
	rows: 'Rows',
	node: 'Node',
	success: 'Success',
	failure: 'Failure',
} as const;

function completed(node: NodeJson & Pick<INode, 'name'>, column: number): INode {
	return { id: node.name, typeVersion: 1, position: [column * 200, 0], parameters: {}, ...node };
}

const to = (node: string): IConnection[] => [{ node, type: 'main', index: 0 }];

/**
 * The workflow [Rows → Node]: Rows puts out one item a row, Node (so named unless `node` says otherwise)
 * is the node under test. With `sinks`, its outputs lead on to the nodes Success and Failure.
 */
export function rowsThen(
	rows: IDataObject[],
	node: NodeJson,
	{ sinks = false }: { sinks?: boolean } = {},
): WorkflowJson {
	const name = node.name ?? nodeNames.node;
	const nodes = [
		completed(
			{ name: nodeNames.rows, type: ROWS_TYPE, parameters: { rows: rows as INodeParameters[] } },
			0,
		),
		completed({ ...node, name }, 1),
	];
	const connections: IConnections = { [nodeNames.rows]: { main: [to(name)] } };
	if (sinks) {
		const outputs = [nodeNames.success, nodeNames.failure];
		nodes.push(...outputs.map((sink) => completed({ name: sink, type: NO_OP_TYPE }, 2)));
		connections[name] = { main: outputs.map(to) };
	}
	return { nodes, connections, settings: { executionOrder: 'v1' } };
}
