import { rowsThen, type WorkflowJson } from '../engine/rowsThen.cts';
import { NODE_TYPE } from './builtNode.cts';
import type { PromptRow } from './input/readPrompts.cts';

/** The name of the node that draws. */
export const NODE_NAME = 'Jumdata AI Draw';

/**
 * The workflow Rows → Jumdata AI Draw, as one would build it in the editor: a failed row costs that row.
 * `maxImages` is how many images may be paid at most, 0 for no limit.
 */
export function demoWorkflow(rows: PromptRow[], maxImages: number): WorkflowJson {
	const parameters = {
		operation: 'generateAndWait',
		text: '={{ $json.text }}',
		style: '={{ $json.style }}',
		resolution: '={{ $json.resolution }}',
		num: '={{ $json.num }}',
		downloadImages: true,
		options: { maxConcurrency: 6, maxImages },
	};
	return rowsThen(
		rows.map((row) => ({ ...row })),
		{ type: NODE_TYPE, name: NODE_NAME, parameters, onError: 'continueRegularOutput' },
	);
}
