import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type FailedRow, isFailed } from '../failure';
import type { Outcome } from '../operations/workOff';
import type { InputFields } from './inputFields';
import { failedJson } from './nodeErrors';

/** n8n's items for what came of a row, each paired with it, and with the fields of its input. */
export function itemsOf(outcome: Outcome, input: InputFields): INodeExecutionData[] {
	if (isFailed(outcome)) return [failedItem(outcome, input)];
	const { itemIndex, outputs } = outcome;
	return outputs.map((output) => {
		if ('failure' in output) return failedItem({ itemIndex, failure: output.failure }, input);
		const { json, images } = output;
		return {
			json: input.before(itemIndex, json as IDataObject),
			...(images && { binary: images as INodeExecutionData['binary'] }),
			pairedItem: { item: itemIndex },
		};
	});
}

/** n8n's item for a row that failed, under Continue. */
export function failedItem(row: FailedRow, input: InputFields): INodeExecutionData {
	const { itemIndex } = row;
	return { json: input.before(itemIndex, failedJson(row)), pairedItem: { item: itemIndex } };
}
