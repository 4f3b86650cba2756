import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { nodeNames, type WorkflowJson } from '../../engine/rowsThen.cts';
import {
	jsonsOf,
	manyRows,
	openStage,
	requestsFor,
	shippedNode,
	type Stage,
	type StageOptions,
	textRows,
} from './support/stage.cts';

let stage: Stage;

const open = async (options?: StageOptions) => {
	stage = await openStage(options);
};

afterEach(async () => await stage.close());

const submitting = { operation: 'submit' };
const boughtTexts = () => stage.simulator.service.ledger.map(({ text }) => text.slice(0, 3));
const boughtIds = () => stage.simulator.service.ledger.map(({ taskId }) => taskId);
/** Refuses this word, which the id of an execution cannot have in it: that is of 0 to 9 and a to f. */
const refusingNix = { simulator: { blockedWords: ['nix'] } };

describe('expressions that give something new at each try', () => {
	const fresh = {
		...submitting,
		text: '={{ $json.text + " " + $now.toMillis() + " " + $execution.id + Math.random() }}',
		style: '={{ ["油画", "卡通画", "古风"][Math.floor(Math.random() * 3)] }}',
	};
	const rows = textRows('one', 'nix', 'two');

	it('are paid once a row by Retry on Fail', async () => {
		await open(refusingNix);
		const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const options = { maxConcurrency: 1 };
		const rowsInOrder = textRows('one', 'two', 'nix');
		const { error } = await stage.run(rowsInOrder, { ...retrying, parameters: fresh, options });
		expect(boughtTexts()).toEqual(['one', 'two']);
		expect(error?.message).toContain('2 images are paid');
		for (const taskId of boughtIds()) expect(String(error?.description)).toContain(taskId);
	});

	it('are paid once a row by a retry from the list, whose items say what was really paid', async () => {
		await open(refusingNix);
		const options = { maxConcurrency: 1 };
		const workflow = stage.workflow(rows, { parameters: fresh, options });
		const failed = await stage.start(workflow).finished;
		const paid = stage.simulator.service.ledger[0];
		stage.simulator.service.configure({ blockedWords: [] });
		const retried = await stage.retry(failed, workflow);
		expect(boughtTexts()).toEqual(['one', 'nix', 'two']);
		expect(jsonsOf(retried)[0]).toMatchObject({ text: paid.text, style: paid.style });
	});
});

describe('a failed execution that is retried twice', () => {
	const rows = textRows('one', 'two', 'nix', 'four', 'five');
	const failedWorkflow = async () => {
		await open(refusingNix);
		const parameters = { ...submitting, text: '={{ $json.text + " " + $execution.id }}' };
		const workflow = stage.workflow(rows, { parameters, options: { maxConcurrency: 1 } });
		const failed = await stage.start(workflow).finished;
		expect(boughtIds()).toHaveLength(2);
		stage.simulator.service.configure({ blockedWords: [] });
		return { workflow, failed };
	};

	it('pays once a row, one retry after the other', async () => {
		const { workflow, failed } = await failedWorkflow();
		await stage.retry(failed, workflow);
		const second = await stage.retry(failed, workflow);
		expect(jsonsOf(second).map(({ taskId }) => taskId)).toEqual(boughtIds());
		expect(boughtIds()).toHaveLength(5);
	});

	it('pays once a row, both at once', async () => {
		const { workflow, failed } = await failedWorkflow();
		const again = async () => await stage.retry(failed, workflow);
		const [first, second] = await Promise.all([again(), again()]);
		expect(boughtIds()).toHaveLength(5);
		const idsOf = (outcome: typeof first) => jsonsOf(outcome).map(({ taskId }) => taskId);
		expect(idsOf(first)).toEqual(idsOf(second));
	});
});

