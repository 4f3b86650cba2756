import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { meaningOf } from '../../nodes/JumdataAiDraw/api/codes';
import { expiresAt } from '../../nodes/JumdataAiDraw/api/task';
import { STYLES } from '../../nodes/JumdataAiDraw/api/values';
import { properties } from '../../nodes/JumdataAiDraw/description';
import { JumdataApi } from '../../credentials/JumdataApi.credentials';
import { devDependencies } from '../../package.json';
import { dependencies as e2eDependencies } from '../../e2e/package.json';
import { PAGE_CODES } from '../nodes/JumdataAiDraw/api/replies.cts';
import { VirtualNode } from '../support/virtualNode.cts';
import { jsonExamplesOf, pageOf, tableOf } from './pages.cts';

const readme = pageOf('README.md');
const fieldOf = (name: string) => properties.find((field) => field.name === name)!;
const menu = fieldOf('operation').options as INodePropertyOptions[];
const options = fieldOf('options').options as INodeProperties[];
const fields = properties.filter(
	({ name, type }) => type !== 'notice' && name !== 'operation' && name !== 'options',
);

/** The operations that a field shows for, by their names in the menu. */
function operationsOf({ displayOptions }: INodeProperties): string {
	const { operation, '/operation': fromOption } = displayOptions?.show ?? {};
	const values = (operation ?? fromOption) as string[];
	if (values.length === menu.length) return 'all';
	const names = menu.filter(({ value }) => values.includes(String(value))).map(({ name }) => name);
	return names.join(', ');
}

/** A field's default as the form shows it. */
function defaultOf({ default: value, options: choices = [] }: INodeProperties): string {
	if (value === '') return 'empty';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value === 'object')
		return String((value as { cachedResultName: string }).cachedResultName);
	const choice = (choices as INodePropertyOptions[]).find((it) => it.value === value);
	return choice?.name ?? String(value);
}

const described = (all: INodeProperties[]) =>
	all.map((field) => [field.displayName, operationsOf(field), defaultOf(field)]);

const inReadme = (first: string, last: string) =>
	tableOf(readme, first, 'Operations', 'Default', last).map((cells) => cells.slice(0, 3));

describe('the README describes', () => {
	it('every operation of the menu', () => {
		const names = tableOf(readme, 'Operation', 'What it does', 'Cost').map(([name]) => name);
		expect(names.sort()).toEqual(menu.map(({ name }) => name).sort());
	});

	it('every field of the form, with its default', () => {
		expect(inReadme('Field', 'What it takes')).toEqual(described(fields));
	});

	it('every option, with its default', () => {
		expect(inReadme('Option', 'What it does')).toEqual(described(options));
	});

	it('every field of the credential', () => {
		const own = new JumdataApi().properties.filter(({ type }) => type !== 'notice');
		const names = tableOf(readme, 'Field', 'What to enter').map(([name]) => name);
		expect(names).toEqual(own.map(({ displayName }) => displayName));
	});

	it.each([...STYLES])('the style $name', ({ value, name }) => {
		expect(readme.text).toContain(value === name.toLowerCase() ? name : `${name} ${value}`);
	});

	it('every code as the node does in its errors', () => {
		const codes = PAGE_CODES.filter((code) => code !== 200);
		expect(tableOf(readme, 'Code', 'What happened', 'What to do')).toEqual(
			codes.map((code) => [String(code), meaningOf(code).meaning, meaningOf(code).advice]),
		);
	});

	it.each([
		['passing', 'pass'],
		['account', 'concern the whole account'],
	])('which codes are %s', (concern, words) => {
		const [, listed = ''] = new RegExp(`The codes ([\\d, and]+) ${words}`).exec(readme.text) ?? [];
		const codes = PAGE_CODES.filter((code) => meaningOf(code).concern === concern);
		expect(listed.match(/\d+/g)?.map(Number)).toEqual(codes);
	});

	it('the versions that the tests run on', () => {
		expect(readme.text).toContain(`Tested with n8n ${e2eDependencies.n8n} (server`);
		expect(readme.text).toContain(`n8n-core ${devDependencies['n8n-core']})`);
		expect(devDependencies['n8n-core-1x']).toMatch(/@[\d.]+$/);
		expect(readme.text).toContain(devDependencies['n8n-core-1x'].replace(/.*@/, '(n8n-core '));
	});
});

/** What the node puts out in truth, by the words that introduce the example. */
const REAL: Record<string, () => Promise<IDataObject>> = {
	'Generate and Wait': async () => await firstItem(new VirtualNode(), {}),
	Query: async () => {
		const node = new VirtualNode();
		const { taskId } = await firstItem(node, { operation: 'submit' }, { num: 2 });
		const options = { outputMode: 'task' };
		return await firstItem(node, { operation: 'query', options }, { taskId });
	},
	'Not done': async () => {
		const node = new VirtualNode();
		const { taskId } = await firstItem(node, { operation: 'submit' });
		const parameters = { waitForCompletion: false };
		return await firstItem(node, { operation: 'query', parameters }, { taskId });
	},
	Submit: async () => await firstItem(new VirtualNode(), { operation: 'submit' }),
	'Get Balance': async () => await firstItem(new VirtualNode(), { operation: 'getBalance' }),
	'A failed row': async () =>
		await firstItem(new VirtualNode(), { continueOnFail: true }, { text: '违禁' }),
};

async function firstItem(
	node: VirtualNode,
	run: Omit<Parameters<VirtualNode['run']>[0], 'rows'>,
	row: Parameters<VirtualNode['run']>[0]['rows'][number] = {},
): Promise<IDataObject> {
	const { items, error } = await node.run({ ...run, rows: [{ text: 'a fox', ...row }] });
	if (error) throw error;
	return items[0].json;
}

/** The types of all values, by name, those inside included. */
function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shapeOf);
	if (typeof value !== 'object' || value === null) return typeof value;
	return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, shapeOf(it)]));
}

describe('the README’s examples', () => {
	const examples = jsonExamplesOf(readme);
	const parsed = (title: string) => JSON.parse(examples.get(title)!) as IDataObject;

	it('are all compared with the node', () => {
		expect([...examples.keys()].sort()).toEqual(Object.keys(REAL).sort());
		expect(readme.text.match(/```json/g)).toHaveLength(examples.size);
	});

	it.each(Object.keys(REAL))(
		'have exactly the fields of the node’s own output: %s',
		async (title) => {
			const shown = parsed(title);
			const real = await REAL[title]();
			expect(shapeOf(shown)).toEqual(shapeOf(real));
			expect(Object.keys(shown)).toEqual(Object.keys(real));
		},
	);

	it('end when the node says that the addresses end', () => {
		const { createTime, expiresAt: shown } = parsed('Generate and Wait');
		expect(shown).toBe(expiresAt(String(createTime)));
	});

	it('have the words of a real error', async () => {
		const wordsIn = ({ error }: IDataObject) => {
			const { message, taskNo } = error as { message: string; taskNo: string };
			return message.replace(taskNo, '…').replace(/^Row \d+/, 'Row …');
		};
		expect(wordsIn(parsed('A failed row'))).toBe(wordsIn(await REAL['A failed row']()));
	});

	it('have all their fields explained, and no other field is', async () => {
		const outputs = await Promise.all(Object.values(REAL).map(async (real) => await real()));
		const given = new Set(outputs.flatMap(Object.keys));
		const cells = tableOf(readme, 'Output field', 'What it is').map(([cell]) => cell);
		const explained = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, it]) => it));
		expect(explained.sort()).toEqual([...given].sort());
	});
});
