import assert from 'node:assert/strict';
import { importExample, readExamples } from '../examples.cts';
import type { Stage } from '../stage.cts';

const importedExamples = new WeakMap<Stage, Map<string, { id: string; name: string }>>();

/** An example in this stage's n8n, imported once. */
export async function importedExample(
	stage: Stage,
	file: string,
): Promise<{ id: string; name: string }> {
	const known = importedExamples.get(stage) ?? new Map<string, { id: string; name: string }>();
	importedExamples.set(stage, known);
	const example = readExamples().get(file);
	assert.ok(example, `examples/${file}.json`);
	const workflow = known.get(file) ?? {
		id: await importExample(stage.client, example, stage.credentials),
		name: example.name,
	};
	known.set(file, workflow);
	return workflow;
}
