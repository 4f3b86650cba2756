import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'flatted';
import {
	ManualExecutionCancelledError,
	NodeOperationError,
	type ICredentialType,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import type { RunOutcome } from '../../engine/outcome.cts';
import { openEngine, type Engine, type EngineOptions } from '../../engine/openEngine.cts';
import { nodeNames, rowsThen, type NodeJson } from '../../engine/rowsThen.cts';

type Act = (this: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/** What the test node does, by its parameter `action`. */
const actions: Record<string, Act> = {
	async echo() {
		return this.getInputData().map((_item, index) => ({
			json: { text: this.getNodeParameter('text', index) },
			pairedItem: { item: index },
		}));
	},
	async request() {
		const url = this.getNodeParameter('text', 0) as string;
		const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'testApi', {
			url,
			method: 'POST',
			body: { text: 'hello' },
		});
		return [{ json: answer }];
	},
	async failOnce() {
		const context = this.getContext('node');
		context.calls = ((context.calls as number | undefined) ?? 0) + 1;
		if (context.calls === 1) throw new NodeOperationError(this.getNode(), 'The first call fails');
		return [{ json: { calls: context.calls } }];
	},
	async waitForStop() {
		const signal = this.getExecutionCancelSignal()!;
		this.sendMessageToUI('waiting');
		if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
		this.logger.info('stopped');
		throw new ManualExecutionCancelledError(this.getExecutionId());
	},
	async store() {
		const bytes = Buffer.from('the picture');
		const data = await this.helpers.prepareBinaryData(bytes, 'buffer.png', 'image/png');
		const stream = Readable.from([bytes]);
		const streamed = await this.helpers.prepareBinaryData(stream, 'stream.png', 'image/png');
		return [{ json: {}, binary: { data, streamed } }];
	},
	async failEven() {
		return this.getInputData().map(({ json }, index) =>
			index % 2
				? { json: { done: true }, pairedItem: { item: index } }
				: {
						json: { error: { message: `bad ${json.text}`, code: 7 } },
						pairedItem: { item: index },
					},
		);
	},
	async tell() {
		this.sendMessageToUI({ done: 1 });
		this.logger.info('bought', { taskId: '12' });
		this.addExecutionHints({ message: 'Costs money', location: 'outputPane' });
		return [{ json: {} }];
	},
	async count() {
		const data = this.getWorkflowStaticData('global');
		data.runs = ((data.runs as number | undefined) ?? 0) + 1;
		return [{ json: { runs: data.runs } }];
	},
};

const testNode: INodeType = {
	description: {
		displayName: 'Test',
		name: 'test',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Test' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'testApi', required: true, testedBy: 'testUser' }],
		properties: [
			{ displayName: 'Action', name: 'action', type: 'string', default: '' },
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
		],
	},
	async execute(this: IExecuteFunctions) {
		const action = this.getNodeParameter('action', 0) as string;
		return [await actions[action].call(this)];
	},
	methods: {
		credentialTest: {
			async testUser({ data }) {
				const uri = String(data?.path);
				const answer = await this.helpers.request({
					uri,
					method: 'POST',
					json: true,
					body: { data },
				});
				return { status: 'OK', message: JSON.stringify(answer.body) };
			},
		},
	},
};

const fields: ICredentialType['properties'] = [
	{ displayName: 'User', name: 'user', type: 'string', default: '' },
	{ displayName: 'Path', name: 'path', type: 'string', default: 'from the default' },
];

const signing: ICredentialType = {
	name: 'testApi',
	displayName: 'Test API',
	properties: fields,
	authenticate: async ({ user, path }, request) => ({
		...request,
		body: { ...(request.body as object), user, path },
	}),
};

const generic: ICredentialType = {
	name: 'testApi',
	displayName: 'Test API',
	properties: fields,
	authenticate: {
		type: 'generic',
		properties: { headers: { 'X-User': '={{ $credentials.user }}' } },
	},
};

let engine: Engine;

async function open(options: Partial<EngineOptions> = {}): Promise<void> {
	engine = await openEngine({
		nodeTypes: { 'CUSTOM.test': testNode },
		credentialTypes: { testApi: signing },
		credentials: { testApi: { user: 'ada' } },
		...options,
	});
}

afterEach(async () => await engine.close());

const testing = (action: string, text = '', node: Partial<NodeJson> = {}): NodeJson => ({
	type: 'CUSTOM.test',
	parameters: { action, text },
	...node,
});

const twoRows = [{ text: 'fox' }, { text: '=1+1' }];

async function run(node: NodeJson, rows = twoRows): Promise<RunOutcome> {
	return await engine.start(rowsThen(rows, node, { sinks: true })).finished;
}

const jsonOf = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);

