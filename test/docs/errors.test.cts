import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOf } from '../../nodes/JumdataAiDraw/jumdata/codes';
import { PAGE_CODES } from '../nodes/JumdataAiDraw/jumdata/replies.cts';
import { pageOf, PAGES, ROOT, tableOf } from './pages.cts';

const page = pageOf('docs/errors.md');

/** The node's own words, and all the rest of its sources. */
const SOURCES = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts'))
	.map((path) => readFileSync(join(ROOT, 'nodes', path), 'utf8'))
	.join('\n');

describe('the page on errors describes', () => {
	it('every code as the node does in its errors', () => {
		const codes = PAGE_CODES.filter((code) => code !== 200);
		expect(tableOf(page, 'Code', 'What happened', 'What to do')).toEqual(
			codes.map((code) => [String(code), meaningOf(code).meaning, meaningOf(code).advice]),
		);
	});

	it.each([
		['passing', 'pass'],
		['account', 'concern the whole account'],
	])('which codes are %s', (concern, words) => {
		const [, listed = ''] = new RegExp(`The codes ([\\d, and]+) ${words}`).exec(page.text) ?? [];
		const codes = PAGE_CODES.filter((code) => meaningOf(code).concern === concern);
		expect(listed.match(/\d+/g)?.map(Number)).toEqual(codes);
	});
});

describe('a message that a page shows', () => {
	const cells = PAGES.flatMap(({ text }) => firstCellsBelow('What you see', text));
	const quoted = cells.flatMap((cell) =>
		[...cell.matchAll(/\*(.+?)\*/g)].map(([, words]) => words),
	);

	it.each(quoted)('is what the node says: %s', (words) => {
		for (const part of words.split(' … ')) expect(SOURCES).toContain(part);
	});

	it('is found by this test', () => expect(quoted.length).toBeGreaterThan(15));
});

/** The first cells of all tables whose first heading is this one. */
function firstCellsBelow(heading: string, text: string): string[] {
	const tables = text.split('\n\n').filter((part) => part.startsWith(`| ${heading} |`));
	const rows = tables.flatMap((table) => table.trim().split('\n'));
	return rows.map((row) => row.split('|')[1]);
}
