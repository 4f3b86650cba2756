import { startSimulator } from '../simulator/server.cts';
import type { Account } from './account.cts';
import type { DemoOptions } from './options.cts';

/** Who draws. */
export interface Service {
	/** What the node's credential holds. */
	credential: { appId: string; appSecret: string; baseUrl?: string };
	isReal: boolean;
	close(): Promise<void>;
}

/** The service of `account`; without one a simulator, started here, whose limits the node will meet. */
export async function openService(
	account: Account | undefined,
	{ drawMs, plainPictures }: Pick<DemoOptions, 'drawMs' | 'plainPictures'>,
): Promise<Service> {
	if (account) return { credential: { ...account }, isReal: true, close: async () => {} };
	const simulator = await startSimulator({
		drawMs,
		plainPictures,
		drawSpread: 0.5,
		slots: 5,
		maxUnfinished: 6,
		requestsPerSecond: 8,
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
