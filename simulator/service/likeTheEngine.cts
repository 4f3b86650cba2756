import type { ServiceOptions } from './options.cts';

/**
 * What is publicly known of the engine behind the service, as far as it is everyday: small limits, signed
 * addresses for a day, JPEG files, ids as integers, and now and then a blocked image.
 */
export const likeTheEngine: Partial<ServiceOptions> = {
	submitsPerSecond: 1,
	queriesPerSecond: 2,
	slots: 2,
	maxUnfinished: 2,
	blockChance: 0.1,
	taskIdForm: 'number',
	engineKeys: true,
	addressKind: 'bce',
	addressLifeSeconds: 24 * 60 * 60,
	imageFormat: 'jpeg',
};
