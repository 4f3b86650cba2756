import type { Locator } from 'playwright-core';
import { eventually } from '../wait.cts';

/** Waits until a picture on the page is there and not broken. */
export async function isLoaded(picture: Locator): Promise<void> {
	await picture.waitFor();
	await eventually(
		async () => await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth > 0),
	);
}
