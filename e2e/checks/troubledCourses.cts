import assert from 'node:assert/strict';
import type { Execution } from '../server/n8nClient.cts';
import { eventually } from '../wait.cts';

export const byHand = 'When clicking ‘Execute workflow’';
const schedule = 'Every Ten Minutes';

/** What goes wrong with images that are paid. */
export type Trouble = 'the image host fails' | 'the first image of each task is blocked';

/** Runs an example from a trigger; it must end well. */
export type Run = (trigger: string, input?: object) => Promise<Execution>;

/** How one example comes through: while there is trouble and, once it is `over`, afterwards. */
type Course = (run: Run, trouble: Trouble, over: () => void) => Promise<void>;

/** Fields of the items that a node put out at its first output. */
export const given = (execution: Execution, nodeName: string, field: string) =>
	execution.items(nodeName, 0).map(({ json }) => json[field]);

/** The rows that were not drawn say why, and name the task that was paid. */
function assertPaidAndExplained(execution: Execution, nodeName: string, count: number): void {
	const tasks = given(execution, nodeName, 'taskId').filter((taskId) => taskId !== '');
	assert.equal(tasks.length, count);
	for (const taskId of tasks) assert.match(String(taskId), /^\d{19}$/);
	for (const reason of given(execution, nodeName, 'reason'))
		assert.match(String(reason), /^\w+ \d/);
}

/** Every example that needs no browser, with how many images it pays for in all. */
export const courses: Record<string, { images: number; course: Course }> = {
	'spreadsheet-to-images': {
		images: 5,
		course: async (run, trouble) => {
			const execution = await run(byHand);
			const isBlocked = trouble === 'the first image of each task is blocked';
			assertPaidAndExplained(execution, 'Not Drawn', isBlocked ? 4 : 5);
			const files = execution.items('Draw', 0).map(({ binary }) => binary?.data.fileName);
			const drawn = files.map((file) => file?.replace(/\.\w+$/, ''));
			assert.deepEqual(drawn, isBlocked ? ['Sticker-2'] : []);
		},
	},
	'refused-rows-to-sheet': {
		images: 2,
		course: async (run) => {
			const execution = await run(byHand);
			assert.equal(execution.items('Images').length, 0);
			assert.equal(execution.items('What to Mend').length, 4);
			assertPaidAndExplained(execution, 'What to Mend', 2);
		},
	},
	'loop-with-spending-limit': {
		images: 4,
		course: async (run) => {
			const execution = await run(byHand);
			assert.equal(execution.items('All That Was Drawn', 0).length, 0);
			assert.equal(execution.items('Not Drawn').length, 5);
			assertPaidAndExplained(execution, 'Not Drawn', 4);
		},
	},
	'submit-now-query-later': {
		images: 3,
		course: async (run, trouble, over) => {
			await run(byHand);
			await eventually(async () => (await run(schedule)).items('Note the Problem').length === 3);
			const still = await run(schedule);
			assert.equal(still.items('Tasks Not Ticked Off').length, 3, 'nothing is ticked off');
			assert.ok(!still.ran.includes('Tick Off'));
			for (const problem of given(still, 'Note the Problem', 'problem'))
				assert.match(String(problem), /^\w+ \d/);
			over();
			const after = await run(schedule);
			const fetched = trouble === 'the image host fails' ? 3 : 0;
			assert.equal(after.items('Tick Off').length, fetched);
			for (const { binary } of after.items('Done?', 0))
				assert.match(binary?.data.mimeType ?? '', /^image\//);
			const open = (await run(schedule)).items('Tasks Not Ticked Off');
			assert.equal(open.length, 3 - fetched);
		},
	},
	'draw-each-row-once': {
		images: 3,
		course: async (run, trouble, over) => {
			const first = await run(byHand);
			assert.ok(!first.ran.includes('Write the Address'));
			const problems = first.items('Write the Problem').map(({ json }) => json);
			assert.equal(problems.length, 3);
			for (const { taskId, problem, mayBePaid } of problems) {
				assert.match(String(taskId), /^\d{19}$/);
				assert.match(String(problem), /^\w+ 1/);
				assert.equal(mayBePaid, '');
			}
			over();
			const after = await run(byHand);
			assert.ok(!after.ran.includes('Submit'), 'nothing is paid again');
			const addresses = given(after, 'Write the Address', 'imageUrl');
			assert.equal(addresses.length, trouble === 'the image host fails' ? 3 : 0);
		},
	},
	'agent-that-draws': {
		images: 1,
		course: async (run, trouble) => {
			const message = { sessionId: '1', action: 'sendMessage', chatInput: 'a kite in trouble' };
			const [output] = given(await run('Chat', message), 'Agent', 'output');
			// It gets addresses and no files, so the host's trouble is not the agent's.
			const expected = trouble === 'the image host fails' ? /imageUrl.*\/1\.\w+/ : /withheld/;
			assert.match(String(output), expected);
		},
	},
	'any-jumdata-api': {
		images: 0,
		course: async (run) => {
			assert.equal((await run(byHand)).items('Balance').length, 1);
		},
	},
};
