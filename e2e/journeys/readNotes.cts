import assert from 'node:assert/strict';
import { readExamples } from '../examples.cts';
import { importedExample } from './importedExample.cts';
import type { Scene } from './scene.cts';

/** Opens every example, and can read its note to the end. */
export async function readNotes({ editor, stage, shoot }: Scene): Promise<void> {
	for (const file of readExamples().keys()) {
		const { id } = await importedExample(stage, file);
		await editor.visit(`/workflow/${id}`);
		const note = editor.part('sticky');
		await note.getByRole('heading').waitFor();
		await shoot(`note-${file}`);
		const hidden = await note.evaluate((box) =>
			[box, ...box.querySelectorAll('*')]
				.map(({ scrollHeight, clientHeight }) => (clientHeight ? scrollHeight - clientHeight : 0))
				.reduce((most, each) => Math.max(most, each)),
		);
		// A line is some 20 pixels high, and one pixel may be rounded.
		assert.ok(hidden <= 1, `${hidden} pixels of the note of ${file} are cut off`);
	}
}
