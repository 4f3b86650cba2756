import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Sees to it that there is a built node to run or to pack. */
export function buildIfMissing(): void {
	if (existsSync(join(root, 'dist/nodes/JumdataAiDraw/JumdataAiDraw.node.js'))) return;
	for (const tool of ['typescript/bin/tsc', 'gulp/bin/gulp.js']) {
		execFileSync(process.execPath, [require.resolve(tool)], { cwd: root });
	}
}
