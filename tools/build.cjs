// Builds `dist` as n8n-node does, unless it is there already. It is made of a copy of the sources and put in place file
// by file, so that builds at the same time, and whoever loads `dist` meanwhile, do not disturb each other.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} = require('node:fs');
const { dirname, join, relative } = require('node:path');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const TOOLS = [['typescript/bin/tsc'], ['gulp/bin/gulp.js', '--silent']];
const SHIPPED = ['credentials', 'nodes'];
const SOURCES = [...SHIPPED, 'gulpfile.js', 'package-lock.json', 'tsconfig.json'];

/** The digest of what a build took and gave. */
const STAMP = '.digest';

/** The files among `names`, or below them where they are folders. */
function filesOf(folder, names) {
	return names
		.map((name) => join(folder, name))
		.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : path))
		.map((path) => relative(folder, path))
		.sort();
}

function filesBelow(path) {
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

function digestOf(sources, built) {
	const digest = createHash('sha256');
	for (const [folder, names] of [
		[sources, SOURCES],
		[built, SHIPPED],
	]) {
		for (const file of filesOf(folder, names)) {
			digest
				.update(`${file}\0`)
				.update(readFileSync(join(folder, file)))
				.update('\0');
		}
	}
	return digest.digest('hex');
}

function isBuilt() {
	try {
		return readFileSync(join(dist, STAMP), 'utf8') === digestOf(root, dist);
	} catch (error) {
		if (error.code === 'ENOENT') return false;
		throw error;
	}
}

function build() {
	mkdirSync(dist, { recursive: true });
	const copy = mkdtempSync(join(dist, '.build-'));
	try {
		for (const name of SOURCES) cpSync(join(root, name), join(copy, name), { recursive: true });
		if (!TOOLS.every((tool) => isRun(tool, copy))) {
			process.exitCode = 1;
			return;
		}
		const made = join(copy, 'dist');
		writeFileSync(join(made, STAMP), digestOf(copy, made));
		putInPlace(made);
	} finally {
		rmSync(copy, { recursive: true });
	}
}

/** Whether a tool did its work; what it says goes to the errors, since callers print results. */
function isRun([tool, ...parameters], cwd) {
	const words = [join(root, 'node_modules', tool), ...parameters];
	return spawnSync(process.execPath, words, { cwd, stdio: ['ignore', 2, 2] }).status === 0;
}

/** A file is replaced at once, never half; what the build did not make goes; the stamp comes last. */
function putInPlace(made) {
	const files = filesOf(made, SHIPPED);
	for (const file of [...files, STAMP]) {
		mkdirSync(dirname(join(dist, file)), { recursive: true });
		renameSync(join(made, file), join(dist, file));
	}
	for (const file of filesOf(dist, SHIPPED)) {
		if (!files.includes(file)) rmSync(join(dist, file), { force: true });
	}
}

if (!isBuilt()) build();
