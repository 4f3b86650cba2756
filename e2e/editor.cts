import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atSimulator, importExample, readExamples } from './examples.cts';
import { cacheFolder, installTools } from './installTools.cts';
import { owner } from './server/n8nClient.cts';
import { endTogether, lastLines, toldToEnd } from './server/ownProcess.cts';
import { packChangedNode } from './server/packedNode.cts';
import { openStage, type Stage } from './stage.cts';
import { isFree } from './server/freePorts.cts';

const folder = join(cacheFolder, 'editor');
const usualPort = 5678;

/** `npm run editor`: n8n with this package and the examples, for looking and trying; nothing costs money. */
async function main(): Promise<void> {
	if (process.argv.includes('--fresh')) rmSync(folder, { recursive: true, force: true });
	endTogether();
	await installTools();
	console.log(
		`Packing the node and starting n8n${existsSync(folder) ? '' : ' (the first start sets up its database)'} …`,
	);
	mkdirSync(folder, { recursive: true });
	const stage = await openStage({
		folder,
		tarball: await packChangedNode(folder),
		port: (await isFree(usualPort)) ? usualPort : undefined,
	});
	await importMissing(stage);
	console.log(greeting(stage));
	await stage.n8n.process.exited;
	throw new Error(`n8n has ended by itself. Its log ends:\n${lastLines(stage.n8n.process)}`);
}

/** Imports the examples that are not there: one that was changed in the editor stays as it is. */
async function importMissing({ client, credentials, simulator }: Stage): Promise<void> {
	const names = new Set((await client.workflows()).map(({ name }) => name));
	for (const example of readExamples().values())
		if (!names.has(example.name))
			await importExample(client, atSimulator(example, simulator.apiUrl), credentials);
}

function greeting({ n8n, simulator }: Stage): string {
	return [
		'',
		`Editor     ${n8n.url}`,
		`Email      ${owner.email}`,
		`Password   ${owner.password}`,
		'',
		`Simulator  ${simulator.apiUrl} (it stands in for Jumdata and costs nothing)`,
		`Ledger     ${simulator.apiUrl}/_control/ledger`,
		`Log        ${n8n.process.command.logFile}`,
		'',
		'The examples and a credential that works are in. Ctrl-C ends everything; --fresh forgets it.',
	].join('\n');
}

main().catch((error: unknown) => {
	if (toldToEnd.aborted) return;
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
