import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FIELDS } from '../rows/fields';
import { type OperationName, OPERATIONS } from '../rows/options';

interface MenuEntry {
	name: string;
	/** What n8n's node panel offers. */
	action: string;
	description: string;
}

const ENTRIES: Record<OperationName, MenuEntry> = {
	generateAndWait: {
		name: 'Generate and Wait',
		action: 'Generate images from a text and wait for them',
		description:
			'Generate images from a text, wait until they are done, and fetch them. Costs money per image.',
	},
	getBalance: {
		name: 'Get Balance',
		action: 'Get the balance of the account or of a product',
		description: 'Get the money of the Jumdata account, or the calls left of one product. Free.',
	},
	query: {
		name: 'Query',
		action: 'Query a task and fetch its images',
		description:
			'Check a task that was submitted earlier, and fetch its images once it is done. Free.',
	},
	submit: {
		name: 'Submit',
		action: 'Submit a text without waiting for its images',
		description:
			'Start a task and get its ID at once; fetch the images later with Query. Costs money per image.',
	},
};

const menu: INodePropertyOptions[] = OPERATIONS.map((value) => ({ value, ...ENTRIES[value] }));

/** The operation menu. */
export const operation: INodeProperties = {
	displayName: FIELDS.operation,
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: menu,
	default: 'generateAndWait',
};

const subtitles = menu.map(({ value, name }) => [value, name.toLowerCase()]);

/** The words below the node's name on the canvas: its operation, as the menu calls it. */
export const subtitle = `={{ ${JSON.stringify(Object.fromEntries(subtitles))}[$parameter["operation"]] }}`;
