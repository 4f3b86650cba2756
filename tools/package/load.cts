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

/** What the editor of n8n knows of a package's nodes and credentials. */
export interface KnownTypes {
	nodes: Array<{ name: string; codex?: { categories?: string[]; alias?: string[] } }>;
	credentials: Array<{ name: string }>;
}

/** Loads the nodes and credentials of the package in `folder` in a process of its own; a text says why it cannot. */
export function load(folder: string): LoadedTypes | string {
	return printed<LoadedTypes>(['loader.cjs', folder], folder);
}

/** The same as a version of n8n does it, by the name of its n8n-core. */
export function loadInN8n(core: string, folder: string): KnownTypes | string {
	return printed<KnownTypes>(['n8nLoader.cjs', core, folder], folder);
}

function printed<T>([program, ...parameters]: string[], cwd: string): T | string {
	const { NODE_PATH, NODE_OPTIONS, ...env } = process.env;
	const words = [join(__dirname, program), ...parameters];
	const { status, stdout, stderr } = spawnSync(process.execPath, words, {
		cwd,
		env,
		encoding: 'utf8',
	});
	if (status === 0) return JSON.parse(stdout) as T;
	return /^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr;
}
