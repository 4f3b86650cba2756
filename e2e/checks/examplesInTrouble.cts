import assert from 'node:assert/strict';
import {
	atSimulator,
	importExample,
	readExamples,
	switchedOn,
	withOwnTables,
} from '../examples.cts';
import type { Stage } from '../stage.cts';
import type { Check } from './check.cts';
import { byHand, courses, given, type Run, type Trouble } from './troubledCourses.cts';

/** Its visitor is among the journeys: a form's page needs a browser. */
const elsewhere = ['form-to-picture'];

/** Every example while images that are paid cannot be had: nothing is lost, and nothing is paid twice. */
export function examplesInTroubleChecks(stage: Stage): Check[] {
	const { client, credentials, simulator } = stage;
	const { service } = simulator;
	const troubles: Record<Trouble, () => void> = {
		'the image host fails': () =>
			simulator.addFault({ on: 'image', times: null, fault: { kind: 'http', status: 404 } }),
		'the first image of each task is blocked': () => service.configure({ conclusions: ['block'] }),
	};
	const over = () => {
		service.clearFaults();
		service.configure({ conclusions: [] });
	};
	const imagesBought = () => service.ledger.reduce((sum, task) => sum + task.chargedImages, 0);

	const imported = async (file: string, suffix: string): Promise<Run> => {
		const example = readExamples().get(file);
		assert.ok(example, `examples/${file}.json`);
		const own = withOwnTables(switchedOn(atSimulator(example, simulator.apiUrl)), suffix);
		const id = await importExample(client, own, credentials);
		return async (trigger, input) => {
			const execution = await client.finishedExecution(await client.run(id, trigger, input));
			const { status, error } = execution;
			assert.equal(status, 'success', `${status}: ${error?.message}`);
			return execution;
		};
	};

	const inTrouble = Object.keys(troubles) as Trouble[];
	return [
		{
			name: 'every example is tried in trouble, here or by the form’s visitor',
			run: async () => {
				const tried = [...Object.keys(courses), ...elsewhere].sort();
				assert.deepEqual(tried, [...readExamples().keys()].sort());
			},
		},
		...inTrouble.flatMap((trouble, index) =>
			Object.entries(courses).map(([file, { images, course }]) => ({
				name: `${file}: ${trouble}`,
				run: async () => {
					const run = await imported(file, String(index));
					const before = imagesBought();
					troubles[trouble]();
					await course(run, trouble, over).finally(over);
					assert.equal(imagesBought() - before, images);
				},
			})),
		),
		{
			name: 'draw-each-row-once: a request without a clear answer is held back, and not paid twice',
			run: async () => {
				const run = await imported('draw-each-row-once', 'unclear');
				const before = imagesBought();
				simulator.addFault({ on: 'submit', fault: { kind: 'loseAfter' } });
				const first = await run(byHand);
				assert.equal(first.items('Write the Address').length, 2);
				assert.deepEqual(given(first, 'Write the Problem', 'mayBePaid'), ['yes']);
				assert.equal((await run(byHand)).items('Rows Without an Image').length, 0);
				assert.equal(imagesBought() - before, 3);
			},
		},
	];
}
