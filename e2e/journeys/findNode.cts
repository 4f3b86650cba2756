import assert from 'node:assert/strict';
import { isLoaded } from './isLoaded.cts';
import type { Scene } from './scene.cts';

/** Finds the node by typing its name, sees its icon and its form, and looks into its lists. */
export async function findNode({ editor, theme, shoot }: Scene): Promise<void> {
	await editor.newWorkflow();
	await editor.searchNode(editor.part('node-creator-plus-button'), 'jumdata');
	const found = editor.part('item-iterator-item').filter({ hasText: 'Jumdata AI Draw' }).first();
	await found.waitFor();
	const icon = found.locator('img').first();
	await isLoaded(icon);
	const file = theme === 'dark' ? 'jumdata.dark.svg' : 'jumdata.svg';
	assert.ok((await icon.getAttribute('src'))?.endsWith(`/${file}`), `the icon is ${file}`);
	await shoot('find-1-panel');
	const action = editor.page.getByText('Generate images from a text').first();
	await editor.clickUntilSeen(found, action);
	await shoot('find-2-actions');
	await editor.clickUntilSeen(action, editor.part('ndv'));
	await editor.field('text').waitFor();
	await shoot('find-3-form');
	const labels = await editor
		.part('node-parameters')
		.locator('[data-test-id="input-label"]')
		.allInnerTexts();
	assert.deepEqual(labels.map((label) => label.split('\n')[0]).slice(0, 6), [
		'Operation',
		'Text',
		'Style',
		'Resolution',
		'Number of Images',
		'Download Images',
	]);
	const list = editor.part('resource-locator-style').getByRole('textbox').last();
	await editor.clickUntilSeen(list, editor.page.getByText('Anime 二次元'));
	await editor.page.keyboard.type('水彩');
	const style = editor.page.getByText('Watercolor 水彩画');
	await style.waitFor();
	await shoot('find-4-style');
	await style.click();
	const addOption = editor.page.getByPlaceholder('Add option');
	await editor.clickUntilSeen(addOption, editor.page.getByText('Request Timeout'));
	await shoot('find-5-options');
}
