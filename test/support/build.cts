import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(__dirname, '../../tools/build.cjs');

/** Sees to it that what is built is what the sources give, as every command that needs it does. */
export function build(): void {
	execFileSync(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit'] });
}