describe('one copy', () => {
	test.each(['n8n-workflow', 'n8n-core'])(
		'of %s is loaded, the one of the engine under test',
		async (name) => {
			await open();
			const main = require.resolve(name);
			const root = main.slice(0, main.indexOf('/dist/') + 1);
			const copies = Object.keys(require.cache).filter((path) =>
				new RegExp(`/${name}(-1x)?/dist/(cjs/)?index\\.c?js$`).test(path),
			);
			expect(copies).toEqual([expect.stringContaining(root)]);
		},
	);
});

describe('a workflow', () => {
	test('evaluates expressions for each row, and takes a row\'s own "=" as text', async () => {
		await open();
		const outcome = await run(testing('echo', '={{ $json.text.toUpperCase() + $itemIndex }}'));
		expect(outcome.error).toBeUndefined();
		expect(outcome.status).toBe('success');
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([
			{ text: 'FOX0' },
			{ text: '=1+11' },
		]);
		expect(outcome.outputs(nodeNames.success)[0]).toHaveLength(2);
	});

	test('starts at the node that none leads to, with its pinned data, notes beside it', async () => {
		await open();
		const workflow = rowsThen([], testing('echo', '={{ $json.text }}'));
		workflow.pinData = { [nodeNames.rows]: [{ json: { text: 'pinned' } }] };
		const note = { type: 'n8n-nodes-base.stickyNote', name: 'Note', id: 'note', parameters: {} };
		workflow.nodes.unshift({ ...note, typeVersion: 1, position: [0, 0] });
		const outcome = await engine.start(workflow).finished;
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([{ text: 'pinned' }]);
	});

	test('of which a node type is unknown is refused', async () => {
		await open();
		expect(() => engine.start(rowsThen([], { type: 'CUSTOM.other' }))).toThrow('issues');
	});

	test('keeps its static data from run to run', async () => {
		await open();
		const workflow = rowsThen(twoRows, testing('count'));
		await engine.start(workflow).finished;
		const outcome = await engine.start(workflow).finished;
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([{ runs: 2 }]);
	});
});

