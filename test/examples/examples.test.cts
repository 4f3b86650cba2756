import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { WorkflowJson } from '../../engine/rowsThen.cts';
import { JumdataAiDraw } from '../../nodes/JumdataAiDraw/JumdataAiDraw.node';

const folder = join(__dirname, '../../examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file): [string, WorkflowJson] => [
		file,
		JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson,
	]);

const { properties } = new JumdataAiDraw().description;
const namesOf = (fields: Array<INodeProperties | INodePropertyCollection>) =>
	fields.map(({ name }) => name);
const parameterNames = new Set(namesOf(properties));
const optionNames = new Set(
	properties
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) => namesOf(options as INodeProperties[])),
);

const isOurs = ({ type }: INode) => type.startsWith('n8n-nodes-jumdata.');
const isTrigger = ({ type }: INode) => /trigger$/i.test(type);

it('are all found', () => {
	expect(examples.map(([file]) => file)).toContain('draw-each-row-once.json');
});

describe.each(examples)('%s', (_, { nodes, connections }) => {
	const names = nodes.map(({ name }) => name);
	const targets = Object.values(connections)
		.flatMap((outputs) => Object.values(outputs).flat(2))
		.flatMap((connection) => (connection ? [connection.node] : []));

	it('has names that are unique, and connections between nodes that are there', () => {
		expect(new Set(names).size).toBe(names.length);
		for (const name of [...Object.keys(connections), ...targets]) expect(names).toContain(name);
	});

	it('leaves no node aside, but notes and what starts it', () => {
		const starts = nodes.filter((node) => isTrigger(node) || node.type.endsWith('.stickyNote'));
		const reached = new Set([...targets, ...namesIn(starts)]);
		const attached = Object.entries(connections).flatMap(([name, outputs]) =>
			'main' in outputs ? [] : [name],
		);
		expect(names.filter((name) => !reached.has(name) && !attached.includes(name))).toEqual([]);
	});

	it('speaks in expressions only of nodes that are there', () => {
		const text = JSON.stringify(nodes.map(({ parameters }) => parameters));
		for (const [, name] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
	});

	it('has one trigger that is switched on: what the orange button starts', () => {
		expect(nodes.filter((node) => isTrigger(node) && !node.disabled)).toHaveLength(1);
	});

	it('uses fields and options that the form has', () => {
		for (const { parameters } of nodes.filter(isOurs)) {
			for (const name of Object.keys(parameters)) expect([...parameterNames]).toContain(name);
			const options = Object.keys((parameters.options as object | undefined) ?? {});
			for (const name of options) expect([...optionNames]).toContain(name);
		}
	});

	it('leads every error output on', () => {
		const withErrors = nodes.filter(({ onError }) => onError === 'continueErrorOutput');
		for (const { name } of withErrors) {
			expect([name, connections[name].main[1]?.length]).toEqual([name, 1]);
		}
	});
});

function namesIn(nodes: INode[]): string[] {
	return nodes.map(({ name }) => name);
}
