import type { INodeProperties } from 'n8n-workflow';
import { type Option, OPTIONS } from '../rows/options';

/**
 * Keeps what is saved as it is. Of options that are one expression as a whole, as imported JSON may have
 * them, n8n makes an empty collection before the node runs, and every limit in them would be gone.
 */
export const savedOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: {},
};

/** The collection of options, made from the one table that the node reads them by. */
export const optionFields: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: Object.entries(OPTIONS).map(([name, option]) => optionField(name, option)),
};

function optionField(name: string, { operations, options, ...shown }: Option): INodeProperties {
	return {
		...shown,
		name,
		...(options && { options: [...options] }),
		displayOptions: { show: { '/operation': [...operations] } },
	};
}
