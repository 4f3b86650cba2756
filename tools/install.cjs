// Installs the development packages when they are missing or not those of the lock file, so that every
// command of the README works in a fresh clone. (npm's own pre-scripts are switched off in .npmrc.)
const { execSync } = require('node:child_process');
const { existsSync, lstatSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const folder = join(root, 'node_modules');
const installed = join(folder, '.package-lock.json');

const packagesOf = (lock) => JSON.parse(readFileSync(lock, 'utf8')).packages;

/** Whether each package of the lock file is there in its version; optional ones depend on the machine. */
function isComplete() {
	if (!existsSync(installed)) return false;
	const there = packagesOf(installed);
	const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')));
	return wanted.every(([path, { version, optional }]) =>
		there[path] ? there[path].version === version : path === '' || optional === true,
	);
}

if (!isComplete()) {
	// npm would empty the folder behind the link, which somebody else may be using.
	if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
		throw new Error('node_modules is a link to a folder without the packages of package-lock.json');
	}
	console.error('Installing the development packages (once, some two minutes) …');
	execSync('npm ci --no-progress --loglevel=error', { cwd: root, stdio: ['ignore', 2, 2] });
}
