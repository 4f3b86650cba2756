import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import { PAGES, ROOT } from './pages.cts';

const scripts: Record<string, string> = manifest.scripts;

const workflows = [
	'.github/workflows/ci.yml',
	'.github/workflows/publish.yml',
	'.ci/run',
	'tools/check.cts',
];
const texts = [...PAGES.map(({ text }) => text), ...workflows.map(textOf)];

/** The scripts that the documentation and the workflows name. */
const named = new Set(
	texts.flatMap((text) =>
		[...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:-]*)|(test)\b)/g)].map(
			([, run, test]) => run ?? test,
		),
	),
);

function textOf(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** The files of ours, and the programs of others, that a script starts. */
function startedBy(script: string): { files: string[]; programs: string[] } {
	const commands = scripts[script].split('&&').map((command) => command.trim().split(/\s+/));
	const starts = commands.map((words) => words.filter((word) => !/^[A-Z_]+=/.test(word)));
	return {
		files: starts.flatMap(([program, ...words]) =>
			program === 'node' ? words.filter((word) => /[.]c[jt]s$/.test(word)) : [],
		),
		programs: starts.map(([program]) => program).filter((it) => it !== 'node' && it !== 'npm'),
	};
}

describe('a command that the documentation names', () => {
	it('is found by this test', () => {
		expect([...named]).toEqual(expect.arrayContaining(['check', 'demo', 'e2e', 'editor', 'test']));
	});

	it.each([...named])('exists, and so does what it starts: %s', (name) => {
		expect(scripts).toHaveProperty([name]);
		const { files, programs } = startedBy(name);
		for (const file of files) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
		for (const program of programs) {
			const path = join(ROOT, 'node_modules/.bin', program);
			expect([program, existsSync(path)]).toEqual([program, true]);
		}
	});

	it.each(Object.keys(scripts))('installs what it needs before anything else: %s', (name) => {
		expect(scripts[name]).toMatch(/^node tools\/install\.cjs && /);
	});

	it.each(['demo', 'simulator', 'bench'])('tells of its options: %s', (name) => {
		const program = startedBy(name).files.at(-1)!;
		const words = ['-r', 'tsx/cjs', program, '--help'];
		const { status, stdout } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
		expect(status).toBe(0);
		expect(stdout).toContain(`npm run ${name} --`);
	});

	it.each(['check', 'test', 'bench', 'demo'])(
		'is run with nothing built before a change lands: %s',
		(name) => {
			expect(textOf('.ci/run')).toMatch(
				new RegExp(`^step '${name}' unbuilt npm (run --silent )?${name}\\b`, 'm'),
			);
		},
	);

	it('is the first that is run there: the test', () => {
		expect(/^step .*$/m.exec(textOf('.ci/run'))?.[0]).toMatch(/ unbuilt npm test\b/);
	});
});
