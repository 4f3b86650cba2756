import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/server.cts';
import type { Credentials } from '../examples.cts';
import { freePorts } from '../server/freePorts.cts';
import { N8nClient } from '../server/n8nClient.cts';
import { startN8n, type N8nServer } from '../server/n8nServer.cts';
import { accountOf } from '../stage.cts';
import { startPostgres, startRedis } from './debianServers.cts';

/** n8n in queue mode: one main and its workers, which share a database, a queue and one Jumdata account. */
export interface Cluster {
	client: N8nClient;
	simulator: Simulator;
	credentials: Credentials;
	/** Those that are up and running. */
	workers: N8nServer[];
	/** Waits until there are two of them. */
	complete(): Promise<void>;
	/** Takes a worker that has ended off the list; another is on its way from now on. */
	replace(worker: N8nServer): void;
	close(): Promise<void>;
}

/** Where the processes keep their things and where they write, and the package that they load. */
export interface ClusterOptions {
	folder: string;
	logs: string;
	tarball: string;
}

/** What makes n8n run in queue mode, on every machine alike; a user's compose file sets the same. */
export const queueSettings = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '600',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_DATABASE: 'n8n',
	DB_POSTGRESDB_USER: 'n8n',
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
};

/** What each machine has its own values for. */
const ownSettings = (postgresPort: number, redisPort: number) => ({
	N8N_ENCRYPTION_KEY: 'the same for all',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_PASSWORD: 'not looked at',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
});

/** Short, so that a killed worker is missed after seconds and not after a minute and a half. */
const stallSettings = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** Starts Postgres, Redis, the main process and two workers. */
export async function startCluster({ folder, logs, tarball }: ClusterOptions): Promise<Cluster> {
	mkdirSync(logs, { recursive: true });
	const [postgresPort, redisPort, mainPort, mainBroker] = await freePorts(4);
	const postgres = await startPostgres(postgresPort, logs);
	const redis = await startRedis(redisPort, logs);
	const simulator = await startSimulator({
		plainPictures: true,
		drawMs: 1000,
		firstTaskNumber: Date.now(),
	});
	const env = { ...queueSettings, ...ownSettings(postgresPort, redisPort), ...stallSettings };
	const start = async (name: string, port: number, brokerPort: number) =>
		await startN8n({
			folder: join(folder, name),
			tarball,
			port,
			brokerPort,
			kind: name === 'main' ? 'start' : 'worker',
			logFile: join(logs, `${name}.log`),
			env: { ...env, QUEUE_HEALTH_CHECK_PORT: String(port) },
		});

	const main = await start('main', mainPort, mainBroker);
	const workers: N8nServer[] = [];
	let started = 0;
	const addWorker = async () => {
		const [port, brokerPort] = await freePorts(2);
		workers.push(await start(`worker-${++started}`, port, brokerPort));
	};
	await Promise.all([addWorker(), addWorker()]);

	let replacement = Promise.resolve();
	const replace = (worker: N8nServer) => {
		workers.splice(workers.indexOf(worker), 1);
		replacement = addWorker();
		// Whoever needs it hears of it.
		replacement.catch(() => undefined);
	};

	const client = new N8nClient(main.url);
	await client.logIn();
	const name = 'Jumdata (simulator)';
	const id = await client.saveCredential(name, 'jumdataApi', accountOf(simulator));
	return {
		client,
		simulator,
		credentials: { jumdataApi: { id, name } },
		workers,
		complete: async () => await replacement,
		replace,
		close: async () => {
			await replacement.catch(() => undefined);
			await Promise.all([...workers, main].map(async (each) => await each.process.stop()));
			await Promise.all([postgres, redis].map(async (each) => await each.process.stop()));
			postgres.forget();
			await simulator.close();
		},
	};
}
