import assert from 'node:assert/strict';
import { eventually } from '../wait.cts';
import type { Scene } from './scene.cts';
import { rowsThenDraw } from './workflows.cts';

/** What a workflow may have saved, and the form does not show as a field that can be typed into. */
const saved: unknown[] = [
	{ includeInputFields: true, maxImages: 7, maxConcurrency: 2, fileName: '={{ $json.text }}' },
	'={{ { maxImages: 7 } }}',
];

/** Opens a node, changes one field and saves: the options are what they were. */
export async function changeNode({ editor, stage }: Scene): Promise<void> {
	for (const [index, options] of saved.entries()) {
		const rows = [{ text: 'A tree' }];
		const workflow = rowsThenDraw(`To be changed ${index}`, rows, stage.credentials, {
			parameters: { options },
		});
		const id = await stage.client.createWorkflow(workflow);
		const draw = async () => {
			const { nodes } = await stage.client.workflow(id);
			return nodes.find(({ name }) => name === 'Draw')?.parameters ?? {};
		};
		await editor.openWorkflow(workflow.name);
		await editor.openNode('Draw');
		await editor.field('num').fill('3');
		await editor.closeNode();
		await editor.page.keyboard.press('Control+s');
		await eventually(async () => (await draw()).num === 3);
		assert.deepEqual((await draw()).options, options);
	}
}
