import type { ExportedWorkflow, WorkflowNode } from '../server/n8nClient.cts';
import type { Credentials } from '../examples.cts';

/** Rows, then the node Draw: a workflow of the journeys' own, prepared and not built by hand. */
export function rowsThenDraw(
	name: string,
	rows: object[],
	credentials: Credentials,
	draw: { parameters?: object; settings?: object } = {},
): ExportedWorkflow {
	const nodes: WorkflowNode[] = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
		node('Rows', 'n8n-nodes-base.set', 3.4, 220, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ rows }),
			options: {},
		}),
		node('One Item per Row', 'n8n-nodes-base.splitOut', 1, 440, {
			fieldToSplitOut: 'rows',
			options: {},
		}),
		{
			...node('Draw', 'n8n-nodes-jumdata.jumdataAiDraw', 1, 660, {
				text: '={{ $json.text }}',
				options: {},
				...draw.parameters,
			}),
			...draw.settings,
			credentials: { jumdataApi: credentials.jumdataApi },
		},
	];
	return { name, nodes, connections: chain(nodes.map((each) => each.name)), settings: {} };
}

/** Rows, then Submit, then a Query that waits; n8n saves what each node put out. */
export function submitThenQuery(rows: object[], credentials: Credentials): ExportedWorkflow {
	const parameters = { operation: 'submit' };
	const submit = rowsThenDraw('Submit, then Query', rows, credentials, { parameters });
	const query = {
		...node('Query', 'n8n-nodes-jumdata.jumdataAiDraw', 1, 880, {
			operation: 'query',
			taskId: '={{ $json.taskId }}',
			waitForCompletion: true,
			options: {},
		}),
		credentials: { jumdataApi: credentials.jumdataApi },
	};
	const nodes = [...submit.nodes, query];
	const settings = { saveExecutionProgress: true };
	return { ...submit, nodes, connections: chain(nodes.map(({ name }) => name)), settings };
}

/** A webhook that answers once its workflow is through. */
const webhookNode = (path: string) => ({
	...node('Webhook', 'n8n-nodes-base.webhook', 2, 0, {
		path,
		httpMethod: 'POST',
		responseMode: 'lastNode',
		options: {},
	}),
	webhookId: path,
});

/** A drawing on call, behind a Code node that notes in static data which executions were told to. */
export function noteThenDraw(path: string): ExportedWorkflow {
	const jsCode = `
		if ($input.first().json.body.note) {
			const kept = $getWorkflowStaticData('global');
			kept.executions = [...(kept.executions ?? []), $execution.id];
		}
		return $input.all();`;
	const nodes = [
		webhookNode(path),
		node('Note', 'n8n-nodes-base.code', 2, 220, { jsCode }),
		node('Draw', 'n8n-nodes-jumdata.jumdataAiDraw', 1, 440, { text: 'a red fox', options: {} }),
	];
	return { name: 'Note, then Draw', nodes, connections: chain(nodes.map(({ name }) => name)) };
}

/** Connects nodes in a line. */
export const chain = (names: string[]) =>
	Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, i) => [name, { main: [[{ node: names[i + 1], type: 'main', index: 0 }]] }]),
	);

/** A node of a workflow, at this distance from the left. */
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	left: number,
	parameters: Record<string, unknown>,
) => ({ id: name, name, type, typeVersion, position: [left, 0], parameters });
