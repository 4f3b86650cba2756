import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composeChecks } from './checks/compose.cts';
import { exampleChecks } from './checks/examples.cts';
import { runChecks } from './checks/check.cts';
import { runJourneys } from './checks/journeys.cts';
import { killedServerChecks } from './checks/killedServer.cts';
import { killedWorkerChecks } from './checks/killedWorker.cts';
import { oneXChecks } from './checks/oneX.cts';
import { queueChecks } from './checks/queue.cts';
import { cacheFolder, installTools } from './installTools.cts';
import { startCluster } from './queue/cluster.cts';
import { endTogether, toldToEnd } from './server/ownProcess.cts';
import { packNode } from './server/packedNode.cts';
import { openStage, type Stage } from './stage.cts';

/** Screenshots and logs, for people. */
const output = join(__dirname, 'output');
/** What the servers keep. */
const data = join(cacheFolder, 'e2e');

/** `npm run e2e`, and `npm run e2e -- examples loop`: a part, and a word of the names of its checks. */
async function main(): Promise<void> {
	endTogether();
	const [wanted = '', filter = ''] = process.argv.slice(2);
	await installTools();
	for (const folder of [output, data]) {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
	}
	const tarball = await packNode(data);

	let failed = 0;
	for (const [name, part] of Object.entries(parts))
		if (name.includes(wanted)) failed += await part(tarball, filter);
	console.log(failed === 0 ? '\nAll seen to hold.' : `\n${failed} failed.`);
	process.exit(failed === 0 ? 0 : 1);
}

type Part = (tarball: string, filter: string) => Promise<number>;

const parts: Record<string, Part> = {
	examples: async (tarball, filter) =>
		await onStage('examples', tarball, async (stage) => {
			const evidence = async () => `Log: ${stage.n8n.process.command.logFile}`;
			const checks = [...exampleChecks(stage), ...killedServerChecks(stage)];
			return await runChecks('Examples, and a killed server', checks, { filter, evidence });
		}),
	journeys: async (tarball, filter) =>
		await onStage('journeys', tarball, async (stage) => await runJourneys(stage, output, filter)),
	queue: inQueueMode,
	oneX: async (tarball, filter) => {
		const checks = oneXChecks(tarball, join(data, 'oneX'));
		const evidence = async () => `The package: ${join(data, 'oneX')}`;
		return await runChecks('n8n 1.x', checks, { filter, evidence });
	},
};

async function inQueueMode(tarball: string, filter: string): Promise<number> {
	const logs = join(output, 'queue');
	const cluster = await startCluster({ folder: join(data, 'queue'), logs, tarball });
	try {
		const evidence = async () => `Logs: ${logs}`;
		const checks = [...composeChecks(), ...queueChecks(cluster), ...killedWorkerChecks(cluster)];
		return await runChecks('Queue mode', checks, { filter, evidence });
	} finally {
		await cluster.close();
	}
}

async function onStage(
	name: string,
	tarball: string,
	act: (stage: Stage) => Promise<number>,
): Promise<number> {
	const stage = await openStage({
		folder: join(data, name),
		tarball,
		logFile: join(output, `${name}.log`),
		simulator: { drawMs: 500 },
	});
	try {
		return await act(stage);
	} finally {
		await stage.close();
	}
}

main().catch((error: unknown) => {
	if (toldToEnd.aborted) return;
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
