import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { importExample, readExamples } from '../examples.cts';
import { accountOf, type Stage } from '../stage.cts';
import type { Desk, Theme } from './browser.cts';
import { stillDrawing } from '../stillDrawing.cts';
import { eventually, pause } from '../wait.cts';
import { EditorPage } from './editorPage.cts';
import { rowsThenDraw } from './workflows.cts';

/** What a journey has at hand. */
export interface Scene {
	stage: Stage;
	desk: Desk;
	theme: Theme;
	/** The editor of a person who is logged in. */
	editor: EditorPage;
	/** Takes a picture for people to look at. */
	shoot(name: string, page?: Page): Promise<void>;
}

/** What a person does, from the first click to what is seen at the end. */
export interface Journey {
	name: string;
	themes: Theme[];
	go(scene: Scene): Promise<void>;
}

const both: Theme[] = ['light', 'dark'];
const once: Theme[] = ['light'];

export const journeys: Journey[] = [
	{
		name: 'finds the node by typing its name, and sees its icon and its form',
		themes: both,
		go: findNode,
	},
	{
		name: 'makes the credential, and is told what is wrong with it',
		themes: both,
		go: makeCredential,
	},
	{ name: 'runs the spreadsheet example, and sees pictures', themes: both, go: drawSpreadsheet },
	{ name: 'reads why a row was refused', themes: both, go: readRefusal },
	{ name: 'presses Stop during a long wait', themes: once, go: pressStop },
	{ name: 'retries from the list of executions, and pays once', themes: once, go: retryFromList },
	{ name: 'gets a picture from the form, as a visitor', themes: both, go: visitForm },
];

async function findNode({ editor, theme, shoot }: Scene): Promise<void> {
	await editor.newWorkflow();
	await editor.searchNode('jumdata');
	const found = editor.part('item-iterator-item').filter({ hasText: 'Jumdata AI Draw' }).first();
	await found.waitFor();
	const icon = found.locator('img').first();
	await isLoaded(icon);
	const file = theme === 'dark' ? 'jumdata.dark.svg' : 'jumdata.svg';
	assert.ok((await icon.getAttribute('src'))?.endsWith(`/${file}`), `the icon is ${file}`);
	await shoot('find-1-panel');
	await found.click();
	await editor.page.getByText('Generate images from a text').first().waitFor();
	await shoot('find-2-actions');
	await editor.page.getByText('Generate images from a text').first().click();
	await editor.part('ndv').waitFor();
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
	await editor.part('resource-locator-style').getByRole('textbox').last().click();
	await editor.page.keyboard.type('水彩');
	const style = editor.page.getByText('Watercolor 水彩画');
	await style.waitFor();
	await shoot('find-4-style');
	await style.click();
	await editor.page.getByPlaceholder('Add option').click();
	await editor.page.getByText('Request Timeout').waitFor();
	await shoot('find-5-options');
}

