import type { INodeProperties } from 'n8n-workflow';
import { balanceFields } from './balanceFields';
import { fetchFields } from './fetchFields';
import { operation } from './operation';
import { optionFields, savedOptions } from './optionFields';
import { promptFields } from './promptFields';

export { subtitle } from './operation';

/** The node's form, from top to bottom. */
export const properties: INodeProperties[] = [
	operation,
	...promptFields,
	...fetchFields,
	...balanceFields,
	optionFields,
	savedOptions,
];
