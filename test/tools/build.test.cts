import { execFile } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { sourceFiles } from '../../tools/package/neededFiles.cts';
import { ROOT } from '../../tools/package/unpacked.cts';

const run = promisify(execFile);

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'build-'));
	for (const name of [
		'gulpfile.js',
		'package.json',
		'package-lock.json',
		'tsconfig.json',
		'tools/build.cjs',
	])
		cpSync(join(ROOT, name), join(root, name), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
});

afterEach(() => rmSync(root, { recursive: true }));

function smallProject(): void {
	write('credentials/Small.ts', 'export const one = 1;\n');
	write('nodes/Small/Small.node.ts', "export { one } from '../../credentials/Small';\n");
	write('nodes/Small/Small.node.json', '{}\n');
	write('nodes/Small/small.svg', '<svg/>\n');
}

function write(path: string, text: string): void {
	mkdirSync(join(root, path, '..'), { recursive: true });
	writeFileSync(join(root, path), text);
}

const build = async (project = root) =>
	await run(process.execPath, [join(project, 'tools/build.cjs')]);

/** Every file of the package that is built, with its text. */
function builtFiles(project = root): Record<string, string> {
	const files = ['dist/credentials', 'dist/nodes']
		.flatMap((folder) =>
			readdirSync(join(project, folder), { recursive: true, withFileTypes: true }),
		)
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
	return Object.fromEntries(
		files.map((path) => [relative(project, path), readFileSync(path, 'utf8')]),
	);
}

describe('the build', () => {
	it('gives what n8n’s own tool gives, and no less', async () => {
		for (const name of ['credentials', 'nodes'])
			cpSync(join(ROOT, name), join(root, name), { recursive: true });
		await build(ROOT);
		const ours = builtFiles(ROOT);
		const program = join(ROOT, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
		await run(process.execPath, [program, 'build'], { cwd: root });
		expect(builtFiles()).toEqual(ours);
		expect(Object.keys(ours).filter((path) => path.endsWith('.js'))).toHaveLength(
			sourceFiles().length,
		);
	});

	it('follows its sources, and is left alone where they are the same', async () => {
		smallProject();
		await build();
		const first = builtFiles();
		const madeAtMs = statSync(join(root, 'dist/nodes/Small/Small.node.js')).mtimeMs;
		await build();
		expect(statSync(join(root, 'dist/nodes/Small/Small.node.js')).mtimeMs).toBe(madeAtMs);

		write('credentials/Small.ts', 'export const one = 2;\n');
		rmSync(join(root, 'nodes/Small/Small.node.json'));
		await build();
		const second = builtFiles();
		expect(second['dist/credentials/Small.js']).toContain('exports.one = 2');
		expect(Object.keys(first).filter((path) => !(path in second))).toEqual([
			'dist/nodes/Small/Small.node.json',
		]);
	});

	it('mends what somebody changed in it', async () => {
		smallProject();
		await build();
		const whole = builtFiles();
		write('dist/nodes/Small/Small.node.js', '');
		write('dist/nodes/Old/Old.node.js', '');
		rmSync(join(root, 'dist/nodes/Small/small.svg'));
		await build();
		expect(builtFiles()).toEqual(whole);
	});

	it('is whole at any time for those who load it, however many build it at once', async () => {
		smallProject();
		await build();
		const path = join(root, 'dist/credentials/Small.js');
		const before = readFileSync(path, 'utf8');
		write('credentials/Small.ts', 'export const one = 2;\n');
		const seen = new Set<string>();
		const watch = setInterval(() => seen.add(readFileSync(path, 'utf8')), 1);
		await Promise.all([build(), build(), build()]).finally(() => clearInterval(watch));
		const after = readFileSync(path, 'utf8');
		expect(after).toContain('exports.one = 2');
		expect([...seen]).toEqual(expect.arrayContaining([before]));
		expect([before, after]).toEqual(expect.arrayContaining([...seen]));
		expect(readdirSync(join(root, 'dist')).sort()).toEqual(['.digest', 'credentials', 'nodes']);
	});

	it('fails and leaves what was there where the sources are wrong', async () => {
		smallProject();
		await build();
		const whole = builtFiles();
		write('credentials/Small.ts', 'export const one: string = 2;\n');
		await expect(build()).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining('TS2322'),
		});
		expect(builtFiles()).toEqual(whole);
	});
});
