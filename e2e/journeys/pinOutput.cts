import assert from 'node:assert/strict';
import type { Scene } from './scene.cts';
import { rowsThenDraw } from './workflows.cts';

/** Pins an output that has files, as the form advises: the next run pays nothing, and the files are still there. */
export async function pinOutput({ editor, stage, theme, shoot }: Scene): Promise<void> {
	const { service } = stage.simulator;
	const rows = [{ text: 'A hill in spring' }, { text: 'A hill in autumn' }];
	const workflow = rowsThenDraw(`Pinned (${theme})`, rows, stage.credentials);
	const id = await stage.client.createWorkflow(workflow);
	const before = service.ledger.length;
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await editor.nodeEnds('Draw', 'success');
	assert.equal(service.ledger.length, before + rows.length);
	await editor.node('Draw').click();
	await editor.page.keyboard.press('p');
	await editor.openNode('Draw');
	await editor.part('ndv-pinned-data-callout').waitFor();
	await editor.closeNode();
	const asked = service.requests.length;
	await editor.closeNotices();
	await editor.execute();
	await editor.page.getByText('Workflow executed successfully').waitFor();
	await editor.isAtRest();
	assert.equal((await stage.client.executions(id)).length, 2, 'it was executed twice');
	assert.equal(service.requests.length, asked, 'the second time asked Jumdata for nothing');
	await editor.openNode('Draw');
	const output = editor.part('output-panel');
	await output.locator('[data-test-id="ndv-binary-data_1"]').waitFor({ state: 'attached' });
	await shoot('pinned-output');
	await editor.closeNode();
}
