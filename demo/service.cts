import { startSimulator } from '../simulator/server.cts';
import { likeTheEngine, type ServiceOptions } from '../simulator/service.cts';
import type { Account } from './account.cts';
import type { DemoOptions } from './options.cts';

/** Who draws. */
export interface Service {
	/** What the node's credential holds. */
	credential: { appId: string; appSecret: string; baseUrl?: string };
	isReal: boolean;
	close(): Promise<void>;
}

const easygoing: Partial<ServiceOptions> = { slots: 5, maxUnfinished: 6, requestsPerSecond: 8 };

/** The service of `account`; without one a simulator, started here, whose limits the node will meet. */
export async function openService(
	account: Account | undefined,
	options: Pick<DemoOptions, 'drawMs' | 'plainPictures' | 'likeTheEngine'>,
): Promise<Service> {
	if (account) return { credential: { ...account }, isReal: true, close: async () => {} };
	const simulator = await startSimulator({
		drawMs: options.drawMs,
		plainPictures: options.plainPictures,
		drawSpread: 0.5,
		...(options.likeTheEngine ? likeTheEngine : easygoing),
		// Every demo has task ids of its own.
		firstTaskNumber: Date.now(),
	});
	const { appId, appSecret } = simulator.service.options;
	return {
		credential: { appId, appSecret, baseUrl: simulator.apiUrl },
		isReal: false,
		close: async () => await simulator.close(),
	};
}
