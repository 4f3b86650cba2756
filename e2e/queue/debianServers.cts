import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnProcess, waitUntilReady } from '../server/ownProcess.cts';

/** A running Postgres or Redis. */
export interface Server {
	port: number;
	process: OwnProcess;
}

const toInstall = 'apt-get install postgresql redis-server';

/** Starts Postgres with an empty database `n8n`, whose user `n8n` needs no password. */
export async function startPostgres(
	port: number,
	logFolder: string,
): Promise<Server & { forget(): void }> {
	const bin = postgresPrograms();
	const account = postgresAccount();
	// Not in the project's folder: the account that Postgres runs as may have no right to go there.
	const folder = mkdtempSync(join(tmpdir(), 'n8n-postgres-'));
	const data = join(folder, 'data');
	mkdirSync(data);
	if (account) for (const each of [folder, data]) chownSync(each, account.uid, account.gid);
	const initialise = ['-D', data, '-U', 'n8n', '-A', 'trust', '--no-sync', '-E', 'UTF8'];
	execFileSync(join(bin, 'initdb'), initialise, { ...account, cwd: folder, stdio: 'pipe' });
	const own = new OwnProcess({
		name: 'Postgres',
		file: join(bin, 'postgres'),
		args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
		env: process.env,
		logFile: join(logFolder, 'postgres.log'),
		...account,
	});
	const onPort = ['-h', '127.0.0.1', '-p', String(port)];
	await waitUntilReady(own, async () => {
		execFileSync(join(bin, 'pg_isready'), onPort, { stdio: 'pipe' });
		return true;
	});
	execFileSync(join(bin, 'createdb'), [...onPort, '-U', 'n8n', 'n8n'], { stdio: 'pipe' });
	const forget = () => rmSync(folder, { recursive: true, force: true });
	return { port, process: own, forget };
}

/** Starts Redis, which keeps nothing on disk. */
export async function startRedis(port: number, logFolder: string): Promise<Server> {
	const own = new OwnProcess({
		name: 'Redis',
		file: 'redis-server',
		args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		env: process.env,
		logFile: join(logFolder, 'redis.log'),
	});
	own.exited.catch(() => console.error(`No redis-server here (Debian: ${toInstall})`));
	await waitUntilReady(own, async () => await isOpen(port));
	return { port, process: own };
}

function postgresPrograms(): string {
	const folder = '/usr/lib/postgresql';
	const versions = existsSync(folder)
		? readdirSync(folder).sort((a, b) => Number(a) - Number(b))
		: [];
	const latest = versions.at(-1);
	if (!latest) throw new Error(`No Postgres here (Debian: ${toInstall})`);
	return join(folder, latest, 'bin');
}

/** Postgres refuses to run as root; then it runs as the account that Debian's package makes. */
function postgresAccount(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

const isOpen = async (port: number) =>
	await new Promise<boolean>((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.end();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
