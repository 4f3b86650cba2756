import assert from 'node:assert/strict';
import { importExample, readExamples } from '../examples.cts';
import { chain, node, rowsThenDraw } from '../journeys/workflows.cts';
import type { Cluster } from '../queue/cluster.cts';
import type { Execution, ExportedWorkflow } from '../server/n8nClient.cts';
import type { N8nServer } from '../server/n8nServer.cts';
import { eventually } from '../wait.cts';
import type { Check } from './check.cts';

const byHand = 'When clicking ‘Execute workflow’';
const schedule = 'Every Ten Minutes';

/** What holds in queue mode, where a worker may fail, end or be killed while tasks are being paid. */
export function queueChecks(cluster: Cluster): Check[] {
	const { client, simulator, credentials } = cluster;
	const { service } = simulator;
	const rows = (subject: string, count: number) =>
		Array.from({ length: count }, (_, i) => ({ text: `${subject}, picture ${i + 1}` }));
	const taskIds = (subject: string) =>
		service.ledger.filter(({ text }) => text.startsWith(subject)).map(({ taskId }) => taskId);
	const buyers = (ids: string[]) =>
		cluster.workers.filter(({ process }) => ids.some((id) => process.log.includes(id)));
	const start = async (workflow: ExportedWorkflow) =>
		await client.run(await client.createWorkflow(workflow), 'Start');

	return [
		{
			name: 'executions are spread over both workers, and the shared account is not overrun',
			run: async () => {
				service.configure({ slots: 2, maxUnfinished: 4, drawMs: 500 });
				const subjects = ['Ants', 'Bees', 'Cats', 'Dogs', 'Eels', 'Foxes'];
				const ids = await Promise.all(
					subjects.map(
						async (subject) => await start(rowsThenDraw(subject, rows(subject, 3), credentials)),
					),
				);
				for (const id of ids) expectSuccess(await client.finishedExecution(id));
				assert.equal(buyers(subjects.flatMap(taskIds)).length, 2, 'both workers bought');
				for (const subject of subjects) assert.equal(taskIds(subject).length, 3, subject);
				const refused = service.requests.filter(({ code }) => code === 606 || code === 609);
				const submits = service.requests.filter(({ endpoint }) => endpoint === 'submit');
				assert.ok(
					refused.length < submits.length,
					`${refused.length} of ${submits.length} submits were refused for the account's limit`,
				);
				service.configure({ maxUnfinished: Infinity });
			},
		},
		{
			name: 'a run that failed on one worker is retried on another, and pays once',
			run: async () => {
				simulator.addFault({ on: 'query', times: null, fault: { kind: 'answer', code: 400 } });
				const failed = await client.finishedExecution(
					await start(rowsThenDraw('Failed on one worker', rows('Geese', 3), credentials)),
				);
				service.clearFaults();
				assert.equal(failed.status, 'error');
				const [first] = buyers(taskIds('Geese'));
				await end(first, async () => await first.process.stop());
				const retried = await retry(failed.id);
				expectSuccess(retried);
				assert.equal(retried.items('Draw').length, 3);
				assert.equal(taskIds('Geese').length, 3);
			},
		},
		{
			name: 'a worker killed after Submit loses no paid task whose id is in a table: the next look fetches all, and pays nothing',
			run: async () => {
				service.configure({ slots: 10, drawMs: 8_000 });
				const workflowId = await importTableExample();
				const before = service.ledger.length;
				expectSuccess(await client.finishedExecution(await client.run(workflowId, byHand)));
				const bought = service.ledger.slice(before).map(({ taskId }) => taskId);
				assert.equal(bought.length, 3);

				const id = await client.run(workflowId, schedule);
				await eventually(() => queriesOf(bought) >= 3, 60_000);
				const worker = await workerOf(id);
				await end(worker, async () => await worker.process.kill());
				assert.match((await client.finishedExecution(id)).status, /crashed|error/);

				const next = await client.finishedExecution(await client.run(workflowId, schedule));
				expectSuccess(next);
				assert.deepEqual(
					next
						.items('Done?', 0)
						.map(({ json }) => json.taskId)
						.sort(),
					bought.sort(),
				);
				assert.equal(service.ledger.length, before + 3);
			},
		},
		{
			name: 'saved progress holds the task ids while the worker lives; once it is killed, its log does',
			run: async () => {
				service.configure({ slots: 10, drawMs: 60_000 });
				const id = await start(submitThenQuery(rows('Hares', 4)));
				await eventually(() => queriesOf(taskIds('Hares')) >= 4, 60_000);
				const running = await client.execution(id);
				for (const taskId of taskIds('Hares')) assert.ok(running.stored.includes(taskId), taskId);
				const [worker] = buyers(taskIds('Hares'));
				await end(worker, async () => await worker.process.kill());
				assert.match((await client.finishedExecution(id)).status, /crashed|error/);
				for (const taskId of taskIds('Hares'))
					assert.ok(worker.process.log.includes(taskId), taskId);
			},
		},
		{
			name: 'a worker killed during Generate and Wait leaves the task ids in its log, and nothing is bought twice',
			run: async () => {
				service.configure({ slots: 10, drawMs: 8_000 });
				const id = await start(rowsThenDraw('Killed', rows('Ibises', 3), credentials));
				await eventually(() => queriesOf(taskIds('Ibises')) >= 3, 60_000);
				const bought = taskIds('Ibises');
				const [worker] = buyers(bought);
				await end(worker, async () => await worker.process.kill());
				const crashed = await client.finishedExecution(id);
				assert.match(crashed.status, /crashed|error/);
				for (const taskId of bought) {
					assert.ok(worker.process.log.includes(taskId), taskId);
					assert.ok(!crashed.stored.includes(taskId), taskId);
				}
				assert.deepEqual((await retry(id)).ran, [], 'a retry has nothing to go on with');
				assert.deepEqual(taskIds('Ibises'), bought, 'no other worker takes the run up by itself');
			},
		},
	];

	/** The example with the table; its Query waits, so that there is something to be killed. */
	async function importTableExample(): Promise<string> {
		const example = readExamples().get('submit-now-query-later');
		assert.ok(example);
		const nodes = example.nodes.map((each) =>
			each.name === 'Query'
				? { ...each, parameters: { ...each.parameters, waitForCompletion: true } }
				: each,
		);
		return await importExample(client, { ...example, nodes }, credentials);
	}

	async function workerOf(executionId: string): Promise<N8nServer> {
		const named = new RegExp(`execution ${executionId}\\b`);
		const found = cluster.workers.find(({ process }) => named.test(process.log));
		assert.ok(found, `no worker's log names execution ${executionId}`);
		return found;
	}

	function queriesOf(ids: string[]): number {
		return service.requests.filter(
			({ endpoint, taskId }) => endpoint === 'query' && ids.includes(taskId ?? ''),
		).length;
	}

	/** Ends a worker, one way or the other, after another has taken its place. */
	async function end(worker: N8nServer, how: () => Promise<void>): Promise<void> {
		await how();
		cluster.workers.splice(cluster.workers.indexOf(worker), 1);
		await cluster.addWorker();
	}

	async function retry(executionId: string): Promise<Execution> {
		const { workflowId } = await client.get<{ workflowId: string }>(`executions/${executionId}`);
		await client.retry(executionId);
		const [latest] = await client.executions(workflowId);
		return await client.finishedExecution(latest.id);
	}

	function submitThenQuery(items: object[]): ExportedWorkflow {
		const base = rowsThenDraw('Submit, then Query', items, credentials, {
			parameters: { operation: 'submit' },
		});
		const query = {
			...node('Query', 'n8n-nodes-jumdata.jumdataAiDraw', 1, 880, {
				operation: 'query',
				taskId: '={{ $json.taskId }}',
				waitForCompletion: true,
				options: {},
			}),
			credentials,
		};
		const nodes = [...base.nodes, query];
		const settings = { saveExecutionProgress: true };
		return { ...base, nodes, connections: chain(nodes.map(({ name }) => name)), settings };
	}
}

function expectSuccess({ status, error }: Execution): void {
	assert.equal(status, 'success', `${status}: ${error?.message} ${error?.description}`);
}
