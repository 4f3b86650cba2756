import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** The demo as a process of its own. */
export interface DemoProcess {
	process: ChildProcess;
	ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
}

/** Starts the demo as `npm run demo` does after the build, with no terminal, and without keys but those in `env`. */
export function startDemo(options: string[], env: Record<string, string> = {}): DemoProcess {
	const { JUMDATA_APP_ID, JUMDATA_APP_SECRET, JUMDATA_BASE_URL, ...others } = process.env;
	const child = spawn(process.execPath, ['-r', 'tsx/cjs', 'demo/main.cts', ...options], {
		cwd: root,
		env: { ...others, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
	const ended = new Promise<Awaited<DemoProcess['ended']>>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
	});
	return { process: child, ended };
}
