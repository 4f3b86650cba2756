import { readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import type { LoadedType, LoadedTypes } from './load.cts';
import { ROOT, type UnpackedPackage } from './unpacked.cts';

const ALWAYS = ['package.json', 'README.md', 'LICENSE.md'];

/** The files that belong into a package: what the compiler makes of each source, and what its types refer to. */
export function neededFiles({ manifest, types }: UnpackedPackage): Set<string> {
	const compiled = sourceFiles().flatMap((source) => compiledFiles(`dist/${source}`));
	const referred = typeof types === 'string' ? [] : referredFiles(types);
	return new Set([...ALWAYS, manifest.main, ...compiled, ...referred]);
}

/** The sources of what is published, as paths with slashes. */
export function sourceFiles(): string[] {
	return ['credentials', 'nodes']
		.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => path.endsWith('.ts'))
		.map((path) => relative(ROOT, path).split(sep).join('/'));
}

function compiledFiles(source: string): string[] {
	const path = source.replace(/[.]ts$/, '');
	return [`${path}.js`, `${path}.js.map`, `${path}.d.ts`];
}

function referredFiles({ nodes, credentials }: LoadedTypes): string[] {
	return [...nodes.map(codexFile), ...[...nodes, ...credentials].flatMap(iconFiles)];
}

/** Where n8n looks for what the node panel says of a node. */
export function codexFile({ path }: LoadedType): string {
	return path.replace(/[.]js$/, '.json');
}

/** The icons of a type, one or two. */
export function iconFiles({ path, icon }: LoadedType): string[] {
	const icons = typeof icon === 'object' ? [icon.light, icon.dark] : [icon];
	return icons
		.filter((it) => it?.startsWith('file:'))
		.map((it) => posix.join(posix.dirname(path), String(it).slice('file:'.length)));
}