async function makeCredential({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { service } = stage.simulator;
	const { appId, appSecret, baseUrl } = accountOf(stage.simulator);
	await page.goto(`${stage.n8n.url}/home/credentials/create`);
	await page.getByText('Select an app or service to connect to').waitFor();
	await page.keyboard.type('jumdata');
	await editor
		.part('new-credential-type-select-option')
		.or(page.locator('.el-select-dropdown__item'))
		.filter({ hasText: 'Jumdata API' })
		.first()
		.click();
	await page.getByRole('button', { name: 'Continue' }).click();
	await editor.field('appId').fill(appId);
	await editor.field('appSecret').fill(appSecret);
	await editor.field('baseUrl').fill(baseUrl);
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Connection tested successfully').waitFor();
	await shoot('credential-1-good');

	await editor.field('appSecret').fill('not the secret');
	await page.getByRole('button', { name: 'Save' }).click();
	await reason(editor, /签名.*check the two keys/s);
	await shoot('credential-2-wrong-secret');

	service.configure({ accountCode: 602 });
	await editor.field('appSecret').fill(appSecret);
	await page.getByRole('button', { name: 'Save' }).click();
	await reason(editor, /account is disabled.*602/s);
	await shoot('credential-3-disabled-account');
	service.configure({ accountCode: null });
}

/** Reads what n8n says about a credential's failed test. */
async function reason(editor: EditorPage, expected: RegExp): Promise<void> {
	const { page } = editor;
	await page.getByText('Couldn’t connect with these settings').waitFor();
	const details = page.getByText('More details');
	const text = page.getByText(expected);
	await details.or(text).first().waitFor();
	if (await details.isVisible()) await details.click();
	await text.first().waitFor();
}

async function drawSpreadsheet({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { service } = stage.simulator;
	const before = service.ledger.length;
	const { name } = await imported(stage, 'spreadsheet-to-images');
	await editor.openWorkflow(name);
	await editor.execute();
	await editor.nodeEnds('Into One Zip File', 'success');
	await shoot('spreadsheet-1-canvas');
	await editor.closeNotices();
	await editor.openNode('Draw');
	const output = editor.part('output-panel');
	await output.locator('[data-test-id="ndv-binary-data_4"]').waitFor({ state: 'attached' });
	await shoot('spreadsheet-2-output');
	await output.locator('[data-test-id="ndv-binary-data_0"]').getByText('View').click();
	await isLoaded(page.locator('img[src*="binary-data"]').first());
	await shoot('spreadsheet-3-picture');
	const bought = service.ledger.slice(before).map(({ chargedImages }) => chargedImages);
	assert.deepEqual(bought, [1, 1, 1, 2], 'one for each row, two for the last');
}

async function readRefusal({ editor, stage, theme, shoot }: Scene): Promise<void> {
	const rows = [{ text: 'A hare in a field' }, { text: 'A forbidden scene' }];
	const workflow = rowsThenDraw(`A refused row (${theme})`, rows, stage.credentials);
	await stage.client.createWorkflow(workflow);
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await editor.nodeEnds('Draw', 'error');
	await editor.page.getByText(/Row 2/).first().waitFor();
	await shoot('refused-1-canvas');
	await editor.closeNotices();
	await editor.openNode('Draw');
	await editor.part('output-panel').getByText(/Row 2/).first().waitFor();
	await shoot('refused-2-node');
	const text = await editor.part('output-panel').innerText();
	assert.match(text, /Row 2/);
	assert.doesNotMatch(text, /\[item/);
	assert.match(text, /blocked by Jumdata's content review/);
	const bought = stage.simulator.service.ledger.at(-1);
	assert.equal(bought?.text, rows[0].text);
	assert.match(text, new RegExp(`1 image is bought: task ${bought?.taskId}`));
}

async function pressStop({ editor, stage, shoot }: Scene): Promise<void> {
	const { service } = stage.simulator;
	const rows = ['dawn', 'noon', 'dusk', 'night'].map((time) => ({ text: `The sea at ${time}` }));
	const workflow = rowsThenDraw('A long wait', rows, stage.credentials, {
		parameters: { options: { maxConcurrency: 2 } },
	});
	const id = await stage.client.createWorkflow(workflow);
	const before = service.ledger.length;
	stage.simulator.addFault(stillDrawing);
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await eventually(() => service.ledger.length === before + 2, 60_000);
	await shoot('stop-1-waiting');
	await editor.part('stop-execution-button').click();
	await editor.page.getByText('Execution stopped').waitFor();
	await editor.isAtRest();
	const asked = service.requests.length;
	await pause(3000);
	await shoot('stop-2-stopped');
	assert.equal(service.requests.length, asked, 'nothing is sent after Stop');
	assert.equal(service.ledger.length, before + 2, 'nothing is bought after Stop');
	const [execution] = await stage.client.executions(id);
	assert.equal(execution.status, 'canceled');
	for (const { taskId } of service.ledger.slice(before))
		assert.ok(stage.n8n.process.log.includes(taskId), `${taskId} is in n8n's log`);
}

async function retryFromList({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { simulator, client } = stage;
	const rows = [{ text: 'A bridge in the fog' }, { text: 'A boat under the bridge' }];
	const workflow = rowsThenDraw('Failed once', rows, stage.credentials);
	const id = await client.createWorkflow(workflow);
	const before = simulator.service.ledger.length;
	simulator.addFault({ on: 'query', times: null, fault: { kind: 'answer', code: 400 } });
	await editor.openWorkflow(workflow.name);
	await editor.execute();
	await editor.nodeEnds('Draw', 'error');
	simulator.service.clearFaults();
	await editor.part('radio-button-executions').click();
	await page.locator('[data-test-execution-status="error"]').first().click();
	await editor.closeNotices();
	await editor.part('execution-preview-retry-button').waitFor();
	await shoot('retry-1-failed');
	await editor.part('execution-preview-retry-button').click();
	await page.getByText('Retry with original workflow').click();
	await page.locator('[data-test-execution-status="success"]').first().waitFor({ timeout: 60_000 });
	await editor.closeNotices();
	await page.locator('[data-test-execution-status="success"]').first().click();
	await page.getByText('Copy to editor').waitFor();
	await editor.node('Draw').locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await shoot('retry-2-succeeded');
	const [latest] = await client.executions(id);
	const execution = await client.finishedExecution(latest.id);
	assert.equal(execution.status, 'success');
	assert.equal(execution.items('Draw').length, 2);
	assert.equal(simulator.service.ledger.length, before + 2, 'each row is bought once');
}

async function visitForm({ desk, stage, theme, shoot }: Scene): Promise<void> {
	const { id } = await imported(stage, 'form-to-picture');
	await stage.client.activate(id);
	const address = `${stage.n8n.url}/form/draw-me-a-picture`;
	// n8n makes a form live a moment after it has said so.
	await eventually(async () => (await fetch(address)).ok);
	const page = await desk.visit(theme);
	const ask = async (text: string) => {
		await page.goto(address);
		await page.getByLabel('Picture').fill(text);
		await page.getByLabel('Style').selectOption('Watercolor');
	};
	await ask('A harbour at night, with lanterns');
	await shoot('form-1-asked', page);
	await page.getByRole('button', { name: 'Draw it' }).click();
	const picture = page.getByAltText('Your picture');
	await picture.waitFor({ timeout: 60_000 });
	await isLoaded(picture);
	await shoot('form-2-picture', page);
	await ask('Something forbidden');
	await page.getByRole('button', { name: 'Draw it' }).click();
	await page.getByText('This could not be drawn').waitFor({ timeout: 60_000 });
	await page.getByText('content review did not let these words pass').waitFor();
	await shoot('form-3-refused', page);
	await page.context().close();
}

const importedExamples = new WeakMap<Stage, Map<string, { id: string; name: string }>>();

/** An example in this stage's n8n, imported once. */
async function imported(stage: Stage, file: string): Promise<{ id: string; name: string }> {
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

/** Waits until a picture on the page is there and not broken. */
async function isLoaded(picture: ReturnType<Page['locator']>): Promise<void> {
	await picture.waitFor();
	await eventually(
		async () => await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth > 0),
	);
}
