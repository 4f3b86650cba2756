import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { importExample } from '../examples.cts';
import { noteThenDraw, rowsThenDraw } from '../journeys/workflows.cts';
import type { Cluster } from '../queue/cluster.cts';
import { ClusterRuns, expectSuccess, rowsAbout } from '../queue/clusterRuns.cts';
import type { Check } from './check.cts';

/** What holds in queue mode while all goes well, and when a run fails on one worker. */
export function queueChecks(cluster: Cluster): Check[] {
	const { client, simulator, credentials } = cluster;
	const { service } = simulator;
	const runs = new ClusterRuns(cluster);

	return [
		{
			name: 'executions are spread over both workers, and the shared account is not overrun',
			run: async () => {
				service.configure({ slots: 2, maxUnfinished: 4, drawMs: 500 });
				const subjects = ['Ants', 'Bees', 'Cats', 'Dogs', 'Eels', 'Foxes'];
				const ids = await Promise.all(
					subjects.map(
						async (subject) =>
							await runs.start(rowsThenDraw(subject, rowsAbout(subject, 3), credentials)),
					),
				);
				for (const id of ids) expectSuccess(await client.finishedExecution(id));
				const bought = subjects.map((subject) => runs.taskIds(subject));
				for (const [i, { length }] of bought.entries()) assert.equal(length, 3, subjects[i]);
				assert.equal(runs.buyers(bought.flat()).length, 2, 'both workers paid');
				const refused = service.requests.filter(({ code }) => code === 606 || code === 609);
				assert.ok(
					refused.length < bought.flat().length,
					`${refused.length} submits were refused for the account's limit, to buy ${bought.flat().length}`,
				);
				service.configure({ maxUnfinished: Infinity });
			},
		},
		{
			name: 'a run that failed on one worker is retried on another, and pays once',
			run: async () => {
				simulator.addFault({ on: 'query', times: null, fault: { kind: 'answer', code: 400 } });
				const failed = await client.finishedExecution(
					await runs.start(
						rowsThenDraw('Failed on one worker', rowsAbout('Geese', 3), credentials),
					),
				);
				service.clearFaults();
				assert.equal(failed.status, 'error');
				const [first] = runs.buyers(runs.taskIds('Geese'));
				await first.process.stop();
				cluster.replace(first);
				const retried = await runs.retry(failed.id);
				expectSuccess(retried);
				assert.equal(retried.items('Draw').length, 3);
				assert.equal(runs.taskIds('Geese').length, 3);
				const [second] = cluster.workers.filter((each) => each === runs.workerOf(retried.id));
				assert.ok(second && second !== first, 'another worker did the retry');
			},
		},
		{
			name: 'drawing leaves static data alone: on a worker it begins empty, and who writes there undoes what others keep',
			run: async () => {
				const path = randomUUID();
				const workflowId = await importExample(client, noteThenDraw(path), credentials);
				await client.activate(workflowId);
				const keptAfter = async (body: object) => {
					await client.callWebhook(path, body);
					const [{ id }] = await client.executions(workflowId);
					expectSuccess(await client.finishedExecution(id));
					return { id, kept: await client.staticData(workflowId) };
				};
				const first = await keptAfter({ note: true });
				const drawn = await keptAfter({ note: false });
				assert.deepEqual(drawn.kept, { global: { executions: [first.id] } });
				const last = await keptAfter({ note: true });
				const undone = { global: { executions: [last.id] } };
				assert.deepEqual(last.kept, undone, 'n8n loads it now: may DrawingMemory use it?');
			},
		},
	];
}
