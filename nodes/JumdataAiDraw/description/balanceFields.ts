import type { INodeProperties } from 'n8n-workflow';
import { FIELDS } from '../rows/fields';

/** What Get Balance asks for. */
export const balanceFields: INodeProperties[] = [
	{
		displayName: FIELDS.balanceOf,
		name: 'balanceOf',
		type: 'options',
		options: [
			{ name: 'Account', value: 'account', description: 'How much money the account has left' },
			{
				name: 'Product',
				value: 'product',
				description: 'How many calls of one product are left, and when they end',
			},
		],
		default: 'account',
		description: 'What to get the balance of',
		displayOptions: { show: { operation: ['getBalance'] } },
	},
	{
		displayName: FIELDS.productCode,
		name: 'productCode',
		type: 'string',
		default: '',
		required: true,
		description:
			'Which product to ask for: its number (产品编号) in your account at my.jumdata.com',
		displayOptions: { show: { operation: ['getBalance'], balanceOf: ['product'] } },
	},
];
