import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { n8nCommand, nodeOfN8n } from '../installTools.cts';
import { OwnProcess, waitUntilReady } from './ownProcess.cts';
import { unpackNode } from './packedNode.cts';

/** What one process of n8n is started with. */
export interface N8nOptions {
	/** Everything that n8n keeps is in here; it is also its home folder. */
	folder: string;
	/** The packed node, as it would be published. */
	tarball: string;
	logFile: string;
	port: number;
	/** The port between n8n and the process that runs its Code nodes. */
	brokerPort: number;
	kind?: 'start' | 'worker';
	env?: NodeJS.ProcessEnv;
}

/** A process of n8n that is ready, and its address. */
export interface N8nServer {
	url: string;
	process: OwnProcess;
}

const outsideCalls = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_PYTHON_ENABLED',
];

/** Starts n8n on this machine only, with the packed node as an installed community package; no call leaves it. */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { folder, tarball, logFile, port, kind = 'start' } = options;
	mkdirSync(folder, { recursive: true });
	await unpackNode(tarball, join(folder, '.n8n/nodes/node_modules/n8n-nodes-jumdata'));
	const own = new OwnProcess({
		name: `n8n ${kind}`,
		file: nodeOfN8n(),
		args: [n8nCommand, kind],
		env: environment(options),
		logFile,
	});
	const url = `http://127.0.0.1:${port}`;
	await waitUntilReady(own, async () => (await fetch(`${url}/healthz/readiness`)).ok);
	return { url, process: own };
}

function environment({ folder, port, brokerPort, env }: N8nOptions): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(N8N|DB|NODE|npm)_/i.test(name),
	);
	return {
		...Object.fromEntries(inherited),
		...Object.fromEntries(outsideCalls.map((name) => [name, 'false'])),
		HOME: folder,
		N8N_USER_FOLDER: folder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'instance-ai,mcp-registry',
		...env,
	};
}
