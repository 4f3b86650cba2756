import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Builds the package and packs it as `npm publish` would; gives the tarball's path. */
export function packNode(intoFolder: string): string {
	const modules = join(root, 'node_modules');
	run(process.execPath, join(root, 'tools/clean.cjs'));
	run(process.execPath, join(modules, 'typescript/bin/tsc'));
	run(process.execPath, join(modules, 'gulp/bin/gulp.js'), '--silent');
	mkdirSync(intoFolder, { recursive: true });
	const [{ filename }] = JSON.parse(
		run('npm', 'pack', '--json', '--loglevel=error', '--pack-destination', intoFolder),
	) as Array<{ filename: string }>;
	return join(intoFolder, filename);
}

/** Unpacks a tarball into a folder, which afterwards holds it and nothing else. */
export function unpackNode(tarball: string, folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	run('tar', '-xzf', tarball, '-C', folder, '--strip-components=1');
}

const run = (file: string, ...args: string[]) =>
	execFileSync(file, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
