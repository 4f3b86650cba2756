import { spawnSync } from 'node:child_process';
import { join, posix } from 'node:path';
import { sourceFiles } from './neededFiles.cts';
import { ROOT, textOf, type UnpackedPackage } from './unpacked.cts';

/** A line of JavaScript that is longer was not written for people. */
const LONGEST_LINE = 1000;

/** The JavaScript of the package that nobody could read. */
export function longLineProblems({ folder, files }: UnpackedPackage): string[] {
	return [...files.keys()]
		.filter((path) => path.endsWith('.js'))
		.filter((path) =>
			textOf(folder, path)
				.split('\n')
				.some((line) => line.length > LONGEST_LINE),
		);
}

/** The sources that cannot be read from the maps of the package. */
export function mapProblems({ folder }: UnpackedPackage): string[] {
	return sourceFiles().filter((source) => sourceIn(folder, source) !== textOf(ROOT, source));
}

interface SourceMap {
	sources: string[];
	sourcesContent?: string[];
}

/** The text of a source as the map has it to which its JavaScript refers. */
function sourceIn(folder: string, source: string): string | undefined {
	const script = `dist/${source.replace(/[.]ts$/, '.js')}`;
	const [, name] = /^\/\/# sourceMappingURL=(.+)$/m.exec(textOf(folder, script)) ?? [];
	if (name === undefined) return undefined;
	const path = posix.join(posix.dirname(script), name);
	const { sources, sourcesContent = [] } = JSON.parse(
		textOf(folder, path) || '{"sources":[]}',
	) as SourceMap;
	const index = sources.findIndex((it) => posix.join(posix.dirname(path), it) === source);
	return sourcesContent[index];
}

/** An error's message, and the file and the line at the top of its stack. */
const THROWN = /^\w+: (.+)\n.+[\\/](credentials[\\/]\w+[.]ts):(\d+):\d+\)/;

/** Why an error that is thrown in the package does not lead to the line of the sources that throws it. */
export function stackProblems({ folder }: UnpackedPackage): string[] {
	const program = join(__dirname, 'thrower.cjs');
	const words = ['--enable-source-maps', program, folder];
	const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
	const [, message, source, line] = THROWN.exec(stdout) ?? [];
	if (source === undefined) return [stdout || stderr];
	const text = textOf(ROOT, source).split('\n')[Number(line) - 1];
	return text?.includes(message) ? [] : [`${source}:${line} does not throw "${message}"`];
}
