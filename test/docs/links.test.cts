import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { JumdataApi } from '../../credentials/JumdataApi.credentials';
import codex from '../../nodes/JumdataAiDraw/JumdataAiDraw.node.json';
import { anchorsOf, PAGES, pageOf, ROOT, type Page } from './pages.cts';

/** Where a page leads: links, images, and addresses that links are named for. */
function targetsOf({ text }: Page): string[] {
	return [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
		([, inline, named]) => inline ?? named,
	);
}

const links = PAGES.flatMap((page) => targetsOf(page).map((target) => [page.name, target]));
const own = links.filter(([, target]) => !/^https?:/.test(target));

describe('a link', () => {
	it('is found by this test', () => {
		expect(own).toEqual(
			expect.arrayContaining([
				['README.md', 'LICENSE.md'],
				['docs/errors.md', 'refused.png'],
			]),
		);
	});

	it.each(own)('in %s leads to what is there: %s', (name, target) => {
		const [path, anchor] = target.split('#');
		const there = path === '' ? name : join(dirname(name), path);
		expect(existsSync(join(ROOT, there))).toBe(true);
		if (anchor) expect(anchorsOf(pageOf(there))).toContain(anchor);
	});

	it.each(PAGES.filter(({ name }) => name.startsWith('docs/')).map(({ name }) => name))(
		'leads to every page of docs: %s',
		(name) => {
			expect(own.map(([from, target]) => join(dirname(from), target.split('#')[0]))).toContain(
				name,
			);
		},
	);

	it('leads nowhere without encryption', () => {
		expect(links.filter(([, target]) => target.startsWith('http:'))).toEqual([]);
	});

	it.each([
		new JumdataApi().documentationUrl,
		...Object.values(codex.resources).flatMap((pages) => pages.map(({ url }) => url)),
	])('n8n’s help leads to a chapter of the README: %s', (url) => {
		const [, anchor] = url.split('#');
		expect(['readme', ...anchorsOf(pageOf('README.md'))]).toContain(anchor);
	});
});
