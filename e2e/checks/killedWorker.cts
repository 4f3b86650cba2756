import assert from 'node:assert/strict';
import { importExample, readExamples, switchedOn } from '../examples.cts';
import { rowsThenDraw, submitThenQuery } from '../journeys/workflows.cts';
import type { Cluster } from '../queue/cluster.cts';
import { ClusterRuns, expectSuccess, rowsAbout } from '../queue/clusterRuns.cts';
import { stillDrawing } from '../stillDrawing.cts';
import { eventually } from '../wait.cts';
import type { Check } from './check.cts';

const byHand = 'When clicking ‘Execute workflow’';
const schedule = 'Every Ten Minutes';
const patienceMs = 120_000;

/** What is left of paid tasks when a worker is killed, the moments of the kill as a person might meet them. */
export function killedWorkerChecks(cluster: Cluster): Check[] {
	const { client, simulator, credentials } = cluster;
	const { service } = simulator;
	const runs = new ClusterRuns(cluster);

	const ready = async () => {
		service.clearFaults();
		await cluster.complete();
	};
	const ended = async (executionId: string) => {
		const execution = await client.finishedExecution(executionId);
		assert.match(execution.status, /crashed|error/);
		return execution;
	};
	const look = async (workflowId: string) => {
		const execution = await client.finishedExecution(await client.run(workflowId, schedule));
		expectSuccess(execution);
		return execution.items('Done?', 0).map(({ json }) => String(json.taskId));
	};
	/** The example with the table; its Query waits, so that there is something to be killed. */
	const importTableExample = async (changed: Record<string, object> = {}) => {
		const example = readExamples().get('submit-now-query-later');
		assert.ok(example);
		const changes: Record<string, object> = { Query: { waitForCompletion: true }, ...changed };
		const nodes = switchedOn(example).nodes.map((each) => ({
			...each,
			parameters: { ...each.parameters, ...changes[each.name] },
		}));
		return await importExample(client, { ...example, nodes }, credentials);
	};

	return [
		{
			name: 'killed after Submit: tasks in a table are fetched by the next look, which pays nothing',
			run: async () => {
				await ready();
				const workflowId = await importTableExample();
				const before = service.ledger.length;
				expectSuccess(await client.finishedExecution(await client.run(workflowId, byHand)));
				const bought = service.ledger.slice(before).map(({ taskId }) => taskId);
				assert.equal(bought.length, 3);
				simulator.addFault(stillDrawing);

				const id = await client.run(workflowId, schedule);
				await eventually(() => runs.queriesOf(bought) >= 3, patienceMs);
				await runs.killWorkerOf(id);
				service.clearFaults();
				await ended(id);
				assert.deepEqual((await look(workflowId)).sort(), bought.sort());
				assert.equal(service.ledger.length, before + 3);
			},
		},
		{
			name: 'killed in the middle of Submit: each paid task is in the table or the log, but for the request on its way',
			run: async () => {
				await ready();
				const items = rowsAbout('Newts', 8).map((row) => ({ ...row, style: 'Anime' }));
				const workflowId = await importTableExample({
					'The Rows': { jsonOutput: JSON.stringify({ rows: items }) },
					'Ten Rows at a Time': { batchSize: 2 },
				});
				const onItsWay = items[4].text;
				const fault = { kind: 'delay', delayMs: 600_000 } as const;
				simulator.addFault({ on: 'submit', text: onItsWay, fault });
				const id = await client.run(workflowId, byHand);
				const log = () => runs.workerOf(id)?.process.log ?? '';
				await eventually(() => log().includes(items[5].text), patienceMs);
				const killed = await runs.killWorkerOf(id);
				await ended(id);

				const fetched = await look(workflowId);
				assert.equal(fetched.length, 4, 'the two batches before are in the table');
				const nowhere = service.ledger
					.filter(({ text }) => text.startsWith('Newts'))
					.filter(({ taskId }) => !fetched.includes(taskId))
					.filter(({ taskId }) => !killed.process.log.includes(taskId));
				assert.deepEqual(
					nowhere.map(({ text }) => text),
					[onItsWay],
				);
				assert.equal(runs.taskIds('Newts').length, 6, 'nothing is paid once more');
			},
		},
		{
			name: 'killed with saved progress: it holds the task ids while the worker lives; then n8n drops it, and the log holds them',
			run: async () => {
				await ready();
				simulator.addFault(stillDrawing);
				const id = await runs.start(submitThenQuery(rowsAbout('Hares', 4), credentials));
				await eventually(() => runs.queriesOf(runs.taskIds('Hares')) >= 4, patienceMs);
				const bought = runs.taskIds('Hares');
				const { stored } = await client.execution(id);
				for (const taskId of bought) assert.ok(stored.includes(taskId), taskId);
				const { process } = await runs.killWorkerOf(id);
				service.clearFaults();
				const crashed = await ended(id);
				for (const taskId of bought) {
					assert.ok(process.log.includes(taskId), taskId);
					assert.ok(!crashed.stored.includes(taskId), 'n8n keeps it now: docs/crashes.md says no');
				}
				assert.deepEqual((await runs.retry(id)).ran, [], 'a retry has nothing to go on with');
				assert.deepEqual(runs.taskIds('Hares'), bought);
			},
		},
		{
			name: 'killed during Generate and Wait: the log holds the task ids, and nothing is paid twice',
			run: async () => {
				await ready();
				simulator.addFault(stillDrawing);
				const id = await runs.start(rowsThenDraw('Killed', rowsAbout('Ibises', 3), credentials));
				await eventually(() => runs.queriesOf(runs.taskIds('Ibises')) >= 3, patienceMs);
				const bought = runs.taskIds('Ibises');
				const { process } = await runs.killWorkerOf(id);
				service.clearFaults();
				await ended(id);
				for (const taskId of bought) assert.ok(process.log.includes(taskId), taskId);
				assert.deepEqual((await runs.retry(id)).ran, [], 'a retry has nothing to go on with');
				assert.deepEqual(runs.taskIds('Ibises'), bought, 'no other worker takes the run up');
			},
		},
	];
}
