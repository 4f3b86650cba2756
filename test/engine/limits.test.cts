import type { WorkflowJson } from '../../engine/rowsThen.cts';
import type { Fault } from '../../simulator/faults.cts';
import { stage, open, ROWS, NODE } from './support/openedStage.cts';
import {
	itemsOf,
	jsonsOf,
	manyRows,
	pairedRows,
	requestsFor,
	textRows,
	timesBought,
} from './support/stage.cts';
import type { IDataObject, INodeType } from 'n8n-workflow';

function loopOf(turns: number, rows: IDataObject[], options: IDataObject = {}): WorkflowJson {
	const workflow = stage.workflow(rows, {
		parameters: { downloadImages: false },
		options: options as never,
	});
	const again = { type: 'CUSTOM.again', typeVersion: 1, parameters: { turns } };
	workflow.nodes.push({ ...again, id: 'again', name: 'Again', position: [400, 0] });
	workflow.connections[NODE] = { main: [[{ node: 'Again', type: 'main', index: 0 }]] };
	workflow.connections.Again = { main: [[{ node: NODE, type: 'main', index: 0 }]] };
	return workflow;
}

const againNode: INodeType = {
	description: {
		displayName: 'Again',
		name: 'again',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Again' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Turns', name: 'turns', type: 'number', default: 2 }],
	},
	async execute() {
		const turn = Number(this.getWorkflowDataProxy(0).$runIndex) + 1;
		if (turn >= Number(this.getNodeParameter('turns', 0))) return [[]];
		const items = this.getInputData();
		return [items.map(({ json: { text } }, item) => ({ json: { text }, pairedItem: { item } }))];
	},
};

describe('maxImages', () => {
	const rows = manyRows(3).map((row) => ({ ...row, num: 2 }));

	test('refuses what would go beyond before anything is sent', async () => {
		await open();
		const { error } = await stage.run(rows, { options: { maxImages: 5 } });
		expect(error?.message).toMatch(/5/);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('under Continue makes every row a failed item', async () => {
		await open();
		const outcome = await stage.run(rows, {
			options: { maxImages: 5 },
			onError: 'continueRegularOutput',
		});
		expect(jsonsOf(outcome).map((json) => Object.keys(json))).toEqual([
			['error'],
			['error'],
			['error'],
		]);
		expect(pairedRows(itemsOf(outcome))).toEqual([0, 1, 2]);
		expect(stage.simulator.apiRequests).toEqual([]);
	});

	test('lets pass what just fits', async () => {
		await open();
		const outcome = await stage.run(rows, { options: { maxImages: 6 } });
		expect(itemsOf(outcome)).toHaveLength(6);
	});
});

describe('the balance', () => {
	const rows = manyRows(3);

	test('is put out by Get Balance, which costs nothing', async () => {
		await open({ simulator: { balance: 77.5 } });
		const outcome = await stage.run(textRows('any row'), {
			parameters: { operation: 'getBalance' },
		});
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)).toEqual([{ balance: 77.5, taskNo: expect.stringMatching(/^\d+$/) }]);
		expect(pairedRows(itemsOf(outcome))).toEqual([0]);
		expect(stage.simulator.service.ledger).toEqual([]);
	});

	test('is not looked at where minBalance is 0', async () => {
		await open({ simulator: { balance: 0 } });
		const outcome = await stage.run(rows, { parameters: { operation: 'submit' } });
		expect(outcome.error).toBeUndefined();
		expect(requestsFor(stage.simulator, 'balance')).toBe(0);
	});

	test('lets the run begin where it is minBalance or more', async () => {
		await open({ simulator: { balance: 10 } });
		const outcome = await stage.run(rows, { options: { minBalance: 10 } });
		expect(outcome.error).toBeUndefined();
		expect(itemsOf(outcome)).toHaveLength(3);
	});

	test.each<[string, Fault | undefined]>([
		['is lower than minBalance', undefined],
		['cannot be read', { kind: 'garbage', shape: 'html' }],
		['is no number', { kind: 'answer', code: 200, data: { balance: 'plenty' } }],
		['is refused', { kind: 'answer', code: 400 }],
	])('refuses the run before anything is bought where it %s', async (_, fault) => {
		await open({ simulator: { balance: fault ? 1000 : 9.99 } });
		if (fault) stage.simulator.addFault({ on: 'balance', times: null, fault });
		const options = { minBalance: 10, maxWaitTime: 1 };
		const refused = await stage.run(rows, { options });
		expect(refused.status).toBe('error');
		expect(`${refused.error?.message}`).toMatch(/balance/i);
		const failed = await stage.run(rows, { options, onError: 'continueRegularOutput' });
		expect(jsonsOf(failed).map((json) => Object.keys(json))).toEqual(Array(3).fill(['error']));
		expect(requestsFor(stage.simulator, 'submit')).toBe(0);
	});

	test('is not looked at by a retry that has nothing left to buy', async () => {
		await open({ simulator: { balance: 10 } });
		stage.simulator.addFault({ on: 'image', fault: { kind: 'http', status: 400 } });
		const workflow = stage.workflow(rows, { options: { minBalance: 10 } });
		const failed = await stage.start(workflow).finished;
		expect(failed.status).toBe('error');
		expect(stage.simulator.service.ledger).toHaveLength(3);
		const retried = await stage.retry(failed, workflow);
		expect(retried.error).toBeUndefined();
		expect(requestsFor(stage.simulator, 'balance')).toBe(1);
	});
});

describe('a loop', () => {
	const openLoop = async () => await open({ engine: { nodeTypes: { 'CUSTOM.again': againNode } } });

	test('draws anew at every turn', async () => {
		await openLoop();
		const outcome = await stage.start(loopOf(3, textRows('fox', 'owl'))).finished;
		expect(outcome.error).toBeUndefined();
		expect(outcome.runs(NODE)).toHaveLength(3);
		expect(timesBought(stage.simulator)).toEqual({ fox: 3, owl: 3 });
		const ids = outcome.runs(NODE).flatMap(({ data }) => data?.main[0] ?? []);
		expect(new Set(ids.map(({ json }) => json.taskId)).size).toBe(6);
	});

	test('buys no more than maxImages over all its turns', async () => {
		await openLoop();
		const outcome = await stage.start(loopOf(3, textRows('fox', 'owl'), { maxImages: 5 })).finished;
		expect(outcome.status).toBe('error');
		expect(outcome.error?.message).toMatch(/5/);
		expect(timesBought(stage.simulator)).toEqual({ fox: 2, owl: 2 });
	});

	test('is not needed: a second way into the node draws anew as well', async () => {
		await open();
		const workflow = stage.workflow(textRows('fox'), { parameters: { downloadImages: false } });
		const noOp = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
		workflow.nodes.push({ ...noOp, id: 'way', name: 'Second way', position: [100, 100] });
		const to = (node: string) => ({ node, type: 'main' as const, index: 0 });
		workflow.connections[ROWS] = { main: [[to(NODE), to('Second way')]] };
		workflow.connections['Second way'] = { main: [[to(NODE)]] };
		const outcome = await stage.start(workflow).finished;
		expect(outcome.runs(NODE)).toHaveLength(2);
		expect(timesBought(stage.simulator)).toEqual({ fox: 2 });
	});

	test('another execution draws anew', async () => {
		await open();
		const workflow = stage.workflow(textRows('fox'), { parameters: { operation: 'submit' } });
		await stage.start(workflow).finished;
		await stage.start(workflow).finished;
		expect(timesBought(stage.simulator)).toEqual({ fox: 2 });
	});
});
