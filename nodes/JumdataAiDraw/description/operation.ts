import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FIELDS } from '../rows/fields';
import { MENU, OPERATIONS } from '../rows/menu';

const menu: INodePropertyOptions[] = OPERATIONS.map((value) => {
	const { name, action, description } = MENU[value];
	return { value, name, action, description };
});

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
