import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS } from '../../tools/rooms.cjs';
import { pageOf, ROOT, tableOf } from './pages.cts';

const NODE = join(ROOT, 'nodes/JumdataAiDraw');
const page = pageOf('CONTRIBUTING.md');

const folders = readdirSync(NODE, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

const inCode = (names: string[]) => names.map((name) => `\`${name}\``).join(', ');

describe('CONTRIBUTING shows', () => {
	it('each room of the node, with what it may know', () => {
		expect(tableOf(page, 'Room', 'What is in it', 'It may know', 'So that')).toEqual(
			ROOMS.map(([name, contents, known, reason]) => [
				inCode([name]),
				contents,
				inCode(known) || 'no other room',
				reason,
			]),
		);
	});

	it('a room for each folder, and no other', () => {
		expect(ROOMS.map(([name]) => name).sort()).toEqual(folders.sort());
	});

	const paths = [...page.text.matchAll(/`([\w./]+(?:[.]c?ts|[.]cjs|\/))`/g)].map(
		([, path]) => path,
	);

	it.each([...new Set(paths)])('a path that is there: %s', (path) => {
		expect([NODE, ROOT].some((folder) => existsSync(join(folder, path)))).toBe(true);
	});

	it('paths that this test finds', () => expect(paths.length).toBeGreaterThan(20));
});
