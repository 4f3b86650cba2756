import assert from 'node:assert/strict';
import * as core from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { openEngine } from '../../engine/openEngine.cts';
import { rowsThen } from '../../engine/rowsThen.cts';
import { startSimulator } from '../../simulator/server.cts';
import { accountOf } from '../stage.cts';

interface Loaded<T> {
	type: T;
}

interface PackageLoader {
	loadAll(): Promise<void>;
	getNode(name: string): Loaded<INodeType>;
	getCredential(name: string): Loaded<ICredentialType>;
}

const { PackageDirectoryLoader } = core as unknown as {
	PackageDirectoryLoader: new (folder: string) => PackageLoader;
};

/** Loads the unpacked package as n8n 1.x does, and draws two rows with it in the engine of n8n 1.x. */
async function main(folder: string): Promise<void> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const credentialType = loader.getCredential('jumdataApi').type;
	const simulator = await startSimulator({ plainPictures: true, drawMs: 100 });
	const engine = await openEngine({
		nodeTypes: { 'n8n-nodes-jumdata.jumdataAiDraw': loader.getNode('jumdataAiDraw').type },
		credentialTypes: { jumdataApi: credentialType },
		credentials: { jumdataApi: accountOf(simulator) },
	});
	assert.match(engine.version, /^1\./);
	const rows = [{ text: 'a fox' }, { text: '一只猫' }];
	const workflow = rowsThen(rows, {
		type: 'n8n-nodes-jumdata.jumdataAiDraw',
		parameters: {
			operation: 'generateAndWait',
			text: '={{ $json.text }}',
			style: { __rl: true, mode: 'list', value: '探索无限' },
			resolution: { __rl: true, mode: 'list', value: '1024*1024' },
			num: 1,
			downloadImages: true,
			options: {},
		},
	});
	const outcome = await engine.start(workflow).finished;
	assert.equal(outcome.error, undefined);
	const [items] = outcome.outputs('Node');
	assert.equal(items.length, 2);
	for (const { binary } of items) assert.equal(binary?.data.mimeType, 'image/png');
	assert.equal(simulator.service.ledger.length, 2);
	await engine.close();
	await simulator.close();
	console.log(`n8n-core ${engine.version}`);
}

main(process.argv[2]).catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
