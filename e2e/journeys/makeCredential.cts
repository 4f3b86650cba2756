import { accountOf } from '../stage.cts';
import { type EditorPage, PATIENCE_MS } from './editorPage.cts';
import type { Scene } from './scene.cts';

/** Makes the credential, sees its test pass, and reads why it fails with a wrong secret and a disabled account. */
export async function makeCredential({ editor, stage, shoot }: Scene): Promise<void> {
	const { page } = editor;
	const { service } = stage.simulator;
	const { appId, appSecret, baseUrl } = accountOf(stage.simulator);
	await editor.untilSeen(editor.field('appId'), async () => {
		await editor.visit('/home/credentials/create');
		await page.getByText('Select an app or service to connect to').waitFor();
		await page.keyboard.type('jumdata');
		await editor
			.part('new-credential-type-select-option')
			.or(page.locator('.el-select-dropdown__item'))
			.filter({ hasText: 'Jumdata API' })
			.first()
			.click({ timeout: PATIENCE_MS });
		await page.getByRole('button', { name: 'Continue' }).click({ timeout: PATIENCE_MS });
	});
	await editor.field('appId').fill(appId);
	await editor.field('appSecret').fill(appSecret);
	await editor.field('baseUrl').fill(baseUrl);
	// n8n refuses to save as long as its own name for the credential has not come.
	await editor.clickUntilSeen(
		page.getByRole('button', { name: 'Save' }),
		page.getByText('Connection tested successfully'),
	);
	await shoot('credential-1-good');

	await editor.field('appSecret').fill('not the secret');
	await page.getByRole('button', { name: 'Save' }).click();
	await reason(editor, /App Secret does not fit the App ID.*签名错误/s);
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
