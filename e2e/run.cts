import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exampleChecks } from './checks/examples.cts';
import { runChecks } from './checks/check.cts';
import { installTools } from './installTools.cts';
import { endTogether } from './server/ownProcess.cts';
import { packNode } from './server/packedNode.cts';
import { openStage } from './stage.cts';

const output = join(__dirname, 'output');

/** `npm run e2e`, and `npm run e2e -- examples loop`: a part, and a word of the names of its checks. */
async function main(): Promise<void> {
	endTogether();
	const [wanted = '', filter = ''] = process.argv.slice(2);
	installTools();
	rmSync(output, { recursive: true, force: true });
	mkdirSync(output, { recursive: true });
	const tarball = packNode(output);

	let failed = 0;
	for (const [name, part] of Object.entries(parts))
		if (name.includes(wanted)) failed += await part(tarball, filter);
	console.log(failed === 0 ? '\nAll seen to hold.' : `\n${failed} failed.`);
	process.exit(failed === 0 ? 0 : 1);
}

type Part = (tarball: string, filter: string) => Promise<number>;

const parts: Record<string, Part> = {
	examples: async (tarball, filter) => {
		const folder = join(output, 'examples');
		const stage = await openStage({ folder, tarball, simulator: { drawMs: 500 } });
		const evidence = async () => `Log: ${stage.n8n.process.command.logFile}`;
		try {
			return await runChecks('Examples', exampleChecks(stage), { filter, evidence });
		} finally {
			await stage.close();
		}
	},
};

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