describe('a loop of three turns', () => {
	/** Sends the same row into the loop three times. */
	const turns: INodeType = {
		description: {
			name: 'turns',
			displayName: 'Turns',
			description: '',
			version: 1,
			group: ['transform'],
			defaults: { name: 'Turns' },
			inputs: ['main'],
			outputs: ['main', 'main'],
			properties: [],
		} as INodeType['description'],
		async execute(this: IExecuteFunctions) {
			const turn = Number(this.getWorkflowDataProxy(0).$runIndex);
			return turn < 3 ? [[{ json: { text: 'a fox' } }], []] : [[], this.getInputData()];
		},
	};

	const loopOf = (node: Parameters<typeof shippedNode>[0]): WorkflowJson => {
		const json = stage.workflow(textRows('start'), node);
		const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
		const loop = { id: 'Turns', name: 'Turns', type: 'test.turns', typeVersion: 1 };
		return {
			...json,
			nodes: [...json.nodes, { ...loop, position: [100, 100], parameters: {} }],
			connections: {
				[nodeNames.rows]: { main: [to('Turns')] },
				Turns: { main: [to(nodeNames.node), to(nodeNames.success)] },
				[nodeNames.node]: { main: [to('Turns')] },
			},
		};
	};
	const openLoop = async (simulator: StageOptions['simulator']) =>
		await open({ simulator, engine: { nodeTypes: { 'test.turns': turns } } });
	const taskIds = (outcome: Awaited<ReturnType<Stage['run']>>) =>
		outcome.runData[nodeNames.node].map((run) => {
			const [item] = run.data?.main[0] ?? [];
			const { taskId, error } = item.json as { taskId?: string; error?: IDataObject };
			return taskId ?? error?.taskId;
		});

	it('pays for three rows with the same text whose tasks are returned as not done', async () => {
		await openLoop({ drawMs: 600_000 });
		const options = { maxWaitTime: 1, onTimeout: 'returnPending' };
		const outcome = await stage.start(loopOf({ options })).finished;
		expect(boughtIds()).toHaveLength(3);
		expect(taskIds(outcome)).toEqual(boughtIds());
	});

	it('goes on with the task of a row that timed out', async () => {
		await openLoop({ drawMs: 600_000 });
		const options = { maxWaitTime: 1 };
		const parameters = { downloadImages: false };
		const onError = 'continueRegularOutput';
		const outcome = await stage.start(loopOf({ onError, options, parameters })).finished;
		expect(boughtIds()).toHaveLength(1);
		expect(taskIds(outcome)).toEqual(Array(3).fill(boughtIds()[0]));
	});
});

describe('an error output wired back into the node', () => {
	/** Gives on what it is given, three times. */
	const again: INodeType = {
		description: {
			name: 'again',
			displayName: 'Again',
			description: '',
			version: 1,
			group: ['transform'],
			defaults: { name: 'Again' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		} as INodeType['description'],
		async execute(this: IExecuteFunctions) {
			const turn = Number(this.getWorkflowDataProxy(0).$runIndex);
			return [turn < 3 ? this.getInputData() : []];
		},
	};

	it('pays nothing: a row whose image failed goes on, and one that may have been billed is not sent again', async () => {
		await open({ engine: { nodeTypes: { 'test.again': again } } });
		const { service } = stage.simulator;
		service.addFault({ on: 'image', text: 'late', fault: { kind: 'http', status: 400 } });
		service.addFault({ on: 'submit', text: 'lost', fault: { kind: 'loseAfter' } });
		const json = stage.workflow(textRows('late', 'lost'), { onError: 'continueErrorOutput' });
		const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
		const node = { id: 'Again', name: 'Again', type: 'test.again', typeVersion: 1 };
		json.nodes.push({ ...node, position: [400, 100], parameters: {} });
		json.connections[nodeNames.node] = { main: [to(nodeNames.success), to('Again')] };
		json.connections.Again = { main: [to(nodeNames.node)] };
		const { runData } = await stage.start(json).finished;
		const turns = runData[nodeNames.node].map(({ data }) => data?.main ?? []);
		expect(boughtTexts().sort()).toEqual(['lat', 'los']);
		expect(turns[0].map((items) => items?.length)).toEqual([0, 2]);
		const drawn = turns.flatMap(([items]) => items ?? []).map(({ json: { text } }) => text);
		expect(drawn).toEqual(['late']);
		expect(requestsFor(stage.simulator, 'submit')).toBe(2);
	});
});

it('three thousand rows with a style that does not exist are one short error, and nothing is sent', async () => {
	await open();
	const rows = manyRows(3_000).map((row) => ({ ...row, style: 'no such style' }));
	const { error } = await stage.run(rows);
	expect(error?.message.length).toBeLessThanOrEqual(1_000);
	expect(error?.message).toContain('3000 of 3000 rows');
	expect(String(error?.description).length).toBeLessThanOrEqual(20_000);
	expect(error?.description).toContain('Row 1: ');
	expect(requestsFor(stage.simulator, 'submit')).toBe(0);
});
