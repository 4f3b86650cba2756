import assert from 'node:assert/strict';
import type { Execution, ExportedWorkflow } from '../server/n8nClient.cts';
import type { N8nServer } from '../server/n8nServer.cts';
import type { Cluster } from './cluster.cts';

/** Rows that all begin with the same words, so that what is paid for them can be told from the rest. */
export const rowsAbout = (subject: string, count: number) =>
	Array.from({ length: count }, (_, i) => ({ text: `${subject}, picture ${i + 1}` }));

/** Fails with n8n's own words if an execution did not succeed. */
export function expectSuccess({ status, error }: Execution): void {
	assert.equal(status, 'success', `${status}: ${error?.message} ${error?.description}`);
}

/** Starts, retries and kills in a cluster, and tells who paid for what. */
export class ClusterRuns {
	constructor(private readonly cluster: Cluster) {}

	async start(workflow: ExportedWorkflow): Promise<string> {
		const { client } = this.cluster;
		return await client.run(await client.createWorkflow(workflow), 'Start');
	}

	/** Retries an execution from the list, and waits for the end of that. */
	async retry(executionId: string): Promise<Execution> {
		const { client } = this.cluster;
		return await client.finishedExecution(await client.retry(executionId));
	}

	/** What was paid for a subject's rows. */
	taskIds(subject: string): string[] {
		const { ledger } = this.cluster.simulator.service;
		return ledger.filter(({ text }) => text.startsWith(subject)).map(({ taskId }) => taskId);
	}

	/** How often the service was asked about these tasks. */
	queriesOf(taskIds: string[]): number {
		return this.cluster.simulator.service.requests.filter(
			({ endpoint, taskId }) => endpoint === 'query' && taskIds.includes(taskId ?? ''),
		).length;
	}

	/** The workers that paid for some of these tasks. */
	buyers(taskIds: string[]): N8nServer[] {
		return this.cluster.workers.filter(({ process }) =>
			taskIds.some((taskId) => process.log.includes(taskId)),
		);
	}

	/** The worker that works on an execution, once there is one. */
	workerOf(executionId: string): N8nServer | undefined {
		const named = new RegExp(`execution ${executionId}\\b`);
		return this.cluster.workers.find(({ process }) => named.test(process.log));
	}

	/** Kills the worker in mid-sentence that works on an execution; gives it back for its log. */
	async killWorkerOf(executionId: string): Promise<N8nServer> {
		const worker = this.workerOf(executionId);
		assert.ok(worker, `no worker's log names execution ${executionId}`);
		await worker.process.kill();
		this.cluster.replace(worker);
		return worker;
	}
}
