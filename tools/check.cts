import { spawnSync } from 'node:child_process';
import { bytesOf, CLAIMS } from './package/claims.cts';
import { packAndUnpack, ROOT } from './package/unpacked.cts';

/** What the sources must pass before it is worth packing them, as npm scripts, quick ones first. */
const STEPS: Array<[name: string, script: string, ...parameters: string[]]> = [
	['format', 'format:check'],
	['lint', 'lint'],
	['build', 'build'],
];

/** Checks that the package is ready to be published: the sources first, then the tarball itself. */
function main(): void {
	for (const [name, ...script] of STEPS) {
		const beganMs = Date.now();
		const isPassed = spawnSync('npm', ['run', '--silent', ...script], {
			cwd: ROOT,
			stdio: 'inherit',
		});
		const seconds = ((Date.now() - beganMs) / 1000).toFixed(0);
		console.log(`${isPassed.status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
		if (isPassed.status !== 0) process.exit(1);
	}
	if (!isPackageReady()) process.exit(1);
}

/** Packs what was built, and prints which claims are true of it. */
function isPackageReady(): boolean {
	const { unpacked, remove } = packAndUnpack();
	try {
		const { files, manifest } = unpacked;
		console.log(
			`\n${manifest.name} ${manifest.version}: ${files.size} files, ${bytesOf(files)} bytes`,
		);
		const failed = CLAIMS.filter(({ says, problemsOf }) => {
			const problems = problemsOf(unpacked);
			console.log(`${problems.length === 0 ? '✓' : '✗'} It ${says}`);
			for (const problem of problems) console.log(`    ${problem}`);
			return problems.length > 0;
		});
		return failed.length === 0;
	} finally {
		remove();
	}
}

main();
