import type { Page } from 'playwright-core';
import type { Stage } from '../stage.cts';
import type { Desk, Theme } from './browser.cts';
import type { EditorPage } from './editorPage.cts';

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
