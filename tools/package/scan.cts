import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * What the scanner that decides on n8n's verification finds in a package or in its sources. It runs in
 * a process of its own, which has a linter in it.
 */
export function scan(folder: string, what: 'package' | 'source'): string[] {
	const program = join(__dirname, 'scanner.mjs');
	const options = { encoding: 'utf8' } as const;
	const { status, stderr } = spawnSync(process.execPath, [program, what, folder], options);
	return status === 0 ? [] : [stderr.trim()];
}
