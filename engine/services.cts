import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataConfig, BinaryDataService, InstanceSettings } from 'n8n-core';
import { LoggerProxy, type Logger } from 'n8n-workflow';
import { container, LoggerService, SshClientsService } from './core.cts';

/** Where pictures and other files go: base64 in the execution's data, or files on disk. */
export type BinaryDataMode = 'default' | 'filesystem';

/** What n8n's services are set up with. */
export interface ServiceOptions {
	logger: Logger;
	binaryDataMode: BinaryDataMode;
	storagePath?: string;
}

/** The services that are set up, and the way to take them down again. */
export interface Services {
	binaryData: BinaryDataService;
	remove(): Promise<void>;
}

/**
 * Sets up the services that n8n's server would: log, instance settings and the real binary data
 * service. Nothing is read from or written to the user's own n8n folder; a temporary folder stands in,
 * and goes with `remove()`. A `storagePath` of the caller's own stays.
 */
export async function setUpServices(options: ServiceOptions): Promise<Services> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-engine-'));
	const storagePath = options.storagePath ?? join(folder, 'storage');
	await mkdir(storagePath, { recursive: true });

	container.reset();
	container.set(LoggerService, options.logger);
	LoggerProxy.init(options.logger);
	// The real one's timer would keep the process alive on 1.x.
	container.set(SshClientsService, {});
	container.set(InstanceSettings, {
		n8nFolder: folder,
		staticCacheDir: join(folder, 'cache'),
		instanceId: 'engine',
		instanceType: 'main',
		encryptionKey: 'engine',
		hmacSignatureSecret: 'engine',
	});
	container.set(BinaryDataConfig, {
		mode: options.binaryDataMode,
		availableModes: ['filesystem'],
		localStoragePath: storagePath,
		signingSecret: 'engine',
		dbMaxFileSize: 512,
	});
	const binaryData = container.get(BinaryDataService);
	await binaryData.init();

	return {
		binaryData,
		remove: async () => await rm(folder, { recursive: true, force: true }),
	};
}
