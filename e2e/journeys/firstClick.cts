import assert from 'node:assert/strict';
import { importedExample } from './importedExample.cts';
import type { Scene } from './scene.cts';

/** Imports the example with two triggers, and clicks the orange button at once: it submits the rows. */
export async function firstClick({ editor, stage, shoot }: Scene): Promise<void> {
	const { service } = stage.simulator;
	const before = service.ledger.length;
	const { name } = await importedExample(stage, 'submit-now-query-later');
	await editor.openWorkflow(name);
	await editor.execute();
	await editor.page.getByText('Workflow executed successfully').waitFor();
	await editor.nodeEnds('Note the Task IDs', 'success');
	await shoot('first-click');
	assert.equal(service.ledger.length, before + 3);
}