describe('a request', () => {
	let server: Server;

	beforeEach(async () => {
		server = createServer(async (request, response) => {
			const chunks = await request.toArray();
			const body = JSON.parse(Buffer.concat(chunks).toString());
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify({ body, user: request.headers['x-user'] ?? null }));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});

	afterEach(() => server.close());

	const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

	test('is signed by the function of the credential type, which knows its defaults', async () => {
		await open();
		const outcome = await run(testing('request', url()));
		const body = { text: 'hello', user: 'ada', path: 'from the default' };
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([{ body, user: null }]);
	});

	test('is signed by generic rules', async () => {
		await open({ credentialTypes: { testApi: generic } });
		const outcome = await run(testing('request', url()));
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([
			{ body: { text: 'hello' }, user: 'ada' },
		]);
	});

	test('is sent by the test of a credential', async () => {
		await open({ credentials: { testApi: { path: url() } } });
		expect(await engine.testCredential('CUSTOM.test', 'testApi')).toEqual({
			status: 'OK',
			message: JSON.stringify({ data: { user: '', path: url() } }),
		});
	});

	test('is not sent by a node without a credential', async () => {
		await open();
		const outcome = await run(testing('request', url(), { credentials: {} }));
		expect(outcome.error?.message).toMatch('credentials');
	});
});

describe('a failed node', () => {
	test('is run again by Retry on Fail, with its context', async () => {
		await open();
		const retried = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const outcome = await run(testing('failOnce', '', retried));
		expect(outcome.status).toBe('success');
		expect(jsonOf(outcome.outputs(nodeNames.node)[0])).toEqual([{ calls: 2 }]);
		expect(outcome.runs(nodeNames.node)).toHaveLength(1);
	});

	test('is run again from the stored execution, with its context', async () => {
		await open();
		const workflow = rowsThen(twoRows, testing('failOnce'), { sinks: true });
		const failed = await engine.start(workflow).finished;
		expect(failed.status).toBe('error');
		expect(failed.error?.message).toBe('The first call fails');
		expect(failed.outputs(nodeNames.node)).toEqual([]);

		const retried = await engine.retry(failed.stored, workflow).finished;
		expect(retried.status).toBe('success');
		expect(jsonOf(retried.outputs(nodeNames.success)[0])).toEqual([{ calls: 2 }]);
		expect(retried.runs(nodeNames.rows)).toHaveLength(1);
		expect(retried.runs(nodeNames.node)).toHaveLength(1);
	});

	test('sends its failed rows, joined with the input, by the error output', async () => {
		await open();
		const outcome = await run(testing('failEven', '', { onError: 'continueErrorOutput' }));
		expect(outcome.outputs(nodeNames.node).map(jsonOf)).toEqual([
			[{ done: true }],
			[{ text: 'fox', error: { message: 'bad fox', code: 7 } }],
		]);
		expect(outcome.outputs(nodeNames.failure)[0]).toHaveLength(1);
	});
});

test('Stop reaches the node, and what is stored is the moment of Stop', async () => {
	await open();
	const execution = engine.start(rowsThen(twoRows, testing('waitForStop')), {
		onMessageToUi: () => setImmediate(() => execution.stop()),
	});
	const outcome = await execution.finished;
	expect(outcome.status).toBe('canceled');
	expect(engine.logs.map(({ message }) => message)).toContain('stopped');
	const stored = parse(outcome.stored);
	expect(Object.keys(stored.resultData.runData)).toEqual([nodeNames.rows]);
});

describe('files', () => {
	test.each(['default', 'filesystem'] as const)('are kept in %s mode', async (binaryDataMode) => {
		await open({ binaryDataMode });
		const outcome = await run(testing('store'));
		const binary = outcome.outputs(nodeNames.node)[0][0].binary!;
		for (const file of [binary.data, binary.streamed]) {
			expect((await engine.readBinary(file)).toString()).toBe('the picture');
			expect(file.mimeType).toBe('image/png');
			expect(Boolean(file.id)).toBe(binaryDataMode === 'filesystem');
		}
	});

	test('go to the folder given, which stays', async () => {
		const storagePath = await mkdtemp(join(tmpdir(), 'harness-'));
		await open({ binaryDataMode: 'filesystem', storagePath });
		await run(testing('store'));
		await engine.close();
		expect(await readdir(storagePath)).toEqual(['workflows']);
		await rm(storagePath, { recursive: true });
	});
});

test('a node is heard: log, messages to the browser, hints', async () => {
	await open();
	const messages: unknown[] = [];
	const execution = engine.start(rowsThen(twoRows, testing('tell')), {
		onMessageToUi: (message) => messages.push(message),
	});
	const outcome = await execution.finished;
	expect(messages).toEqual([{ source: '[Node: "Node"]', messages: [{ done: 1 }] }]);
	expect(engine.logs).toContainEqual({
		level: 'info',
		message: 'bought',
		metadata: { taskId: '12' },
	});
	expect(outcome.hints).toEqual([{ message: 'Costs money', location: 'outputPane' }]);
});

test('only a manual run sends messages to the browser', async () => {
	await open({ mode: 'trigger' });
	const onMessageToUi = jest.fn();
	await engine.start(rowsThen(twoRows, testing('tell')), { onMessageToUi }).finished;
	expect(onMessageToUi).not.toHaveBeenCalled();
});

test('a second engine is refused until the first is closed', async () => {
	await open();
	await expect(openEngine({ nodeTypes: {} })).rejects.toThrow('Another engine is open');
	await engine.close();
	await open();
});
