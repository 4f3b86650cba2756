import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { n8nCommand, toolsFolder } from '../installTools.cts';
import { queueSettings } from '../queue/cluster.cts';
import type { Check } from './check.cts';

interface ComposeFile {
	services: Record<string, ComposeService>;
	volumes: Record<string, unknown>;
}

interface ComposeService {
	image: string;
	command?: string;
	environment?: Record<string, string>;
	volumes?: string[];
	depends_on?: string[] | Record<string, { condition: string }>;
	healthcheck?: object;
	stop_grace_period?: string;
}

const file = join(toolsFolder, '..', 'examples/queue-mode/docker-compose.yml');

/** The compose file that users get, read as YAML and held against n8n and against what was tried here. */
export function composeChecks(): Check[] {
	// n8n's own parser, so that none has to be installed.
	const { parse } = createRequire(n8nCommand)('yaml') as {
		parse(text: string, options: { merge: boolean }): ComposeFile;
	};
	const { services, volumes } = parse(readFileSync(file, 'utf8'), { merge: true });
	const { n8n, worker } = services;

	return [
		{
			name: 'the compose file sets what the cluster here sets, with names that n8n knows',
			run: async () => {
				const set = n8n.environment ?? {};
				assert.deepEqual(worker.environment, set, 'main and workers are set alike');
				const { DB_POSTGRESDB_HOST, QUEUE_BULL_REDIS_HOST, ...rest } = set;
				for (const host of [DB_POSTGRESDB_HOST, QUEUE_BULL_REDIS_HOST])
					assert.ok(host in services, `${host} is a service`);
				const secrets = ['N8N_ENCRYPTION_KEY', 'DB_POSTGRESDB_PASSWORD'];
				for (const name of secrets) assert.match(rest[name], /^\$\{\w+:\?/, name);
				const common = Object.entries(rest).filter(([name]) => !secrets.includes(name));
				assert.deepEqual(Object.fromEntries(common), queueSettings);
				const known = namesThatN8nReads();
				for (const name of Object.keys(set)) assert.ok(known.has(name), `n8n reads ${name}`);
			},
		},
		{
			name: 'the compose file holds together',
			run: async () => {
				const { version } = createRequire(n8nCommand)('../package.json') as { version: string };
				for (const { image } of [n8n, worker]) assert.ok(image.endsWith(`:${version}`), image);
				assert.match(String(worker.command), /^worker\b/);
				const database = services.postgres.environment ?? {};
				const { DB_POSTGRESDB_DATABASE, DB_POSTGRESDB_USER } = n8n.environment ?? {};
				assert.equal(database.POSTGRES_DB, DB_POSTGRESDB_DATABASE);
				assert.equal(database.POSTGRES_USER, DB_POSTGRESDB_USER);
				assert.equal(database.POSTGRES_PASSWORD, n8n.environment?.DB_POSTGRESDB_PASSWORD);
				assert.ok(
					minutes(n8n.stop_grace_period) * 60 > Number(queueSettings.N8N_GRACEFUL_SHUTDOWN_TIMEOUT),
					'Docker waits longer than n8n',
				);
				for (const [name, service] of Object.entries(services)) {
					for (const volume of service.volumes ?? [])
						assert.ok(volume.split(':')[0] in volumes, `${name}: ${volume}`);
					const needs = service.depends_on ?? {};
					for (const needed of Array.isArray(needs) ? needs : Object.keys(needs))
						assert.ok(services[needed], `${name} depends on ${needed}`);
				}
				for (const [needed, { condition }] of Object.entries(n8n.depends_on ?? {})) {
					assert.equal(condition, 'service_healthy');
					assert.ok(services[needed].healthcheck, `${needed} says when it is healthy`);
				}
			},
		},
	];
}

const minutes = (duration = '') => Number(/^(\d+)m$/.exec(duration)?.[1]);

/** Every word in n8n's own code that looks like an environment variable. */
function namesThatN8nReads(): Set<string> {
	const folders = ['n8n/dist', '@n8n/config/dist'].map((name) =>
		join(toolsFolder, 'node_modules', name),
	);
	const scripts = folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true })
			.map(String)
			.filter((name) => name.endsWith('.js'))
			.map((name) => join(folder, name)),
	);
	const words = scripts.flatMap(
		(script) => readFileSync(script, 'utf8').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [],
	);
	return new Set(words);
}
