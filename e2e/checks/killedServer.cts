import assert from 'node:assert/strict';
import { rowsThenDraw, submitThenQuery } from '../journeys/workflows.cts';
import type { ExportedWorkflow } from '../server/n8nClient.cts';
import type { Stage } from '../stage.cts';
import { stillDrawing } from '../stillDrawing.cts';
import { eventually } from '../wait.cts';
import type { Check } from './check.cts';

const patienceMs = 120_000;

/** What is left of paid tasks when n8n itself is killed, without any workers, and is started again. */
export function killedServerChecks(stage: Stage): Check[] {
	const { client, simulator, credentials } = stage;
	const { service } = simulator;
	const rowsAbout = (subject: string) => [1, 2].map((i) => ({ text: `${subject} ${i}` }));
	const boughtFor = (subject: string) =>
		service.ledger.filter(({ text }) => text.startsWith(subject)).map(({ taskId }) => taskId);
	const start = async (workflow: ExportedWorkflow) =>
		await client.run(await client.createWorkflow(workflow), 'Start');
	const retry = async (executionId: string) =>
		await client.finishedExecution(await client.retry(executionId));
	const generate = (subject: string, settings: object = {}) => ({
		...rowsThenDraw(subject, rowsAbout(subject), credentials),
		settings,
	});

	return [
		{
			name: 'a killed server: after Submit with saved progress, Retry goes on and pays nothing; else the log has the task ids',
			run: async () => {
				simulator.addFault(stillDrawing);
				const submitted = await start(submitThenQuery(rowsAbout('Owls'), credentials));
				const saved = await start(generate('Pikes', { saveExecutionProgress: true }));
				const unsaved = await start(generate('Quails'));
				const subjects = ['Owls', 'Pikes', 'Quails'];
				const bought = () => subjects.flatMap(boughtFor);
				const isAskedFor = (id: string) =>
					service.requests.some(({ endpoint, taskId }) => endpoint === 'query' && taskId === id);
				await eventually(() => bought().length === 6 && bought().every(isAskedFor), patienceMs);
				const taskIds = bought();
				await stage.crash();
				service.clearFaults();

				for (const taskId of taskIds) assert.ok(stage.n8n.process.log.includes(taskId), taskId);
				for (const id of [submitted, saved, unsaved])
					assert.equal((await client.finishedExecution(id)).status, 'crashed');
				const pictures = (await retry(submitted)).items('Query');
				const fetched = pictures.map(({ json }) => String(json.taskId));
				assert.deepEqual(fetched.sort(), boughtFor('Owls').sort());
				await assert.rejects(retry(unsaved), /cannot be retried/);
				assert.deepEqual(bought(), taskIds, 'nothing is paid by itself');

				await retry(saved);
				assert.equal(boughtFor('Pikes').length, 4, 'it pays again, as docs/crashes.md warns');
			},
		},
	];
}
