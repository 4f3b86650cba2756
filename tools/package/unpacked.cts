import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { load, type LoadedTypes } from './load.cts';

/** The project's own folder. */
export const ROOT = join(__dirname, '../..');

/** What the claims look at of `package.json`. */
export interface Manifest {
	name: string;
	version: string;
	main: string;
	license?: string;
	keywords?: string[];
	scripts?: Record<string, string>;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	bundledDependencies?: string[];
	bundleDependencies?: string[];
	peerDependencies?: Record<string, string>;
	overrides?: unknown;
	resolutions?: unknown;
	n8n?: { strict?: boolean; nodes?: string[]; credentials?: string[] };
}

/** A package as it is after its installation. */
export interface UnpackedPackage {
	folder: string;
	/** Every file, as a path with slashes, with its size in bytes. */
	files: Map<string, number>;
	manifest: Manifest;
	/** What n8n gets of it, or why it cannot be loaded. */
	readonly types: LoadedTypes | string;
}

/** The project's package in a temporary folder, until it is removed. */
export interface PackedPackage {
	unpacked: UnpackedPackage;
	remove(): void;
}

/** Packs the built project as `npm publish` would, and installs it in a bare folder of its own. */
export function packAndUnpack(): PackedPackage {
	const bare = mkdtempSync(join(tmpdir(), 'n8n-nodes-jumdata-'));
	const [{ name, filename }] = JSON.parse(
		run('npm', 'pack', '--json', '--loglevel=error', '--pack-destination', bare),
	) as Array<{ name: string; filename: string }>;
	const folder = join(bare, 'node_modules', name);
	mkdirSync(folder, { recursive: true });
	run('tar', '-xzf', join(bare, filename), '-C', folder, '--strip-components=1');
	putWorkflowBeside(folder);
	return { unpacked: readUnpacked(folder), remove: () => rmSync(bare, { recursive: true }) };
}

/** Puts n8n-workflow beside the package, the one thing that n8n gives to it. */
export function putWorkflowBeside(folder: string): void {
	const workflow = join(ROOT, 'node_modules/n8n-workflow');
	symlinkSync(workflow, join(dirname(folder), 'n8n-workflow'), 'junction');
}

/** Reads a package that lies in `folder`. */
export function readUnpacked(folder: string): UnpackedPackage {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => !entry.isDirectory())
		.map((entry) => join(entry.parentPath, entry.name));
	const sizes = paths.map((path): [string, number] => [
		relative(folder, path).split(sep).join('/'),
		statSync(path).size,
	]);
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
	let types: LoadedTypes | string | undefined;
	return {
		folder,
		files: new Map(sizes),
		manifest,
		get types() {
			return (types ??= load(folder));
		},
	};
}

/** A file's text; none where there is no such file. */
export function textOf(folder: string, path: string): string {
	const file = join(folder, path);
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const run = (file: string, ...args: string[]) =>
	execFileSync(file, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
