import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A node or a credential as it says of itself, once it is loaded. */
export interface LoadedType {
	path: string;
	name: string;
	icon?: string | { light: string; dark: string };
}

/** What a package gives to n8n. */
export interface LoadedTypes {
	nodes: LoadedType[];
	credentials: LoadedType[];
}

/** Loads the nodes and credentials of the package in `folder` in a process of its own; a text says why it cannot. */
export function load(folder: string): LoadedTypes | string {
	const { NODE_PATH, NODE_OPTIONS, ...env } = process.env;
	const program = join(__dirname, 'loader.cjs');
	const options = { cwd: folder, env, encoding: 'utf8' } as const;
	const { status, stdout, stderr } = spawnSync(process.execPath, [program, folder], options);
	if (status === 0) return JSON.parse(stdout) as LoadedTypes;
	return /^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr;
}
