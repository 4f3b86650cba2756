import { posix } from 'node:path';
import type { LoadedType, LoadedTypes } from './load.cts';
import { textOf, type UnpackedPackage } from './unpacked.cts';

const ALWAYS = ['package.json', 'README.md', 'LICENSE.md'];

/** The files that n8n needs of a package: what it loads, what that requires, and what its types refer to. */
export function neededFiles({ folder, manifest, types }: UnpackedPackage): Set<string> {
	const { nodes = [], credentials = [] } = manifest.n8n ?? {};
	const loaded = [...nodes, ...credentials].flatMap((path) => withRequired(folder, path));
	const referred = typeof types === 'string' ? [] : referredFiles(types);
	return new Set([...ALWAYS, manifest.main, ...loaded, ...referred]);
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

/** A file and the package's own files that it requires, one after the other. */
function withRequired(folder: string, path: string): string[] {
	const required = [...textOf(folder, path).matchAll(/\brequire\("([.][^"]+)"\)/g)]
		.map(([, request]) => posix.join(posix.dirname(path), request))
		.map((request) => (request.endsWith('.js') ? request : `${request}.js`));
	return [path, ...required.flatMap((it) => withRequired(folder, it))];
}
