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
