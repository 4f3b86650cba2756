import assert from 'node:assert/strict';
import { importedExample } from './importedExample.cts';
import { isLoaded } from './isLoaded.cts';
import type { Scene } from './scene.cts';

/** Runs the spreadsheet example and looks at its pictures. */
export async function drawSpreadsheet({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { service } = stage.simulator;
	const before = service.ledger.length;
	const { name } = await importedExample(stage, 'spreadsheet-to-images');
	await editor.openWorkflow(name);
	await editor.execute();
	await editor.nodeEnds('Into One Zip File', 'success');
	await shoot('spreadsheet-1-canvas');
	await editor.closeNotices();
	await editor.openNode('Draw');
	const output = editor.part('output-panel');
	await output.locator('[data-test-id="ndv-binary-data_4"]').waitFor({ state: 'attached' });
	await shoot('spreadsheet-2-output');
	const view = output.locator('[data-test-id="ndv-binary-data_0"]').getByText('View');
	const image = page.locator('img[src*="binary-data"]').first();
	await editor.clickUntilSeen(view, image);
	await isLoaded(image);
	await shoot('spreadsheet-3-picture');
	const bought = service.ledger.slice(before).map(({ chargedImages }) => chargedImages);
	assert.deepEqual(bought, [1, 1, 1, 2], 'one for each row, two for the last');
}
