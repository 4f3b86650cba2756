import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';

/** The project's own folder. */
export const ROOT = join(__dirname, '../..');

/** A page of the documentation; its name is its path in the project's folder. */
export interface Page {
	name: string;
	text: string;
}

/** The page at a path in the project's folder. */
export function pageOf(name: string): Page {
	return { name, text: readFileSync(join(ROOT, name), 'utf8') };
}

/** The pages that lie in a folder of the project. */
function pagesIn(folder: string): Page[] {
	const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
	return names.map((name) => pageOf(join(folder, name)));
}

/** Every page. */
export const PAGES: Page[] = ['', 'docs', 'docs/decisions', 'bench', 'test/mutation'].flatMap(
	pagesIn,
);

/** The rows of the table that has this first line of headings. */
export function tableOf({ text }: Page, ...headings: string[]): string[][] {
	const lines = text.split('\n');
	const first = lines.indexOf(`| ${headings.join(' | ')} |`) + 2;
	if (first === 1) throw new Error(`There is no table ${headings.join(', ')}`);
	const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
	return lines.slice(first, first + length).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/** The examples in JSON, by the words in bold with which the paragraph before begins. */
export function jsonExamplesOf({ text }: Page): Map<string, string> {
	const pattern = /^\*\*(.+?)\*\*(?:.|\n(?!\n))*\n\n```json\n([^]*?)```/gm;
	return new Map([...text.matchAll(pattern)].map(([, title, json]) => [title, json]));
}

/** The anchors that a page's headings have on GitHub. */
export function anchorsOf({ text }: Page): Set<string> {
	const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
	return new Set(
		headings.map((it) =>
			it
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s_-]/gu, '')
				.replace(/\s/g, '-'),
		),
	);
}
