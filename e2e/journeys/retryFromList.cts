import assert from 'node:assert/strict';
import type { Scene } from './scene.cts';
import { rowsThenDraw } from './workflows.cts';

/** Retries a failed execution from the list: what is paid is fetched, and not paid again. */
export async function retryFromList({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { simulator, client } = stage;
	const rows = [{ text: 'A bridge in the fog' }, { text: 'A boat under the bridge' }];
	const workflow = rowsThenDraw('Failed once', rows, stage.credentials);
	const id = await client.createWorkflow(workflow);
	const before = simulator.service.ledger.length;
	simulator.addFault({ on: 'query', times: null, fault: { kind: 'answer', code: 400 } });
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await editor.nodeEnds('Draw', 'error');
	simulator.service.clearFaults();
	const retry = editor.part('execution-preview-retry-button');
	const failed = page.locator('[data-test-execution-status="error"]').first();
	await editor.clickUntilSeen(editor.part('radio-button-executions'), failed);
	await editor.clickUntilSeen(failed, retry);
	await editor.closeNotices();
	await shoot('retry-1-failed');
	await editor.clickUntilSeen(retry, page.getByText('Retry with original workflow'));
	await page.getByText('Retry with original workflow').click();
	const succeeded = page.locator('[data-test-execution-status="success"]').first();
	await succeeded.waitFor();
	await editor.closeNotices();
	await editor.clickUntilSeen(succeeded, page.getByText('Copy to editor'));
	await editor.node('Draw').locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await shoot('retry-2-succeeded');
	const [latest] = await client.executions(id);
	const execution = await client.finishedExecution(latest.id);
	assert.equal(execution.status, 'success');
	assert.equal(execution.items('Draw').length, 2);
	assert.equal(simulator.service.ledger.length, before + 2, 'each row is paid once');
}
