import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { OperationName } from '../rows/options';

const menu: Array<INodePropertyOptions & { value: OperationName }> = [
	{
		name: 'Generate and Wait',
		value: 'generateAndWait',
		action: 'Generate images from a text and wait for them',
		description:
			'Draw images from a text, wait until they are done, and fetch them. Costs money per image.',
	},
	{
		name: 'Get Balance',
		value: 'getBalance',
		action: 'Get the balance of the account',
		description: 'Ask how much money the Jumdata account has left. Free.',
	},
	{
		name: 'Query',
		value: 'query',
		action: 'Query a task and fetch its images',
		description:
			'Look at a task that was submitted earlier and fetch its images once they are done. Free.',
	},
	{
		name: 'Submit',
		value: 'submit',
		action: 'Submit a text to be drawn without waiting',
		description:
			'Start drawing and get the task ID at once; Query fetches the images later. Costs money per image.',
	},
];

/** The operation menu. */
export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: menu,
	default: 'generateAndWait',
};
