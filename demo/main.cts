import { CommanderError } from 'commander';
import { readOptions } from './options.cts';
import { Problem } from './problem.cts';
import { runDemo } from './runDemo.cts';

const EXIT_CODE_OF_CTRL_C = 130;

const interruption = new AbortController();

async function main(): Promise<void> {
	process.on('SIGINT', () => interruption.abort());
	await runDemo(readOptions(process.argv), interruption.signal);
}

function tellFailure(error: unknown): void {
	process.exitCode = 1;
	if (error instanceof CommanderError) process.exitCode = error.exitCode;
	else if (error instanceof Problem) console.error(error.message);
	else if (error instanceof Error && error.name === 'AbortError')
		console.error('Stopped before anything was sent.');
	else console.error(error);
}

main()
	.catch(tellFailure)
	.finally(() => {
		if (interruption.signal.aborted) process.exitCode = EXIT_CODE_OF_CTRL_C;
	});
