import type { IDataObject } from 'n8n-workflow';
import { keptUntilMs } from '../../nodes/JumdataAiDraw/jumdata/task';
import { VirtualNode } from '../support/virtualNode.cts';
import { bodyOf, handDrivenService } from '../simulator/handClock.cts';
import { jsonExamplesOf, pageOf, tableOf } from './pages.cts';

const page = pageOf('docs/fields.md');

const downloading = { downloadImages: true };

/** What the node puts out in truth, by the words that introduce the example. */
const REAL: Record<string, () => Promise<IDataObject>> = {
	'Generate and Wait': async () => await firstItem(new VirtualNode(), { parameters: downloading }),
	Query: async () => {
		const node = new VirtualNode();
		const { taskId } = await firstItem(node, { operation: 'submit' }, { num: 2 });
		const options = { outputMode: 'task' };
		return await firstItem(
			node,
			{ operation: 'query', options, parameters: downloading },
			{ taskId },
		);
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
		await firstItem(new VirtualNode(), { continueOnFail: true }, { text: 'a forbidden scene' }),
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

describe('the examples of the page on fields and output', () => {
	const examples = jsonExamplesOf(page);
	const parsed = (title: string) => JSON.parse(examples.get(title)!) as IDataObject;

	it('are all compared with the node', () => {
		expect([...examples.keys()].sort()).toEqual(Object.keys(REAL).sort());
		expect(page.text.match(/```json/g)).toHaveLength(examples.size);
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

	it('show the answer of another API as it comes', () => {
		const { text } = pageOf('docs/any-api.md');
		const [, shown] = /Jumdata's answer, such as\s+`(.+)`/.exec(text)!;
		const real = bodyOf(handDrivenService().send('GET', '/assistant/balance'));
		expect(shapeOf(JSON.parse(shown))).toEqual(shapeOf(JSON.parse(JSON.stringify(real))));
	});

	it('end when the node says that the addresses end', () => {
		const { createTime, expiresAt: shown } = parsed('Generate and Wait');
		expect(Date.parse(String(shown))).toBe(keptUntilMs(String(createTime)));
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
		const cells = tableOf(page, 'Output field', 'What it is').map(([cell]) => cell);
		const explained = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, it]) => it));
		expect(explained.sort()).toEqual([...given].sort());
	});
});
