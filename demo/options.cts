import { join, relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

/** What the command line says. */
export interface DemoOptions {
	/** The spreadsheet of prompts. */
	csv: string;
	/** The folder for what the demo makes. */
	out: string;
	/** Whether the real service may be paid without a question. */
	yes: boolean;
	/** How long the simulator takes for a picture, on average. */
	drawMs: number;
	/** Whether the simulator's pictures are of one colour, which takes no time. */
	plainPictures: boolean;
	/** Whether the simulator is as slow, as strict and as surprising as the real service may be. */
	likeTheEngine: boolean;
}

const root = join(__dirname, '..');

const ENVIRONMENT = `
The simulator draws unless both of these are set in the environment:
  JUMDATA_APP_ID        the App ID of your Jumdata account
  JUMDATA_APP_SECRET    its App Secret
Then the real service draws, which costs money: the demo says for how many images it would pay, and asks.
  JUMDATA_BASE_URL      the service's address, if Jumdata gave you another one

The spreadsheet is UTF-8, with comma, semicolon or tab between its columns: text, and where you want
them style, resolution and num (or Number of Images). Other columns are ignored, and named. Ctrl-C
stops as n8n's Stop does.`;

/**
 * Reads the command line (`argv` as in `process.argv`). Throws a `CommanderError` for a bad option and
 * after `--help`, when everything is said already.
 */
export function readOptions(argv: readonly string[]): DemoOptions {
	const command = new Command()
		.name('npm run demo --')
		.description(
			"Draws a spreadsheet of prompts with the built node in n8n's own engine, and leaves a gallery.",
		)
		.option('--csv <file>', 'the prompts', fromHere('examples/prompts.csv'))
		.option('--out <folder>', 'where the gallery goes', fromHere('demo-output'))
		.option('--yes', 'pay the real service without asking', false)
		.option('--draw-ms <ms>', 'mean time of a drawing, simulator only', milliseconds, 2500)
		.option('--plain-pictures', 'pictures of one colour, simulator only', false)
		.option('--like-the-engine', 'as the real service may be, simulator only', false)
		.addHelpText('after', ENVIRONMENT)
		.showSuggestionAfterError(false)
		.exitOverride();
	return command.parse(argv).opts<DemoOptions>();
}

/** A path in this project, as short as it can be written from the current folder. */
function fromHere(path: string): string {
	return relative(process.cwd(), join(root, path));
}

function milliseconds(text: string): number {
	if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is not a whole number from 0 up.');
	return Number(text);
}
