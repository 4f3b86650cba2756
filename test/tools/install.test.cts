import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const program = join(__dirname, '../../tools/install.cjs');

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'install-'));
	mkdirSync(join(root, 'tools'));
	mkdirSync(join(root, 'bin'));
	cpSync(program, join(root, 'tools/install.cjs'));
	const npm = join(root, 'bin/npm');
	writeFileSync(npm, `#!/bin/sh\necho "$@" > '${join(root, 'installed')}'\n`);
	chmodSync(npm, 0o755);
});

afterEach(() => rmSync(root, { recursive: true }));

/** The lock file asks for `wanted`, and `there` lies in node_modules: versions by name. */
function project(wanted: Record<string, string>, there?: Record<string, string>): void {
	writeLock('package-lock.json', wanted);
	if (!there) return;
	mkdirSync(join(root, 'node_modules'));
	writeLock('node_modules/.package-lock.json', there);
}

function writeLock(path: string, versions: Record<string, string>): void {
	const packages = Object.entries(versions).map(([name, version]) => [
		name,
		{ version, ...(name.startsWith('maybe') && { optional: true }) },
	]);
	writeFileSync(join(root, path), JSON.stringify({ packages: Object.fromEntries(packages) }));
}

/** Runs the step that every npm script begins with; tells whether it installed, and how it ended. */
function install(): { isInstalled: boolean; status: number | null } {
	const { status } = spawnSync(process.execPath, [join(root, 'tools/install.cjs')], {
		env: { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` },
	});
	return { isInstalled: existsSync(join(root, 'installed')), status };
}

const INSTALLED = { isInstalled: true, status: 0 };
const LEFT_ALONE = { isInstalled: false, status: 0 };

describe('the packages for development', () => {
	it('are installed in a fresh clone', () => {
		project({ jest: '1.0.0' });
		expect(install()).toEqual(INSTALLED);
	});

	it('are installed anew where a version is another', () => {
		project({ jest: '1.0.1' }, { jest: '1.0.0' });
		expect(install()).toEqual(INSTALLED);
	});

	it('are installed anew where one is missing', () => {
		project({ jest: '1.0.0', tsx: '1.0.0' }, { jest: '1.0.0' });
		expect(install()).toEqual(INSTALLED);
	});

	it('are left alone where they are those of the lock file, whatever the dates of the files', () => {
		project({ jest: '1.0.0', 'maybe-for-mac': '1.0.0' }, { jest: '1.0.0' });
		expect(install()).toEqual(LEFT_ALONE);
	});

	it('are never installed through a link, which would empty the folder behind it', () => {
		project({ jest: '1.0.1' }, { jest: '1.0.0' });
		renameSync(join(root, 'node_modules'), join(root, 'elsewhere'));
		symlinkSync('elsewhere', join(root, 'node_modules'));
		expect(install()).toEqual({ isInstalled: false, status: 1 });
	});
});
