import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** The two looks of n8n; it follows the system's. */
export type Theme = 'light' | 'dark';

/** A browser that a person sits at, and the folder of the screenshots. */
export interface Desk {
	browser: Browser;
	/** A window without any login, as a visitor has it. */
	visit(theme?: Theme): Promise<Page>;
	/** A picture of the page, under this name; its path. */
	shoot(page: Page, name: string): Promise<string>;
	close(): Promise<void>;
}

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Opens a browser with an empty profile. Fails with what to install if the machine has none. */
export async function openBrowser(screenshots: string): Promise<Desk> {
	mkdirSync(screenshots, { recursive: true });
	const browser = await chromium.launch({ executablePath: findChromium(), args: flags });
	return {
		browser,
		visit: async (theme = 'light') => {
			const context = await browser.newContext({
				viewport: { width: 1440, height: 900 },
				colorScheme: theme,
				locale: 'en-US',
			});
			return await pageOf(context);
		},
		shoot: async (page, name) => {
			const path = join(screenshots, `${name}.png`);
			await page.screenshot({ path, animations: 'disabled' });
			return path;
		},
		close: async () => await browser.close(),
	};
}

async function pageOf(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	page.setDefaultTimeout(60_000);
	return page;
}

function findChromium(): string {
	const wanted = process.env.CHROMIUM;
	if (wanted) return wanted;
	for (const name of names)
		try {
			return execFileSync('which', [name], { encoding: 'utf8' }).trim();
		} catch {
			// Perhaps under the next name.
		}
	throw new Error(
		'No Chromium here. Install it (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path.',
	);
}
