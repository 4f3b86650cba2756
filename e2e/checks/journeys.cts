import { join } from 'node:path';
import { openBrowser } from '../journeys/browser.cts';
import { EditorPage } from '../journeys/editorPage.cts';
import { journeys } from '../journeys/journeys.cts';
import type { Stage } from '../stage.cts';
import { runChecks, type Check } from './check.cts';

/** Everything that a person does in the browser, in the light and the dark theme; gives the number that failed. */
export async function runJourneys(stage: Stage, folder: string, filter: string): Promise<number> {
	const desk = await openBrowser(join(folder, 'screenshots'));
	const editors = {
		light: new EditorPage(await desk.visit('light'), stage.n8n.url),
		dark: new EditorPage(await desk.visit('dark'), stage.n8n.url),
	};
	await editors.light.logIn();
	await editors.dark.logIn();

	const checks = journeys.flatMap(({ name, themes, go }) =>
		themes.map((theme) => ({
			name: `${name} (${theme})`,
			editor: editors[theme],
			run: async () => {
				stage.simulator.service.clearFaults();
				stage.simulator.service.configure({ accountCode: null });
				await go({
					stage,
					desk,
					theme,
					editor: editors[theme],
					shoot: async (shot, page = editors[theme].page) => {
						await desk.shoot(page, `${shot}-${theme}`);
					},
				});
			},
		})),
	);
	const evidence = async (check: Check) => {
		const { page } = (check as (typeof checks)[number]).editor;
		const pages = desk.browser.contexts().flatMap((context) => context.pages());
		const visitor = pages.find((each) => !Object.values(editors).some((it) => it.page === each));
		const shown = visitor ?? page;
		const seen = await new EditorPage(shown, stage.n8n.url).seenText();
		const path = await desk.shoot(shown, `failed-${check.name.replace(/\W+/g, '-')}`);
		await visitor?.context().close();
		return `The person saw: ${seen.slice(0, 2500)}\nScreenshot: ${path}\nLog: ${stage.n8n.process.command.logFile}`;
	};
	try {
		return await runChecks('Journeys in the browser', checks, { filter, evidence });
	} finally {
		await desk.close();
	}
}
