// Installs the development packages when they are missing or older than the lock file, so that every
// command of the README works in a fresh clone. (npm's own pre-scripts are switched off in .npmrc.)
const { execSync } = require('node:child_process');
const { existsSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const installed = join(root, 'node_modules', '.package-lock.json');
const wanted = join(root, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
	console.error('Installing the development packages (once, some two minutes) …');
	execSync('npm ci --no-progress --loglevel=error', { cwd: root, stdio: ['ignore', 2, 2] });
}
