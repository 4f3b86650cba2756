import assert from 'node:assert/strict';
import { stillDrawing } from '../stillDrawing.cts';
import { eventually, pause } from '../wait.cts';
import type { Scene } from './scene.cts';
import { rowsThenDraw } from './workflows.cts';

/** Presses Stop while tasks are being drawn: nothing more is sent, and what is paid is in the log. */
export async function pressStop({ editor, stage, shoot }: Scene): Promise<void> {
	const { service } = stage.simulator;
	const rows = ['dawn', 'noon', 'dusk', 'night'].map((time) => ({ text: `The sea at ${time}` }));
	const workflow = rowsThenDraw('A long wait', rows, stage.credentials, {
		parameters: { options: { maxConcurrency: 2 } },
	});
	const id = await stage.client.createWorkflow(workflow);
	const before = service.ledger.length;
	stage.simulator.addFault(stillDrawing);
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await eventually(() => service.ledger.length === before + 2, 60_000);
	await shoot('stop-1-waiting');
	await editor.part('stop-execution-button').click();
	await editor.page.getByText('Execution stopped').waitFor();
	await editor.isAtRest();
	const asked = service.requests.length;
	await pause(3000);
	await shoot('stop-2-stopped');
	assert.equal(service.requests.length, asked, 'nothing is sent after Stop');
	assert.equal(service.ledger.length, before + 2, 'nothing is paid after Stop');
	const [execution] = await stage.client.executions(id);
	assert.equal(execution.status, 'canceled');
	for (const { taskId } of service.ledger.slice(before))
		assert.ok(stage.n8n.process.log.includes(taskId), `${taskId} is in n8n's log`);
}
