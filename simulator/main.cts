import { Option, program } from 'commander';
import { optionsFromWords } from './assignments.cts';
import { startSimulator, type Simulator } from './server.cts';
import { defaultOptions, likeTheEngine, signatureOf } from './service.cts';

interface Settings {
	port: number;
	imagePort: number;
	plainPictures: boolean;
	likeTheEngine: boolean;
}

const port = (flags: string, description: string, value: number) =>
	new Option(flags, `${description}, 0 for a free one`).argParser(Number).default(value);

program
	.name('npm run simulator --')
	.description('A local stand-in for the Jumdata AI drawing service. It costs nothing.')
	.argument('[name=value...]', 'options of the service, listed below')
	.addOption(port('--port <number>', 'port of the API', 8787))
	.addOption(port('--image-port <number>', 'port of the image server', 8788))
	.option('--plain-pictures', 'pictures of one colour, which take no time', false)
	.option('--like-the-engine', 'as the real service may be; name=value goes before', false)
	.addHelpText('after', `\n${optionList()}`)
	.action(async (words: string[], settings: Settings) => run(await start(words, settings)));

function optionList(): string {
	const listed = (options: object) =>
		Object.entries(options).map(([name, value]) => `  ${name}=${JSON.stringify(value)}`);
	return [
		'Options of the service as they are unless you change them; null is no limit or none.',
		'simulator/service/options/ explains them.',
		...listed(defaultOptions),
		'',
		'With --like-the-engine:',
		...listed(likeTheEngine),
	].join('\n');
}

const start = async (words: string[], settings: Settings): Promise<Simulator> =>
	await startSimulator({
		apiPort: settings.port,
		imagePort: settings.imagePort,
		plainPictures: settings.plainPictures,
		// A new start never gives an id that an earlier one gave.
		firstTaskNumber: Date.now(),
		...(settings.likeTheEngine && likeTheEngine),
		...optionsFromWords(words),
	});

function run(simulator: Simulator): void {
	console.log(greeting(simulator));
	process.once('SIGINT', () => void simulator.close());
	process.once('SIGTERM', () => void simulator.close());
}

function greeting({ apiUrl, imageUrl, service }: Simulator): string {
	const { appId, appSecret, productCode } = service.options;
	const timestamp = String(Date.now());
	const fields = {
		appId,
		timestamp,
		sign: signatureOf(appId, appSecret, timestamp),
		text: 'a red fox in the snow',
		style: '水彩画',
		resolution: '1024*1024',
	};
	const form = Object.entries(fields).map(([name, value]) => `  -F '${name}=${value}'`);
	return [
		`API       ${apiUrl}`,
		`Images    ${imageUrl}`,
		`App ID    ${appId}`,
		`Secret    ${appSecret}`,
		`Product   ${productCode}`,
		`Ledger    ${apiUrl}/_control/ledger`,
		'',
		'A submit, good for five minutes:',
		[`curl ${apiUrl}/ai/draw/submit`, ...form].join(' \\\n'),
		'',
		'A fault on the next query, and an image host that is away for ten seconds:',
		`curl ${apiUrl}/_control/faults -d '{"on":"query","fault":{"kind":"http","status":503}}'`,
		`curl ${apiUrl}/_control/faults -d '{"on":"image","forMs":10000,"fault":{"kind":"loseBefore"}}'`,
		'',
		'Other options from now on:',
		`curl ${apiUrl}/_control/options -d '{"conclusions":["pass","block"]}'`,
		'',
		'Ctrl-C ends it.',
	].join('\n');
}

program.parseAsync().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
