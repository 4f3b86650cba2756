import { codexProblems, iconProblems, n8nProblems } from './looks.cts';
import { neededFiles } from './neededFiles.cts';
import { longLineProblems, mapProblems, stackProblems } from './readable.cts';
import { scan } from './scan.cts';
import { ROOT, textOf, type UnpackedPackage } from './unpacked.cts';

/** Something that must be true of the package that users install. */
export interface Claim {
	says: string;
	/** Why it is not true; empty where it is. */
	problemsOf(unpacked: UnpackedPackage): string[];
}

/** What a package may take unpacked, maps and declarations included. */
export const MOST_BYTES = 1_000_000;

/** npm runs these by itself; `prepublishOnly`, which users never meet, is allowed. */
const LIFECYCLE =
	/^(pre|post)?(install|prepare|uninstall)$|^(prepublish|prepack|postpack|dependencies)$/;

const KEYWORD = 'n8n-community-node-package';

/** What n8n's verification and good habits demand, quick ones first. */
export const CLAIMS: Claim[] = [
	{
		says: 'holds every file that the sources give',
		problemsOf: (it) => [...neededFiles(it)].filter((path) => !it.files.has(path)),
	},
	{
		says: 'holds nothing else',
		problemsOf: (it) => {
			const needed = neededFiles(it);
			return [...it.files.keys()].filter((path) => !needed.has(path));
		},
	},
	{
		says: `takes at most ${MOST_BYTES / 1_000_000} MB`,
		problemsOf: ({ files }) => {
			const bytes = bytesOf(files);
			return bytes <= MOST_BYTES ? [] : [`${bytes} bytes; most in ${largest(files)}`];
		},
	},
	{
		says: 'can be read: no line of JavaScript is longer than 1,000 characters',
		problemsOf: longLineProblems,
	},
	{
		says: 'has a map for each file of JavaScript, with the source in it',
		problemsOf: mapProblems,
	},
	{
		says: 'leads from a thrown error to the line of the sources that throws it',
		problemsOf: stackProblems,
	},
	{
		says: 'has nodes and credentials, each where its n8n section says, in strict mode',
		problemsOf: ({ files, manifest: { n8n = {} } }) => {
			const { nodes = [], credentials = [], strict } = n8n;
			return [
				...[...nodes, ...credentials].filter((path) => !files.has(path)),
				...problem(nodes.length === 0, 'no node'),
				...problem(credentials.length === 0, 'no credential'),
				...problem(strict !== true, 'strict is not true'),
			];
		},
	},
	{
		says: 'needs nothing but n8n-workflow, which n8n has',
		problemsOf: ({ manifest }) => [
			...Object.keys(manifest.dependencies ?? {}),
			...Object.keys(manifest.optionalDependencies ?? {}),
			...(manifest.bundledDependencies ?? manifest.bundleDependencies ?? []),
			...problem(
				JSON.stringify(manifest.peerDependencies) !== '{"n8n-workflow":"*"}',
				`peerDependencies: ${JSON.stringify(manifest.peerDependencies)}`,
			),
		],
	},
	{
		says: 'runs no script at its installation',
		problemsOf: ({ manifest }) =>
			Object.keys(manifest.scripts ?? {}).filter((name) => LIFECYCLE.test(name)),
	},
	{
		says: 'overrides no version of other packages',
		problemsOf: ({ manifest }) => ['overrides', 'resolutions'].filter((field) => field in manifest),
	},
	{
		says: 'is found by n8n and free to use: its keyword, and MIT',
		problemsOf: ({ folder, manifest }) => [
			...problem(!manifest.keywords?.includes(KEYWORD), `no keyword ${KEYWORD}`),
			...problem(manifest.license !== 'MIT', `license: ${manifest.license}`),
			...problem(!textOf(folder, 'LICENSE.md').includes('MIT License'), 'LICENSE.md is not MIT'),
		],
	},
	{
		says: 'loads in a bare folder with only n8n-workflow beside it',
		problemsOf: ({ types }) => (typeof types === 'string' ? [types] : []),
	},
	{
		says: 'is loaded by n8n 2.x and 1.x, with words to search for',
		problemsOf: n8nProblems,
	},
	{
		says: 'has a square SVG icon, light and dark, for each node and credential',
		problemsOf: iconProblems,
	},
	{
		says: 'has a codex file that is the node’s own, with words to search for',
		problemsOf: codexProblems,
	},
	{
		says: 'is no finding of n8n’s scanner',
		problemsOf: ({ folder }) => scan(folder, 'package'),
	},
	{
		says: 'comes from sources that are no finding of n8n’s scanner',
		problemsOf: () => scan(ROOT, 'source'),
	},
];

/** How many bytes these files are. */
export function bytesOf(files: UnpackedPackage['files']): number {
	return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function largest(files: UnpackedPackage['files']): string {
	const sorted = [...files].sort(([, one], [, other]) => other - one);
	return sorted
		.slice(0, 5)
		.map(([path, bytes]) => `${path} ${bytes}`)
		.join(', ');
}

const problem = (isThere: boolean, text: string): string[] => (isThere ? [text] : []);
