import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { likeTheEngine } from '../simulator/service.cts';
import { agentChecks } from './checks/agents.cts';
import { anyApiChecks } from './checks/anyApi.cts';
import { type Check, runChecks } from './checks/check.cts';
import { composeChecks } from './checks/compose.cts';
import { exampleChecks } from './checks/examples.cts';
import { examplesInTroubleChecks } from './checks/examplesInTrouble.cts';
import { runJourneys } from './checks/journeys.cts';
import { killedServerChecks } from './checks/killedServer.cts';
import { killedWorkerChecks } from './checks/killedWorker.cts';
import { staticDataChecks } from './checks/staticData.cts';
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

/** Makes the simulator as strict as the real service may be; without blocked images, which come by chance. */
const strictFlag = '--like-the-engine';
const isStrict = process.argv.includes(strictFlag);
const simulatorOptions = { drawMs: 500, ...(isStrict && { ...likeTheEngine, blockChance: 0 }) };

/**
 * `npm run e2e`, and `npm run e2e -- examples loop`: a part, and a word of the names of its checks. Examples and
 * journeys hold with `--like-the-engine` as well.
 */
async function main(): Promise<void> {
	endTogether();
	const words = process.argv.slice(2).filter((word) => word !== strictFlag);
	const [wanted = '', filter = ''] = words;
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
	examples: onStage('examples', 'Examples, well and in trouble, and a killed server', (stage) => [
		...exampleChecks(stage),
		...examplesInTroubleChecks(stage),
		...killedServerChecks(stage),
	]),
	journeys: async (tarball, filter) =>
		await withStage('journeys', tarball, async (stage) => await runJourneys(stage, output, filter)),
	agents: onStage('agents', 'AI agents', agentChecks),
	anyApi: onStage('anyApi', 'Any API', anyApiChecks, { N8N_PUSH_BACKEND: 'sse' }),
	staticData: onStage('staticData', 'Static data', staticDataChecks),
	queue: inQueueMode,
	oneX: async (tarball, filter) => {
		const checks = oneXChecks(tarball, join(data, 'oneX'));
		const evidence = async () => `The package: ${join(data, 'oneX')}`;
		return await runChecks('n8n 1.x', checks, { filter, evidence });
	},
};

type ChecksOf = (stage: Stage) => Check[] | Promise<Check[]>;

/** A part whose checks have an n8n and a simulator of their own. */
function onStage(name: string, title: string, checksOf: ChecksOf, env?: NodeJS.ProcessEnv): Part {
	return async (tarball, filter) =>
		await withStage(
			name,
			tarball,
			async (stage) => {
				const evidence = async () => `Log: ${stage.n8n.process.command.logFile}`;
				return await runChecks(title, await checksOf(stage), { filter, evidence });
			},
			env,
		);
}

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

async function withStage(
	name: string,
	tarball: string,
	act: (stage: Stage) => Promise<number>,
	env?: NodeJS.ProcessEnv,
): Promise<number> {
	const stage = await openStage({
		folder: join(data, name),
		tarball,
		logFile: join(output, `${name}.log`),
		simulator: simulatorOptions,
		env,
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
