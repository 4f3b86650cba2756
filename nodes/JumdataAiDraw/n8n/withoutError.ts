import type { IDataObject } from 'n8n-workflow';

/** A row's own data, without the field `error`, by which n8n knows a failed item, and which its error output adds. */
export function withoutError(json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'error'));
}
