import 'reflect-metadata';
import { createRequire } from 'node:module';

/** The part of n8n's dependency injection container that the harness needs. */
export interface ServiceContainer {
	get<T>(type: abstract new (...parameters: never[]) => T): T;
	set(type: unknown, instance: unknown): void;
	reset(): void;
}

/**
 * Loads a package as n8n-core itself would: npm nests several copies of n8n's packages, and a service
 * that is set in another copy's container is never found by the engine.
 */
const requireAsCore = createRequire(require.resolve('n8n-core'));

const { version } = requireAsCore('../package.json') as { version: string };

/** The version of n8n-core that is loaded. */
export const coreVersion = version;

/** Whether the engine is of n8n 1.x, whose `WorkflowExecute.run` takes its arguments one by one. */
export const isFirstGeneration = version.startsWith('1.');

/** The container from which n8n-core takes its services. */
export const container = (requireAsCore('@n8n/di') as { Container: ServiceContainer }).Container;

/** The class under which n8n-core asks the container for its logger. */
export const LoggerService = (requireAsCore('@n8n/backend-common') as { Logger: unknown }).Logger;

const ssh = requireAsCore('./execution-engine/ssh-clients-manager') as {
	SSHClientsManager: unknown;
};

/** The class of n8n's pool of SSH connections, which every node's helpers ask for. */
export const SshClientsService = ssh.SSHClientsManager;
