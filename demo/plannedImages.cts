import { readPrompt } from '../nodes/JumdataAiDraw/rows/readPrompt';
import type { PromptRow } from './input/readPrompts.cts';

/** For how many images of these rows the node would pay, and for how many of them; it refuses the others. */
export function plannedImages(rows: readonly PromptRow[]): { images: number; rows: number } {
	const accepted = rows.map(imagesOf).filter((images) => images > 0);
	return { images: accepted.reduce((sum, images) => sum + images, 0), rows: accepted.length };
}

function imagesOf(row: PromptRow): number {
	try {
		return readPrompt(row, 'error').num;
	} catch {
		return 0;
	}
}
