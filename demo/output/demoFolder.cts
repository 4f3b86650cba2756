import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Problem, reasonOf } from '../problem.cts';

/** A file of the demo, named by its path inside the demo's folder, with slashes. */
export interface DemoFile {
	path: string;
	content(): Promise<Buffer | string>;
}

/** Keeps the names of the files that the demo made, so that the next run can tell them from others. */
const LIST = '.jumdata-demo.json';

/** What file managers leave in any folder. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** The folder that the demo leaves: only files that an earlier demo made are ever replaced. */
export class DemoFolder {
	private constructor(readonly path: string) {}

	/** Takes a folder for the demo, and makes it if need be. Throws a `Problem` where it holds other files. */
	static async claim(path: string): Promise<DemoFolder> {
		try {
			await mkdir(path, { recursive: true });
			await assertOwn(path);
		} catch (error) {
			if (error instanceof Problem) throw error;
			throw new Problem(`The folder ${path} cannot be used: ${reasonOf(error)}`);
		}
		return new DemoFolder(path);
	}

	/** Puts these files in the place of the earlier demo's. */
	async fill(files: readonly DemoFile[]): Promise<void> {
		const own = await assertOwn(this.path);
		for (const name of own) await rm(join(this.path, name), { force: true });
		const names = files.map((file) => file.path);
		// The list comes first: a demo that breaks off leaves nothing that the next one takes for foreign.
		await writeFile(join(this.path, LIST), `${JSON.stringify(names, undefined, '\t')}\n`);
		for (const file of files) {
			const target = join(this.path, file.path);
			await mkdir(dirname(target), { recursive: true });
			await writeFile(target, await file.content());
		}
	}
}

/** The files in the folder, all of an earlier demo. Throws a `Problem` if there are others. */
async function assertOwn(folder: string): Promise<string[]> {
	const own = await listed(folder);
	// Without a list every file is foreign, and one is enough: the folder may be a whole disk.
	const present = await filesIn(folder, own !== undefined);
	const foreign = present.filter((name) => !own?.includes(name));
	if (foreign.length === 0) return present;
	throw new Problem(
		`The folder ${folder} holds what the demo did not make (such as ${foreign[0]}): choose another one with --out`,
	);
}

async function filesIn(folder: string, recursive: boolean): Promise<string[]> {
	const entries = await readdir(folder, { recursive, withFileTypes: true });
	return entries
		.filter((entry) => !(recursive && entry.isDirectory()))
		.filter(({ name }) => name !== LIST && !LITTER.has(name))
		.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
}

/** The files that an earlier demo made here; undefined where there was none. */
async function listed(folder: string): Promise<string[] | undefined> {
	try {
		return JSON.parse(await readFile(join(folder, LIST), 'utf8')) as string[];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}
