import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import type { JumdataApi } from '../../credentials/JumdataApi.credentials';
import { FORM_DATA_TYPE } from '../../credentials/signedRequest';
import { type Engine, openEngine } from '../../engine/openEngine.cts';
import { nodeNames, rowsThen } from '../../engine/rowsThen.cts';
import type { JumdataAiDraw } from '../../nodes/JumdataAiDraw/JumdataAiDraw.node';

/** What is shipped, as the build left it. */
const built = (path: string) => require(join(__dirname, '../../dist', path));
const newNode = (): JumdataAiDraw =>
	new (built('nodes/JumdataAiDraw/JumdataAiDraw.node.js').JumdataAiDraw)();
const newCredential = (): JumdataApi =>
	new (built('credentials/JumdataApi.credentials.js').JumdataApi)();

const NODE_TYPE = 'n8n-nodes-jumdata.jumdataAiDraw';
const BARE_TYPE = 'bench.bare';
const AT_ONCE = 5;
const PROMPT = { style: '油画', resolution: '1024*1024', num: 1 };

/** n8n's engine with the node in it, and a service in another process that has every answer ready. */
export interface Workshop {
	/** Runs the node over so many rows; gives the node's own time in milliseconds. */
	runNode(rows: number, parameters: IDataObject): Promise<number>;
	/** Sends the same requests, a submit and a query a row, through n8n's request helper alone, as many at once. */
	runBare(rows: number): Promise<number>;
	/** From now on, done tasks have pictures of so many bytes. */
	sizePictures(bytes: number): void;
	close(): Promise<void>;
}

/** Opens both; pictures go to the disk, as n8n 2.x has it by default. */
export async function openWorkshop(): Promise<Workshop> {
	const server = fork(join(__dirname, 'readyServer.cts'), {
		execArgv: ['-r', require.resolve('tsx/cjs')],
	});
	const [baseUrl] = (await once(server, 'message')) as [string];
	const engine = await openEngine({
		nodeTypes: { [NODE_TYPE]: newNode(), [BARE_TYPE]: newBareNode() },
		credentialTypes: { jumdataApi: newCredential() },
		credentials: {
			jumdataApi: { appId: 'bench', appSecret: 'bench', baseUrl, bodyFormat: 'multipart' },
		},
		binaryDataMode: 'filesystem',
		mode: 'trigger',
	});
	return {
		runNode: async (rows, parameters) =>
			await timed(engine, rows, NODE_TYPE, { text: '={{ $json.text }}', ...PROMPT, ...parameters }),
		runBare: async (rows) => await timed(engine, rows, BARE_TYPE, {}),
		sizePictures: (bytes) => server.send(bytes),
		close: async () => {
			await closed(server);
			await engine.close();
		},
	};
}

async function timed(
	engine: Engine,
	rowCount: number,
	type: string,
	parameters: IDataObject,
): Promise<number> {
	const rows = Array.from({ length: rowCount }, (_, row) => ({ text: `row ${row}` }));
	const workflow = rowsThen(rows, { type, parameters: parameters as never });
	const outcome = await engine.start(workflow).finished;
	if (outcome.error) throw outcome.error;
	const [{ executionTime }] = outcome.runs(nodeNames.node);
	return executionTime;
}

async function closed(server: ChildProcess): Promise<void> {
	const exited = once(server, 'exit');
	server.disconnect();
	await exited;
}

const newBareNode = (): INodeType => ({
	description: {
		...newNode().description,
		name: 'bare',
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		let next = 0;
		const headers = { 'content-type': FORM_DATA_TYPE, accept: 'application/json' };
		const post = async (url: string, body: IDataObject) =>
			(await this.helpers.httpRequestWithAuthentication.call(this, 'jumdataApi', {
				method: 'POST',
				url,
				headers,
				body,
			})) as { data: { taskId?: string } };
		const work = async () => {
			while (next < items.length) {
				const { text } = items[next++].json;
				const { data } = await post('/ai/draw/submit', { ...PROMPT, text, num: '1' });
				await post('/ai/draw/query', { taskId: data.taskId });
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		return [items];
	},
});
