import { spawn } from 'node:child_process';
import { toldToEnd } from './ownProcess.cts';

/** Runs a program to its end and gives what it wrote; its complaints are shown. It ends when we are told to end. */
export async function runTool(file: string, args: string[], cwd: string): Promise<string> {
	const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], signal: toldToEnd });
	const chunks: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	await new Promise<void>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`Failed: ${[file, ...args].join(' ')}`)),
		);
	});
	return Buffer.concat(chunks).toString('utf8');
}
