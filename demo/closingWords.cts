import { join } from 'node:path';
import type { PaidTask, Purchase } from '../nodes/JumdataAiDraw/run/purchase';
import { counted } from '../nodes/JumdataAiDraw/words';
import type { PromptRow } from './input/readPrompts.cts';
import { reasonOf, type Result, rowName } from './output/results.cts';
import type { Totals } from './totals.cts';

/** What was drawn and billed, and how many rows were not drawn; of a stopped run, the rows not begun too. */
export function totalsText(totals: Totals, { isReal, isStopped }: RunFacts): string {
	const { imagesDrawn, imagesBilled, rowsFailed } = totals;
	const price = isReal ? '' : ' by the simulator, for no money';
	return [
		isStopped ? '\nStopped.' : '',
		`Drawn   ${counted(imagesDrawn, 'image')}`,
		`Billed  ${counted(imagesBilled, 'image')}${price}`,
		`${isStopped ? 'Left   ' : 'Failed '} ${counted(rowsFailed, 'row')}`,
	].join('\n');
}

/** What kind of run it was. */
export interface RunFacts {
	isReal: boolean;
	isStopped: boolean;
}

/** The failures, one a line. */
export function failuresText(results: readonly Result[]): string {
	return results
		.filter(({ error }) => error !== '')
		.map((result) => `        ${rowName(result)}: ${oneLine(reasonOf(result))}`)
		.join('\n');
}

/** Where the results are. */
export function whereToLook(folder: string): string {
	return `\nOpen ${join(folder, 'gallery.html')} in a browser; the data is in ${join(folder, 'results.csv')}.`;
}

/** What a run that broke off leaves at the service: tasks, and requests that may have been billed. */
export function openEnds(
	drawing: readonly PaidTask[],
	unclear: readonly Purchase[],
	rows: readonly PromptRow[],
): string {
	const whatOf = ({ itemIndex, prompt: { num, text } }: Purchase) => {
		const name = rowName({ row: itemIndex + 1, line: rows[itemIndex].line });
		return oneLine(`${name}, ${counted(num, 'image')}, text ${JSON.stringify(text)}`);
	};
	const tasks = drawing.map((task) => `  ${task.taskId}  ${whatOf(task)}`);
	const found =
		tasks.length === 0
			? 'No task is still drawing.'
			: `${counted(tasks.length, 'task')} paid and still drawing; fetch them with the node's Query, free:`;
	const open =
		unclear.length === 0 ? [] : [`${counted(unclear.length, 'request')} may have been billed:`];
	return ['', found, ...tasks, ...open, ...unclear.map((it) => `  ${whatOf(it)}`)].join('\n');
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
