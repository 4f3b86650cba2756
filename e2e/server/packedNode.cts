import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './runTool.cts';

const root = join(__dirname, '..', '..');

/** What the package is made from. */
const sources = [
	'credentials',
	'nodes',
	'gulpfile.js',
	'index.js',
	'package.json',
	'tsconfig.json',
];

/** Builds the package and packs it as `npm publish` would; gives the tarball's path. */
export async function packNode(intoFolder: string): Promise<string> {
	await run(process.execPath, join(root, 'tools/build.cjs'));
	mkdirSync(intoFolder, { recursive: true });
	await run('npm', 'pack', '--loglevel=error', '--pack-destination', intoFolder);
	return tarballIn(intoFolder);
}

/** The same, unless the tarball that is there is newer than every source. */
export async function packChangedNode(intoFolder: string): Promise<string> {
	const tarball = tarballIn(intoFolder);
	const isNew = existsSync(tarball) && statSync(tarball).mtimeMs > Math.max(...changeTimes());
	return isNew ? tarball : await packNode(intoFolder);
}

/** Unpacks a tarball into a folder, which afterwards holds it and nothing else. */
export async function unpackNode(tarball: string, folder: string): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', '-xzf', tarball, '-C', folder, '--strip-components=1');
}

function tarballIn(folder: string): string {
	const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
	};
	return join(folder, `${name}-${version}.tgz`);
}

/** When each source was changed; a folder changes when a file in it comes or goes. */
function changeTimes(): number[] {
	const isFolder = (path: string) => statSync(path).isDirectory();
	const paths = sources
		.map((source) => join(root, source))
		.flatMap((path) => [path, ...(isFolder(path) ? below(path) : [])]);
	return paths.map((path) => statSync(path).mtimeMs);
}

const below = (folder: string) =>
	readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));

const run = async (file: string, ...args: string[]) => await runTool(file, args, root);
