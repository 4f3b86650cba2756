import { inspect } from 'node:util';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { JumdataApi } from '../../../credentials/JumdataApi.credentials';
import { JumdataAiDraw } from '../../../nodes/JumdataAiDraw/JumdataAiDraw.node';
import type { Execution } from '../../../engine/execution.cts';
import { openEngine, type Engine, type EngineOptions } from '../../../engine/openEngine.cts';
import type { RunOutcome } from '../../../engine/outcome.cts';
import {
	nodeNames,
	rowsThen,
	type NodeJson,
	type WorkflowJson,
} from '../../../engine/rowsThen.cts';
import {
	startSimulator,
	type Simulator,
	type SimulatorOptions,
} from '../../../simulator/server.cts';
import { closeHosts } from './otherHost.cts';

/** The node's type, as workflows name it. */
export const NODE_TYPE = 'n8n-nodes-jumdata.jumdataAiDraw';

/** A secret that nothing but the credential may ever show. */
export const APP_SECRET = 'sEcReT-of-the-Account-77';

/** What a stage is opened with; `credential` goes over the keys of the simulated account. */
export interface StageOptions {
	simulator?: SimulatorOptions;
	engine?: Partial<EngineOptions>;
	credential?: ICredentialDataDecryptedObject;
}

/** The node's parameters, those of `options` in a plain object, and anything that n8n saves beside them. */
export interface NodeUnderTest extends Partial<NodeJson> {
	parameters?: INodeParameters;
	options?: INodeParameters;
}

/** The shipped node in n8n's real engine, before the simulated service. */
export interface Stage {
	simulator: Simulator;
	engine: Engine;
	/** The workflow [rows → node → Success / Failure]; rows fill in text, style, resolution, num. */
	workflow(rows: IDataObject[], node?: NodeUnderTest): WorkflowJson;
	start(workflow: WorkflowJson, ...options: [Parameters<Engine['start']>[1]?]): Execution;
	/** Runs rows through the node to the end. */
	run(rows: IDataObject[], node?: NodeUnderTest): Promise<RunOutcome>;
	/** Runs a failed execution on, as Retry in the executions list does. */
	retry(failed: RunOutcome, workflow: WorkflowJson): Promise<RunOutcome>;
	/** Closes everything, and fails where a secret or a signature came out anywhere. */
	close(): Promise<void>;
}

const fromRows: INodeParameters = {
	operation: 'generateAndWait',
	text: '={{ $json.text }}',
	style: '={{ $json.style ?? "油画" }}',
	resolution: '={{ $json.resolution ?? "1024*1024" }}',
	num: '={{ $json.num ?? 1 }}',
};

/** The shipped node with these parameters; text, style, resolution and num come from the rows. */
export function shippedNode({ parameters, options, ...node }: NodeUnderTest = {}): NodeJson {
	return {
		type: NODE_TYPE,
		...node,
		parameters: { ...fromRows, ...parameters, options: { pollInterval: 0.05, ...options } },
	};
}

/** Opens the engine of the version under test and a simulated account that draws in 50 ms. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
	const simulator = await startSimulator({
		plainPictures: true,
		appSecret: APP_SECRET,
		slots: Infinity,
		drawMs: 50,
		drawSpread: 0,
		...options.simulator,
	});
	const { appId } = simulator.service.options;
	const credential = { appId, appSecret: APP_SECRET, baseUrl: simulator.apiUrl };
	const engine = await openEngine({
		credentialTypes: { jumdataApi: new JumdataApi() },
		credentials: { jumdataApi: { ...credential, ...options.credential } },
		...options.engine,
		nodeTypes: { [NODE_TYPE]: new JumdataAiDraw(), ...options.engine?.nodeTypes },
	});
	const outcomes: RunOutcome[] = [];
	const seen: unknown[] = [];

	const kept = (execution: Execution): Execution => ({
		...execution,
		finished: execution.finished.then((outcome) => {
			outcomes.push(outcome);
			return outcome;
		}),
	});
	const workflow: Stage['workflow'] = (rows, node) =>
		rowsThen(rows, shippedNode(node), { sinks: true });
	const start: Stage['start'] = (json, execution) =>
		kept(
			engine.start(json, {
				...execution,
				onMessageToUi: (message) => {
					seen.push(message);
					execution?.onMessageToUi?.(message);
				},
			}),
		);

	return {
		simulator,
		engine,
		workflow,
		start,
		run: async (rows, node) => await start(workflow(rows, node)).finished,
		retry: async ({ stored }, json) => await kept(engine.retry(stored, json)).finished,
		close: async () => {
			await simulator.close();
			await engine.close();
			const elsewhere = await closeHosts();
			const signatures = [...simulator.apiRequests, ...elsewhere].flatMap(signaturesIn);
			const stored = outcomes.map((outcome) => outcome.stored);
			const shown = [
				engine.logs,
				seen,
				...outcomes.flatMap(({ error, runData }) => [error, runData]),
			];
			for (const place of [...stored, ...shown]) expectNoSecret(place, signatures);
			for (const place of shown) expectNoSignature(place, simulator.imageUrl);
		},
	};
}

const signaturesIn = ({ path, body }: { path: string; body: Buffer | string }): string[] =>
	`${path} ${body.toString('latin1')}`.match(/[0-9a-f]{64}/g) ?? [];

/** As much of a signature as would betray that it was shown, cut off or not. */
const TELLING_LENGTH = 16;

