import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedWorkflow, N8nClient, WorkflowNode } from './server/n8nClient.cts';

const folder = join(__dirname, '..', 'examples');

/** The credentials of the server that the examples are imported into, by credential type. */
export type Credentials = Record<string, { id: string; name: string }>;

/** Every example workflow as it is in its file, by the file's name without `.json`. */
export function readExamples(): Map<string, ExportedWorkflow> {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return new Map(files.map((file) => [file.replace(/\.json$/, ''), readExample(file)]));
}

const readExample = (file: string) =>
	JSON.parse(readFileSync(join(folder, file), 'utf8')) as ExportedWorkflow;

/** Imports an example as a person would, and chooses its credentials; the workflow's id. */
export async function importExample(
	client: N8nClient,
	example: ExportedWorkflow,
	credentials: Credentials,
): Promise<string> {
	const nodes = example.nodes.map((node) => withCredentials(node, credentials));
	return await client.createWorkflow({ ...example, nodes });
}

/** The example with the simulator in the place of Jumdata, where a node names its address. */
export function atSimulator(example: ExportedWorkflow, apiUrl: string): ExportedWorkflow {
	const nodes = example.nodes.map((node) => {
		const { url } = node.parameters;
		if (typeof url !== 'string') return node;
		const here = url.replace('https://api.jumdata.com', apiUrl);
		return { ...node, parameters: { ...node.parameters, url: here } };
	});
	return { ...example, nodes };
}

/** The example with every trigger switched on, as its note asks for. */
export function switchedOn(example: ExportedWorkflow): ExportedWorkflow {
	return { ...example, nodes: example.nodes.map(({ disabled, ...node }) => node) };
}

/** The example with data tables of its own, so that it begins with empty ones. */
export function withOwnTables(example: ExportedWorkflow, suffix: string): ExportedWorkflow {
	const nodes = JSON.stringify(example.nodes).replace(
		/"jumdata_(rows|tasks)"/g,
		`"jumdata_$1_${suffix}"`,
	);
	return { ...example, nodes: JSON.parse(nodes) as WorkflowNode[] };
}

const wantedBy: Array<[string, RegExp]> = [
	['jumdataApi', /^n8n-nodes-jumdata\.|httpRequest$/],
	['openAiApi', /lmChatOpenAi$/],
];

function withCredentials(node: WorkflowNode, credentials: Credentials): WorkflowNode {
	const wanted = wantedBy.find(([, type]) => type.test(node.type));
	if (!wanted) return node;
	const [name] = wanted;
	return { ...node, credentials: { [name]: credentials[name] } };
}
