import assert from 'node:assert/strict';
import { atSimulator, importExample, readExamples, switchedOn } from '../examples.cts';
import type { Execution } from '../server/n8nClient.cts';
import type { Stage } from '../stage.cts';
import { eventually } from '../wait.cts';
import type { Check } from './check.cts';

const byHand = 'When clicking ‘Execute workflow’';

/** Every example, imported and run as it is in its file; the form's visitor is among the journeys. */
export function exampleChecks(stage: Stage): Check[] {
	const { client, simulator, chatModel } = stage;
	const examples = readExamples();
	const workflowIds = new Map<string, string>();

	const run = async (file: string, trigger: string, input?: object): Promise<Execution> => {
		const example = examples.get(file);
		assert.ok(example, `examples/${file}.json`);
		const here = switchedOn(atSimulator(example, simulator.apiUrl));
		const id = workflowIds.get(file) ?? (await importExample(client, here, stage.credentials));
		workflowIds.set(file, id);
		const execution = await client.finishedExecution(await client.run(id, trigger, input));
		const { status, error } = execution;
		assert.equal(status, 'success', `${status}: ${error?.message} ${error?.description}`);
		return execution;
	};
	const textOf = async (execution: Execution, nodeName: string) => {
		const [{ binary }] = execution.items(nodeName);
		return await client.file(binary?.data.id ?? '');
	};
	const { imageFormat } = simulator.service.options;
	const extension = imageFormat === 'jpeg' ? 'jpg' : 'png';
	/** What every address has, before its signature. */
	const firstImage = new RegExp(`/1\\.${extension}(\\?|$)`);
	const imagesBought = () =>
		simulator.service.ledger.reduce((sum, { chargedImages }) => sum + chargedImages, 0);
	const bought = async (work: () => Promise<void>) => {
		const before = imagesBought();
		await work();
		return imagesBought() - before;
	};

	return [
		{
			name: 'each has a sticky note, and leaves the credentials to choose',
			run: async () => {
				for (const [file, { nodes }] of examples) {
					assert.ok(
						nodes.some(({ type }) => type.endsWith('.stickyNote')),
						file,
					);
					assert.ok(
						nodes.every(({ credentials }) => credentials === undefined),
						file,
					);
				}
			},
		},
		{
			name: 'spreadsheet-to-images: five images, named after their products, in one zip file',
			run: async () => {
				const images = await bought(async () => {
					const execution = await run('spreadsheet-to-images', byHand);
					const names = execution.items('Draw').map(({ binary }) => binary?.data.fileName);
					const expected = ['Postcard', 'Poster', 'Banner', 'Sticker-1', 'Sticker-2'];
					assert.deepEqual(
						names,
						expected.map((name) => `${name}.${extension}`),
					);
					const zip = await textOf(execution, 'Into One Zip File');
					for (const name of expected) assert.ok(zip.includes(`${name}.${extension}`), name);
				});
				assert.equal(images, 5);
			},
		},
		{
			name: 'refused-rows-to-sheet: two images, and two rows with their reasons',
			run: async () => {
				const images = await bought(async () => {
					const execution = await run('refused-rows-to-sheet', byHand);
					assert.equal(execution.items('Images').length, 2);
					const sheet = (await textOf(execution, 'Sheet of Refused Rows')).toString();
					assert.equal(sheet.trim().split('\n').length, 3, sheet);
					assert.match(sheet, /2,A knight who reads the newspaper,Crayon,1,.*style.*Crayon/);
					assert.match(sheet, /4,A dragon asleep on its gold,Oil Painting,9,.*1 to 6/);
				});
				assert.equal(images, 2);
			},
		},
		{
			name: 'submit-now-query-later: tasks go to a table, come back with images, and are ticked off',
			run: async () => {
				const images = await bought(async () => {
					const submitted = await run('submit-now-query-later', byHand);
					assert.equal(submitted.items('Note the Task IDs').length, 3);
					await eventually(async () => {
						const queried = await run('submit-now-query-later', 'Every Ten Minutes');
						const open = queried.items('Query', 0).filter(({ json }) => json.done !== true);
						const done = queried.items('Done?', 0);
						assert.equal(queried.items('Tick Off').length, done.length);
						for (const { binary } of done)
							assert.equal(binary?.data.mimeType, `image/${imageFormat}`);
						return open.length === 0;
					});
					const later = await run('submit-now-query-later', 'Every Ten Minutes');
					assert.equal(later.items('Tasks Not Ticked Off').length, 0);
				});
				assert.equal(images, 3);
			},
		},
		{
			name: 'draw-each-row-once: the first execution pays for three rows, the next one for nothing',
			run: async () => {
				const images = await bought(async () => {
					const first = await run('draw-each-row-once', byHand);
					const written = first.items('Write the Address');
					assert.equal(written.length, 3);
					for (const { json } of written) {
						assert.match(String(json.taskId), /^\d{19}$/);
						assert.ok(String(json.imageUrl).includes(`/${String(json.taskId)}/1.${extension}`));
					}
					const next = await run('draw-each-row-once', byHand);
					assert.equal(next.items('Rows Without an Image').length, 0);
					assert.ok(!next.ran.includes('Submit'));
				});
				assert.equal(images, 3);
			},
		},
		{
			name: 'loop-with-spending-limit: the third turn is refused, and four images are paid',
			run: async () => {
				const images = await bought(async () => {
					const execution = await run('loop-with-spending-limit', byHand);
					assert.equal(execution.items('Draw', 0).length, 4);
					const [refused, ...others] = execution.items('Not Drawn');
					assert.match(String(refused.json.reason), /Max Images/);
					assert.equal(others.length, 0);
					const drawn = execution.items('All That Was Drawn', 0);
					assert.equal(drawn.length, 4);
					for (const { json } of drawn) assert.match(String(json.imageUrl), firstImage);
				});
				assert.equal(images, 4);
			},
		},
		{
			name: 'any-jumdata-api: the HTTP Request node tells the balance, for free',
			run: async () => {
				const images = await bought(async () => {
					const execution = await run('any-jumdata-api', byHand);
					const [{ json }] = execution.items('Balance');
					assert.deepEqual(json, { balance: simulator.service.options.balance });
				});
				assert.equal(images, 0);
			},
		},
		{
			name: 'agent-that-draws: the agent calls the node once and shows the picture’s address',
			run: async () => {
				const images = await bought(async () => {
					const message = {
						sessionId: '1',
						action: 'sendMessage',
						chatInput: 'a kite over the sea',
					};
					const execution = await run('agent-that-draws', 'Chat', message);
					const [{ json }] = execution.items('Agent');
					assert.match(String(json.output), new RegExp(`imageUrl.*/1\\.${extension}`));
				});
				assert.equal(images, 1);
				const [{ tools = [] }] = chatModel.requests;
				assert.equal(tools.length, 1);
				assert.match(tools[0].function.description, /draw|image/i);
			},
		},
	];
}