/** Fails where `place` shows the app secret or one of these signatures. */
export function expectNoSecret(place: unknown, signatures: string[] = []): void {
	const shown = shownBy(place).toLowerCase();
	const secrets = [
		APP_SECRET.toLowerCase(),
		...signatures.map((signature) => signature.slice(0, TELLING_LENGTH)),
	];
	expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
}

/**
 * Fails where `place` shows anything that looks like a signature, such as one that was never sent. What the
 * image host signed is part of its addresses.
 */
function expectNoSignature(place: unknown, imageUrl: string): void {
	const shown = shownBy(place)
		.split(imageUrl)
		.map((part, index) => (index === 0 ? part : part.replace(/^[\w/.?&=;%-]*/, '')))
		.join('');
	expect(shown.match(/\b[0-9a-f]{64}\b/g) ?? []).toEqual([]);
}

/** A place in JSON, and as `console.log` would print it at its most talkative. */
function shownBy(place: unknown): string {
	if (typeof place === 'string') return place;
	const whole = { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null };
	return `${jsonOf(place)}\n${inspect(place, whole)}`;
}

function jsonOf(place: unknown): string {
	try {
		return JSON.stringify(place) ?? '';
	} catch {
		return '';
	}
}

/** Rows with these texts. */
export const textRows = (...texts: string[]): Array<{ text: string }> =>
	texts.map((text) => ({ text }));

/** As many rows as asked for, each with a text of its own: `row 1`, `row 2` … */
export const manyRows = (count: number): Array<{ text: string }> =>
	textRows(...Array.from({ length: count }, (_, index) => `row ${index + 1}`));

/** The items that the node put out, by output; the error output is the second. */
export const itemsOf = (outcome: RunOutcome, output = 0): INodeExecutionData[] =>
	outcome.outputs(nodeNames.node)[output] ?? [];

/** What the node's items say. */
export const jsonsOf = (outcome: RunOutcome, output = 0): IDataObject[] =>
	itemsOf(outcome, output).map(({ json }) => json);

/** The input row that each item belongs to, read as the object that the contract promises. */
export const pairedRows = (items: INodeExecutionData[]): unknown[] =>
	items.map(({ pairedItem }) => (pairedItem as { item?: unknown } | undefined)?.item);

/** The details of the items that failed, others left out. */
export const errorsOf = (outcome: RunOutcome, output = 0): IDataObject[] =>
	jsonsOf(outcome, output).flatMap(({ error }) => (error ? [error as IDataObject] : []));

/** How often each text was bought. */
export function timesBought({ service }: Simulator): Record<string, number> {
	const times: Record<string, number> = {};
	for (const { text } of service.ledger) times[text] = (times[text] ?? 0) + 1;
	return times;
}

/** The ids of the tasks bought, by text; of a text that was bought twice, the last. */
export const taskIdsByText = ({ service }: Simulator): Record<string, string> =>
	Object.fromEntries(service.ledger.map(({ text, taskId }) => [text, taskId]));

/** How many requests came for an endpoint. */
export const requestsFor = (
	{ service }: Simulator,
	endpoint: 'submit' | 'query' | 'balance' | 'image',
): number => service.counters.requests[endpoint];

export const pause = async (durationMs: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, durationMs));

const LONGEST_WAIT_MS = 20_000;

/** Waits until `isSo` says true, at most 20 seconds. */
export async function until(isSo: () => boolean): Promise<void> {
	const latestMs = Date.now() + LONGEST_WAIT_MS;
	while (!isSo()) {
		if (Date.now() > latestMs) throw new Error(`It never came true: ${isSo.toString()}`);
		await pause(5);
	}
}
