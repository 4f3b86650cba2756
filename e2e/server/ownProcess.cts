import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** What is started, with its whole environment. */
export interface Command {
	name: string;
	file: string;
	args: string[];
	env: NodeJS.ProcessEnv;
	/** Where its output goes. */
	logFile: string;
	/** Who it runs as, if not as the caller. */
	uid?: number;
	gid?: number;
}

const graceMs = 15_000;
const living = new Set<OwnProcess>();
const told = new AbortController();

/** Fires when we are told to end, by Ctrl-C or otherwise: what fails from then on is no news. */
export const toldToEnd = told.signal;

/** Sees to it that no process of ours outlives us: Ctrl-C asks them to end, a second one makes them. */
export function endTogether(): void {
	process.on('exit', () => living.forEach((own) => own.signal('SIGKILL')));
	const end = async () => {
		told.abort();
		console.log('\nEnding …');
		process.once('SIGINT', () => process.exit(130));
		await Promise.all([...living].map(async (own) => await own.stop()));
		process.exit(130);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end());
}

/** A process of our own with its children: it is ended by its id, and its output is kept. */
export class OwnProcess {
	readonly exited: Promise<void>;

	private readonly child: ChildProcess;

	constructor(readonly command: Command) {
		const { file, args, env, logFile, uid, gid } = command;
		const log = openSync(logFile, 'a');
		// A group of its own: Ctrl-C in the terminal reaches only us, and we end the group in order.
		this.child = spawn(file, args, { env, uid, gid, detached: true, stdio: ['ignore', log, log] });
		closeSync(log);
		living.add(this);
		this.exited = new Promise((resolve, reject) => {
			this.child.once('exit', () => {
				living.delete(this);
				resolve();
			});
			this.child.once('error', reject);
		});
		this.exited.catch(() => undefined);
	}

	get isRunning(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	/** All that it has written so far. */
	get log(): string {
		return readFileSync(this.command.logFile, 'utf8');
	}

	/** Asks it to end, and makes it end if it does not. */
	async stop(): Promise<void> {
		this.signal('SIGTERM');
		const late = setTimeout(() => this.signal('SIGKILL'), graceMs);
		await this.exited.catch(() => undefined);
		clearTimeout(late);
		this.signal('SIGKILL');
	}

	/** Ends it in mid-sentence, as a crash or a lack of memory does. */
	async kill(): Promise<void> {
		this.signal('SIGKILL');
		await this.exited.catch(() => undefined);
	}

	/** Sends a signal to it and to its children. */
	signal(signal: NodeJS.Signals): void {
		const { pid } = this.child;
		if (pid === undefined) return;
		try {
			process.kill(-pid, signal);
		} catch {
			// The whole group is gone already.
		}
	}
}

/** Waits until `isReady` says yes; fails with the end of the log if the process ends before, or takes too long. */
export async function waitUntilReady(
	own: OwnProcess,
	isReady: () => Promise<boolean>,
	patienceMs = 240_000,
): Promise<void> {
	const { name, logFile } = own.command;
	const deadline = Date.now() + patienceMs;
	while (!(await isReady().catch(() => false))) {
		const trouble = !own.isRunning ? 'ended' : Date.now() > deadline ? 'is not ready' : undefined;
		if (trouble)
			throw new Error(`${name} ${trouble}. Its log (${logFile}) ends:\n${lastLines(own)}`);
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

/** The end of what a process wrote. */
export const lastLines = (own: OwnProcess, count = 20) =>
	own.log.trimEnd().split('\n').slice(-count).join('\n');
