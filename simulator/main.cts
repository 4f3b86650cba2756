import { InvalidArgumentError, Option, program } from 'commander';
import { startSimulator, type Simulator } from './server.cts';
import { defaultOptions, signatureOf } from './service.cts';

/** Reads a number that is not negative; a rate or a limit may also be `Infinity`. */
function amount(text: string): number {
	const value = Number(text);
	if (text.trim() === '' || !(value >= 0))
		throw new InvalidArgumentError('Not a number from 0 up.');
	return value;
}

interface Settings {
	port: number;
	imagePort: number;
	slots: number;
	drawMs: number;
	drawSpread: number;
	maxUnfinished: number;
	rate: number;
	burst?: number;
	appId: string;
	appSecret: string;
	balance: number;
	price: number;
	taskIds: 'string' | 'number';
	plainPictures: boolean;
}

const number = (flags: string, description: string, value?: number) =>
	new Option(flags, description)
		.argParser(amount)
		.default(value, value === Infinity ? 'no limit' : undefined);

program
	.name('npm run simulator --')
	.description('A local stand-in for the Jumdata AI drawing service. It costs nothing.')
	.addOption(number('--port <number>', 'port of the API, 0 for a free one', 8787))
	.addOption(number('--image-port <number>', 'port of the image server, 0 for a free one', 8788))
	.addOption(number('--slots <number>', 'tasks drawn at once', defaultOptions.slots))
	.addOption(number('--draw-ms <ms>', 'mean time of a drawing', defaultOptions.drawMs))
	.addOption(
		number('--draw-spread <part>', '0.3 is up to 30 % either way', defaultOptions.drawSpread),
	)
	.addOption(
		number('--max-unfinished <number>', 'tasks queued or drawing; beyond: code 606', Infinity),
	)
	.addOption(number('--rate <number>', 'requests a second; beyond: code 609', Infinity))
	.addOption(number('--burst <number>', 'requests at once, if not one second of the rate'))
	.option('--app-id <text>', 'the account', defaultOptions.appId)
	.option('--app-secret <text>', 'its secret', defaultOptions.appSecret)
	.addOption(number('--balance <number>', 'balance at the start', defaultOptions.balance))
	.addOption(number('--price <number>', 'price of an image', defaultOptions.pricePerImage))
	.addOption(
		new Option('--task-ids <form>', 'task ids in JSON')
			.choices(['string', 'number'])
			.default('string'),
	)
	.option('--plain-pictures', 'pictures of one colour, which take no time', false)
	.action(async (settings: Settings) => run(await start(settings), settings));

const start = async (settings: Settings): Promise<Simulator> =>
	await startSimulator({
		apiPort: settings.port,
		imagePort: settings.imagePort,
		plainPictures: settings.plainPictures,
		slots: settings.slots,
		drawMs: settings.drawMs,
		drawSpread: settings.drawSpread,
		maxUnfinished: settings.maxUnfinished,
		requestsPerSecond: settings.rate,
		requestBurst: settings.burst ?? null,
		appId: settings.appId,
		appSecret: settings.appSecret,
		balance: settings.balance,
		pricePerImage: settings.price,
		taskIdForm: settings.taskIds,
		// A new start never gives an id that an earlier one gave.
		firstTaskNumber: Date.now(),
	});

function run(simulator: Simulator, { appId, appSecret }: Settings): void {
	console.log(greeting(simulator, appId, appSecret));
	process.once('SIGINT', () => void simulator.close());
	process.once('SIGTERM', () => void simulator.close());
}

function greeting({ apiUrl, imageUrl }: Simulator, appId: string, appSecret: string): string {
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
		`Ledger    ${apiUrl}/_control/ledger`,
		'',
		'A submit, good for five minutes:',
		[`curl ${apiUrl}/ai/draw/submit`, ...form].join(' \\\n'),
		'',
		'A fault on the next query:',
		`curl ${apiUrl}/_control/faults -d '{"on":"query","fault":{"kind":"http","status":503}}'`,
		'',
		'Ctrl-C ends it.',
	].join('\n');
}

program.parseAsync().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
