import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { OperationName } from '../rows/menu';

/** When a field shows: for these operations only. */
export function showFor(operations: readonly OperationName[]): IDisplayOptions {
	return { show: { operation: [...operations] } };
}

/** The fields, each shown under the same condition. */
export function shownWhen(
	displayOptions: IDisplayOptions,
	fields: INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({ ...field, displayOptions }));
}
