import { EventEmitter } from 'node:events';
import { Command } from 'commander';
import { type Figure, table } from './figures.cts';
import { realFigures } from './real/figures.cts';
import { comparison, crowd } from './virtual/compare.cts';
import { drawingFigures, limitFigures, sharingFigures } from './virtual/figures.cts';

interface Options {
	quick: boolean;
	real: boolean;
}

// Many requests at once listen to one signal, which is no leak.
EventEmitter.defaultMaxListeners = 0;

const program = new Command('npm run bench --')
	.description('Measures how fast the node is, and shows what must be reached beside what is.')
	.option('--quick', 'fewer sizes, within a minute', false)
	.option('--no-real', 'virtual time alone')
	.parse();

async function main({ quick, real }: Options): Promise<void> {
	// Before the others, whose memory would hide what the pictures take.
	const ofRealTime = real ? await told('realFigures', async () => await realFigures(quick)) : [];
	const figures: Figure[] = [];
	for (const measure of [drawingFigures, limitFigures, sharingFigures]) {
		figures.push(...(await told(measure.name, async () => await measure(quick))));
	}
	figures.push(...ofRealTime);
	const lines = figures.map((it) => [
		it.measure,
		it.mustReach,
		it.measured,
		it.isReached ? 'ok' : 'NOT',
		it.isExact ? 'virtual' : 'real',
	]);
	console.log(table(['measure', 'must reach', 'measured', '', 'time'], lines));
	console.log(`\n${await told('comparison', async () => await comparison(quick))}`);
	console.log(`\n${await told('crowd', async () => await crowd(quick))}`);
	if (figures.some(({ isExact, isReached }) => isExact && !isReached)) process.exitCode = 1;
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
	const beganMs = Date.now();
	const result = await work();
	console.error(`${what}: ${((Date.now() - beganMs) / 1000).toFixed(1)} s`);
	return result;
}

void main(program.opts<Options>());
