import { CommanderError } from 'commander';
import { readOptions } from '../../demo/options.cts';

const read = (...words: string[]) => readOptions(['node', 'main.cts', ...words]);

let written = '';

beforeEach(() => {
	written = '';
	const write = (text: unknown) => {
		written += String(text);
		return true;
	};
	jest.spyOn(process.stdout, 'write').mockImplementation(write);
	jest.spyOn(process.stderr, 'write').mockImplementation(write);
});

afterEach(() => jest.restoreAllMocks());

function exitCodeOf(...words: string[]): number {
	try {
		read(...words);
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode;
	}
	throw new Error('The command line was taken');
}

test('without options the example is drawn into demo-output', () => {
	expect(read()).toEqual({
		csv: 'examples/prompts.csv',
		out: 'demo-output',
		yes: false,
		drawMs: 2500,
		plainPictures: false,
		likeTheEngine: false,
	});
});

test('options are read', () => {
	expect(
		read('--csv', 'a.csv', '--out', 'b', '--draw-ms', '0', '--yes', '--like-the-engine'),
	).toMatchObject({
		likeTheEngine: true,
		csv: 'a.csv',
		out: 'b',
		drawMs: 0,
		yes: true,
	});
});

test('--help names every option and the keys to the real service', () => {
	expect(exitCodeOf('--help')).toBe(0);
	for (const name of ['--csv', '--out', '--yes', 'JUMDATA_APP_ID', 'JUMDATA_APP_SECRET']) {
		expect(written).toContain(name);
	}
});

test.each([
	[['--cvs', 'a.csv'], "error: unknown option '--cvs'"],
	[['--csv'], "error: option '--csv <file>' argument missing"],
	[['a.csv'], 'error: too many arguments. Expected 0 arguments but got 1.'],
	[
		['--draw-ms', 'fast'],
		"error: option '--draw-ms <ms>' argument 'fast' is invalid. It is not a whole number from 0 up.",
	],
])('%s is refused in one line', (words, message) => {
	expect(exitCodeOf(...words)).toBe(1);
	expect(written).toBe(`${message}\n`);
});
