import assert from 'node:assert/strict';
import type { Scene } from './scene.cts';
import { rowsThenDraw } from './workflows.cts';

/** Reads which row was refused and why, and what is paid all the same. */
export async function readRefusal({ editor, stage, theme, shoot }: Scene): Promise<void> {
	const rows = [{ text: 'A hare in a field' }, { text: 'A forbidden scene' }];
	const workflow = rowsThenDraw(`A refused row (${theme})`, rows, stage.credentials);
	await stage.client.createWorkflow(workflow);
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await editor.nodeEnds('Draw', 'error');
	await editor.page.getByText(/Row 2/).first().waitFor();
	await shoot('refused-1-canvas');
	await editor.closeNotices();
	await editor.openNode('Draw');
	await editor.part('output-panel').getByText(/Row 2/).first().waitFor();
	await shoot('refused-2-node');
	const text = await editor.part('output-panel').innerText();
	assert.match(text, /Row 2/);
	assert.doesNotMatch(text, /\[item/);
	assert.match(text, /blocked by Jumdata's content review.*A forbidden scene/s);
	const bought = stage.simulator.service.ledger.at(-1);
	assert.equal(bought?.text, rows[0].text);
	assert.match(text, new RegExp(`1 image is paid \\(task ${bought?.taskId}\\)`));
	assert.match(text, /Do not click Execute again: it pays again/);
	assert.match(
		text,
		/On Error to Continue.*Save.*Executions.*retry arrow.*Retry with currently saved/s,
	);
}
