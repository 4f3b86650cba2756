import type { ServiceOptions } from '../../simulator/service.cts';
import { eventually } from '../wait.cts';
import { importedExample } from './importedExample.cts';
import { isLoaded } from './isLoaded.cts';
import type { Scene } from './scene.cts';

const withheld: Partial<ServiceOptions> = { conclusions: ['block'] };

/** Asks on the web page of the form example for an image, and for some that there are none of. */
export async function visitForm({ desk, stage, theme, shoot }: Scene): Promise<void> {
	const { id } = await importedExample(stage, 'form-to-picture');
	await stage.client.activate(id);
	const address = `${stage.n8n.url}/form/draw-an-image`;
	// n8n makes a form live a moment after it has said so.
	await eventually(async () => (await fetch(address)).ok);
	const page = await desk.visit(theme);
	const ask = async (text: string) => {
		await page.goto(address);
		await page.getByLabel('Image').fill(text);
		await page.getByLabel('Style').selectOption('Watercolor');
	};
	await ask('A harbour at night, with lanterns');
	await shoot('form-1-asked', page);
	await page.getByRole('button', { name: 'Draw it' }).click();
	const image = page.getByAltText('Your image');
	await image.waitFor({ timeout: 60_000 });
	await isLoaded(image);
	await shoot('form-2-image', page);
	await ask('Something forbidden');
	await page.getByRole('button', { name: 'Draw it' }).click();
	await page.getByText('This could not be drawn').waitFor({ timeout: 60_000 });
	await page.getByText('content review did not let these words pass').waitFor();
	await shoot('form-3-refused', page);
	const text = 'A quiet lake';
	stage.simulator.addFault({ on: 'submit', text, fault: { kind: 'options', options: withheld } });
	await ask(text);
	await page.getByRole('button', { name: 'Draw it' }).click();
	await page.getByText('content review did not let these words pass').waitFor({ timeout: 60_000 });
	await ask('A lighthouse in a storm. '.repeat(5));
	await page.getByRole('button', { name: 'Draw it' }).click();
	await page.getByText('These are more than 100 characters').waitFor({ timeout: 60_000 });
	await page.context().close();
}
