import { EventEmitter } from 'node:events';
import { Command, Option } from 'commander';
import { type Figure, table } from './figures.cts';
import { realFigures } from './real/figures.cts';
import { comparison, crowd } from './virtual/compare.cts';
import { MEASURES } from './virtual/figures.cts';

interface Options {
	quick: boolean;
	real: boolean;
	only?: string;
}

// Many requests at once listen to one signal, which is no leak.
EventEmitter.defaultMaxListeners = 0;

const program = new Command('npm run bench --')
	.description('Measures how fast the node is, and shows what must be reached beside what is.')
	.option('--quick', 'fewer sizes, within a minute', false)
	.option('--no-real', 'virtual time alone')
	.addOption(
		new Option('--only <name>', 'one of the measures of virtual time').choices(
			Object.keys(MEASURES),
		),
	)
	.parse();

async function main({ quick, real, only }: Options): Promise<void> {
	// Before the others, whose memory would hide what the pictures take.
	const ofRealTime =
		real && !only ? await told('real time', async () => await realFigures(quick)) : [];
	const figures: Figure[] = [];
	for (const [name, measure] of Object.entries(MEASURES)) {
		if (only && name !== only) continue;
		figures.push(...(await told(name, async () => await measure(quick))));
	}
	figures.push(...ofRealTime);
	console.log(tableOf(figures));
	if (!only) {
		console.log(`\n${await told('comparison', async () => await comparison(quick))}`);
		console.log(`\n${await told('crowd', async () => await crowd(quick))}`);
	}
	if (figures.some(({ isExact, isHeld }) => isExact && !isHeld)) process.exitCode = 1;
}

function tableOf(figures: Figure[]): string {
	const lines = figures.map((it) => [
		it.measure,
		it.mustReach,
		it.measured,
		it.isReached ? 'ok' : 'NOT',
		it.heldAt ?? '',
		it.isExact ? 'virtual' : 'real',
	]);
	return table(['measure', 'must reach', 'measured', '', 'held at', 'time'], lines);
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
	const beganMs = Date.now();
	const result = await work();
	console.error(`${what}: ${((Date.now() - beganMs) / 1000).toFixed(1)} s`);
	return result;
}

void main(program.opts<Options>());
