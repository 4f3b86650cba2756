import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import type { INode, INodeParameters } from 'n8n-workflow';
import { JumdataAiDraw } from '../../nodes/JumdataAiDraw/JumdataAiDraw.node';
import { NODE_TYPE } from './support/stage.cts';

/** A field that the model fills, as the sparkle button beside it writes it: the words of the form are not in it. */
const sparkle = (name: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, '${type}') }}`;

const drawing = {
	text: sparkle('Text'),
	style: { __rl: true, mode: 'name', value: sparkle('Style') },
	resolution: { __rl: true, mode: 'name', value: sparkle('Resolution') },
	num: sparkle('Number_of_Images', 'number'),
};

/** What n8n makes of the node for a model: its name, what it is said to do, and what it takes. */
function toolOf(parameters: INodeParameters, name = 'Jumdata AI Draw') {
	const node: INode = {
		id: '1',
		name,
		type: `${NODE_TYPE}Tool`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const { response } = createNodeAsTool({
		node,
		nodeType: new JumdataAiDraw(),
		handleToolInvocation: async () => '',
	});
	const { shape } = response.schema as unknown as { shape: Record<string, Field> };
	const fields = Object.entries(shape).map(([field, { _def, description }]) => [
		field,
		[_def.typeName, description].filter(Boolean).join(': '),
	]);
	return {
		name: response.name,
		description: response.description,
		takes: Object.fromEntries(fields),
	};
}

interface Field {
	_def: { typeName: string };
	description?: string;
}

// The description is the node's own whatever the operation, since n8n looks for actions in a Resource menu alone.
describe('what a model reads of the tool', () => {
	it.each<[string, INodeParameters]>([
		['as it is put on the canvas', {}],
		['Generate and Wait', drawing],
		['Submit', { operation: 'submit', ...drawing }],
		['Query', { operation: 'query', taskId: sparkle('Task_ID') }],
		['Get Balance', { operation: 'getBalance' }],
	])('%s', (_, parameters) => {
		expect(toolOf(parameters)).toMatchSnapshot();
	});

	it('of the example', () => {
		const file = join(__dirname, '../../examples/agent-that-draws.json');
		const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
		const { name, parameters } = nodes.find(({ type }) => type === `${NODE_TYPE}Tool`)!;
		expect(toolOf(parameters, name)).toMatchSnapshot();
	});

	it('says how long a text may be, what the styles are like, and what is paid', () => {
		const { description } = toolOf({});
		expect(description).toMatch(/up to 100 characters.*Watercolor.*paid per image.*free/);
	});
});
