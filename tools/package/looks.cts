import { loadInN8n } from './load.cts';
import { codexFile, iconFiles } from './neededFiles.cts';
import { textOf, type UnpackedPackage } from './unpacked.cts';

const SQUARE = /viewBox="0 0 (\d+) \1"/;

interface Codex {
	node?: string;
	categories?: string[];
	alias?: string[];
}

/** What is the matter with the icons of the package's nodes and credentials. */
export function iconProblems({ folder, types }: UnpackedPackage): string[] {
	if (typeof types === 'string') return [types];
	return [...types.nodes, ...types.credentials].flatMap((type) => {
		const files = iconFiles(type);
		return [
			...(new Set(files).size === 2 ? [] : [`${type.name} has not one for light and one for dark`]),
			...files.filter((path) => !path.endsWith('.svg') || !SQUARE.test(textOf(folder, path))),
		];
	});
}

/** The engines of n8n 2.x and 1.x, as they are installed here. */
const CORES = ['n8n-core', 'n8n-core-1x'];

/** What n8n 2.x or 1.x does not find in the package. */
export function n8nProblems({ folder, types }: UnpackedPackage): string[] {
	if (typeof types === 'string') return [types];
	const named = [...types.nodes, ...types.credentials].map(({ name }) => name);
	return CORES.flatMap((core) => {
		const known = loadInN8n(core, folder);
		if (typeof known === 'string') return [`${core}: ${known}`];
		const found = [...known.nodes, ...known.credentials].map(({ name }) => name);
		return [
			...named.filter((name) => !found.includes(name)).map((name) => `${core} has no ${name}`),
			...known.nodes
				.filter(({ codex }) => !codex?.alias?.length)
				.map(({ name }) => `${core} has no words to search for ${name}`),
		];
	});
}

/** What is the matter with what n8n's node panel knows of the package's nodes. */
export function codexProblems({ folder, types, manifest }: UnpackedPackage): string[] {
	if (typeof types === 'string') return [types];
	return types.nodes.flatMap((node) => {
		const text = textOf(folder, codexFile(node));
		if (text === '') return [`${codexFile(node)} is not there`];
		const codex = JSON.parse(text) as Codex;
		const id = `${manifest.name}.${node.name}`;
		return [
			...(codex.node === id ? [] : [`it is for ${codex.node}, not for ${id}`]),
			...(codex.categories?.length ? [] : ['no categories']),
			...(codex.alias?.length ? [] : ['no alias']),
		];
	});
}
