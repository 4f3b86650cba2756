import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoFolder } from '../../demo/output/demoFolder.cts';

let home: string;
let out: string;

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'demo-'));
	out = join(home, 'deep', 'demo-output');
});

afterEach(async () => await rm(home, { recursive: true }));

const fill = async (...paths: string[]) => {
	const folder = await DemoFolder.claim(out);
	await folder.fill(paths.map((path) => ({ path, content: async () => `new ${path}` })));
};

const filesIn = async (folder: string) => {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
		.map(({ name }) => name)
		.sort();
};

test('a new folder is made and filled', async () => {
	await fill('gallery.html', 'pictures/001-狐狸.png');
	expect(await filesIn(out)).toEqual(['001-狐狸.png', 'gallery.html']);
	expect(await readFile(join(out, 'pictures/001-狐狸.png'), 'utf8')).toBe(
		'new pictures/001-狐狸.png',
	);
});

test('what an earlier demo made is replaced', async () => {
	await fill('gallery.html', 'pictures/001-old.png');
	await fill('gallery.html', 'pictures/001-new.png');
	expect(await filesIn(out)).toEqual(['001-new.png', 'gallery.html']);
});

test('the earlier demo stays as long as there is nothing new', async () => {
	await fill('gallery.html');
	await DemoFolder.claim(out);
	expect(await filesIn(out)).toEqual(['gallery.html']);
});

test('a demo that broke off is replaced too', async () => {
	const folder = await DemoFolder.claim(out);
	const broken = async () => await Promise.reject(new Error('disk full'));
	const files = [{ path: 'gallery.html', content: async () => 'old' }];
	await expect(folder.fill([...files, { path: 'b', content: broken }])).rejects.toThrow(
		'disk full',
	);
	await fill('results.csv');
	expect(await filesIn(out)).toEqual(['results.csv']);
});

describe('a folder is refused, and left as it is,', () => {
	const refused = (what: string) =>
		`The folder ${out} holds what the demo did not make (such as ${what}): choose another one with --out`;

	test('if it was there before with files in it', async () => {
		await mkdir(out, { recursive: true });
		await writeFile(join(out, 'gallery.html'), 'mine');
		await expect(fill('gallery.html')).rejects.toThrow(refused('gallery.html'));
		expect(await readFile(join(out, 'gallery.html'), 'utf8')).toBe('mine');
	});

	test('if a file was put among the pictures', async () => {
		await fill('pictures/001.png');
		await writeFile(join(out, 'pictures/mine.png'), 'mine');
		await expect(fill('pictures/001.png')).rejects.toThrow(refused('pictures/mine.png'));
		expect(await filesIn(out)).toEqual(['001.png', 'mine.png']);
	});

	test('if a link leads elsewhere', async () => {
		await fill('gallery.html');
		await mkdir(join(home, 'elsewhere'));
		await symlink(join(home, 'elsewhere'), join(out, 'pictures'));
		await expect(fill('pictures/001.png')).rejects.toThrow(refused('pictures'));
	});

	test('if it is a file', async () => {
		await writeFile(join(home, 'file'), '');
		await expect(DemoFolder.claim(join(home, 'file'))).rejects.toThrow(
			`The folder ${join(home, 'file')} cannot be used: it is a file`,
		);
	});
});

test('what file managers leave behind does no harm', async () => {
	await fill('gallery.html');
	await writeFile(join(out, '.DS_Store'), '');
	await fill('gallery.html');
	expect(await readdir(out)).toContain('.DS_Store');
});
