import type { Locator, Page } from 'playwright-core';
import { owner } from '../server/n8nClient.cts';
import { eventually, pause } from '../wait.cts';

/** Number of times that a person tries a click of which nothing comes, and how long each time. */
const TRIES = 3;
export const PATIENCE_MS = 20_000;

/** n8n's editor, as a person uses it: every method is clicks and keys. */
export class EditorPage {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Goes to a page of n8n. */
	async visit(path: string): Promise<void> {
		await this.page.goto(`${this.url}${path}`);
	}

	/**
	 * Does something, and does it again where nothing comes of it, as a person would whose click met a
	 * list that was just changing. `steps` must do no harm when they are done twice.
	 */
	async untilSeen(outcome: Locator, steps: () => Promise<void>): Promise<void> {
		for (let tries = 1; ; tries++) {
			const failure: unknown = await steps()
				.then(async () => await outcome.waitFor({ timeout: PATIENCE_MS }))
				.then(
					() => undefined,
					(error: unknown) => error,
				);
			if (failure === undefined || (await outcome.isVisible())) return;
			if (tries === TRIES) throw failure;
		}
	}

	/** Clicks on something until what it leads to is seen. */
	async clickUntilSeen(target: Locator, outcome: Locator): Promise<void> {
		await this.untilSeen(outcome, async () => await target.click({ timeout: PATIENCE_MS }));
	}

	async logIn(): Promise<void> {
		await this.visit('/signin');
		await this.page.getByLabel('Email').fill(owner.email);
		await this.page.locator('input[type=password]').fill(owner.password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL((url) => !url.pathname.includes('signin'));
	}

	/** Opens a workflow from the list. */
	async openWorkflow(name: string): Promise<void> {
		const search = this.part('resources-list-search')
			.locator('input')
			.or(this.page.locator('input[data-test-id="resources-list-search"]'));
		await this.untilSeen(this.part('canvas-node').first(), async () => {
			await this.visit('/home/workflows');
			await search.first().fill(name);
			await this.page.getByText(name, { exact: true }).first().click({ timeout: PATIENCE_MS });
		});
	}

	/** A new workflow that begins with a click on *Execute workflow*. */
	async newWorkflow(): Promise<void> {
		await this.visit('/workflow/new');
		const firstStep = this.part('canvas-add-button');
		await firstStep.waitFor();
		await this.searchNode(firstStep, 'manual');
		const trigger = this.page.getByText('Trigger manually').first();
		await this.clickUntilSeen(trigger, this.part('canvas-node').first());
	}

	/** Opens the panel of nodes by one of its buttons, and types into its search. */
	async searchNode(button: Locator, words: string): Promise<void> {
		const search = this.part('node-creator-search-bar');
		await this.clickUntilSeen(button, search);
		await search.fill(words);
	}

	async execute(): Promise<void> {
		await this.part('execute-workflow-button').click();
	}

	/** Waits until a node, the last that runs, has a tick or a cross and the editor is at rest again. */
	async nodeEnds(name: string, how: 'success' | 'error'): Promise<void> {
		const mark = how === 'success' ? 'canvas-node-status-success' : 'node-issues';
		await this.node(name).locator(`[data-test-id="${mark}"]`).waitFor({ timeout: 90_000 });
		await this.isAtRest();
	}

	/** Waits until the button to execute can be pressed again. */
	async isAtRest(): Promise<void> {
		await this.part('execute-workflow-button').getByText('Execute workflow').waitFor();
		await this.part('stop-execution-button').waitFor({ state: 'detached' });
		// The button's words fade in.
		await pause(500);
	}

	/** Closes the notices in the corner. */
	async closeNotices(): Promise<void> {
		const crosses = this.page.locator('.el-notification__closeBtn');
		await eventually(async () => {
			if ((await crosses.count()) === 0) return true;
			// A notice may go by itself at this moment.
			await crosses
				.first()
				.click({ timeout: 1000 })
				.catch(() => undefined);
			return false;
		});
	}

	async openNode(name: string): Promise<void> {
		await this.untilSeen(this.part('ndv'), async () => {
			await this.node(name).dblclick({ timeout: PATIENCE_MS });
		});
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'detached' });
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** A part of the page by the name that n8n's own tests know it by. */
	part(name: string): Locator {
		return this.page.locator(`[data-test-id="${name}"]`);
	}

	/** A field of the form that is open, by the name of its parameter. */
	field(name: string): Locator {
		return this.part(`parameter-input-${name}`).locator('input, textarea').first();
	}

	/** What a person reads on the page now, notices first. */
	async seenText(): Promise<string> {
		const notices = await this.page.locator('.el-notification').allInnerTexts();
		const all = await this.page.locator('body').innerText();
		return [...notices, all].join('\n').replace(/\n\s*\n+/g, '\n');
	}
}
