import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpackNode } from '../server/packedNode.cts';
import type { Check } from './check.cts';

const scripts = join(__dirname, '..', 'oneX');

/** The packed package in the engine of n8n 1.x, whose server cannot be installed everywhere. */
export function oneXChecks(tarball: string, folder: string): Check[] {
	return [
		{
			name: 'the packed node loads and draws in n8n-core 1.x',
			run: async () => {
				await unpackNode(tarball, folder);
				const preloads = ['-r', 'tsx/cjs', '-r', join(scripts, 'engineOf1x.cjs')];
				await promisify(execFile)(
					process.execPath,
					[...preloads, join(scripts, 'main.cts'), folder],
					{ cwd: join(scripts, '..', '..') },
				);
			},
		},
	];
}
