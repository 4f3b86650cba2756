import { randomUUID } from 'node:crypto';
import {
	deepCopy,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeTypes,
} from 'n8n-workflow';
import { additionalDataOf, type MessageToUi } from './additionalData.cts';
import { coreVersion } from './core.cts';
import { testCredential } from './credentialTest.cts';
import { givenCredentials, givenData } from './credentials.cts';
import { startExecution, type Execution } from './execution.cts';
import { recordingLogger, type LogEntry } from './logs.cts';
import { knownNodeTypes, type NodeTypesByName } from './nodeTypes.cts';
import { readyToRetry } from './retry.cts';
import type { WorkflowJson } from './rowsThen.cts';
import { setUpServices, type BinaryDataMode } from './services.cts';

/** What an engine knows. */
export interface EngineOptions {
	/** By the full names that workflows use, such as `n8n-nodes-jumdata.jumdataAiDraw`. */
	nodeTypes: NodeTypesByName;
	/** By their names. */
	credentialTypes?: Record<string, ICredentialType>;
	/** The decrypted data of one credential for each credential type. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** 'default' keeps files as base64 in the execution's data. */
	binaryDataMode?: BinaryDataMode;
	/** Where files go in filesystem mode, instead of a temporary folder. */
	storagePath?: string;
	/** 'manual', a click in the editor, unless 'trigger': only the former sends messages to the browser. */
	mode?: 'manual' | 'trigger';
}

/** How one execution is run. */
export interface ExecutionOptions {
	executionId?: string;
	onMessageToUi?: (message: MessageToUi) => void;
}

/** n8n's own execution engine, without its server. */
export interface Engine {
	/** The version of n8n-core. */
	readonly version: string;
	/** Every line written to n8n's log since the engine was opened, n8n's own debug lines included. */
	readonly logs: LogEntry[];
	/** Runs a workflow from its start node. Static data lasts over all runs of the same workflow object. */
	start(workflow: WorkflowJson, options?: ExecutionOptions): Execution;
	/** Runs a failed execution on, from what its outcome has `stored`, as Retry in the executions list does. */
	retry(stored: string, workflow: WorkflowJson, options?: ExecutionOptions): Execution;
	/** Tests the given credential of a type as its dialog does, by the node type that has the test. */
	testCredential(nodeType: string, credentialType: string): Promise<INodeCredentialTestResult>;
	/** The bytes of a file that a node put out. */
	readBinary(binaryData: IBinaryData): Promise<Buffer>;
	/** Removes what the engine put on disk. */
	close(): Promise<void>;
}

let isOpen = false;

/** Chooses, for nodes that say nothing of credentials, those that are given for their type. */
function withCredentials(
	nodes: INode[],
	types: INodeTypes,
	given: Record<string, unknown>,
): INode[] {
	return nodes.map((node) => {
		const accepted = types.getByNameAndVersion(node.type, node.typeVersion)?.description
			.credentials;
		const chosen = (accepted ?? []).filter(({ name }) => name in given);
		const credentials = chosen.map(({ name }) => [name, { id: name, name }]);
		return { credentials: Object.fromEntries(credentials), ...node };
	});
}

/**
 * Opens n8n's engine. Only one can be open in a process at a time, because n8n-core keeps its services in
 * one place: a second one is refused until `close()`.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
	if (isOpen) throw new Error('Another engine is open: close it first');
	isOpen = true;

	const { credentialTypes = {}, credentials = {}, mode = 'manual' } = options;
	const logs: LogEntry[] = [];
	const services = await setUpServices({
		logger: recordingLogger(logs),
		binaryDataMode: options.binaryDataMode ?? 'default',
		storagePath: options.storagePath,
	}).catch((error: unknown) => {
		isOpen = false;
		throw error;
	});
	const nodeTypes = knownNodeTypes(options.nodeTypes);
	const dataOf = (name: string) => givenData(credentialTypes, credentials, name);
	const credentialsHelper = givenCredentials(credentialTypes, dataOf);
	const staticData = new WeakMap<WorkflowJson, IDataObject>();
	const ids = new WeakMap<WorkflowJson, string>();

	const load = (json: WorkflowJson): Workflow => {
		const { nodes, connections, settings, name } = deepCopy(json);
		const id = json.id ?? ids.get(json) ?? randomUUID();
		ids.set(json, id);
		const workflow = new Workflow({
			id,
			name: name ?? 'Engine',
			nodes: withCredentials(nodes, nodeTypes, credentials),
			connections,
			settings,
			nodeTypes,
			active: mode !== 'manual',
			staticData: deepCopy(staticData.get(json) ?? {}),
		});
		staticData.set(json, workflow.staticData);
		return workflow;
	};
	const surroundings = ({ executionId = randomUUID(), onMessageToUi }: ExecutionOptions) =>
		additionalDataOf({ executionId, credentialsHelper, onMessageToUi });

	return {
		version: coreVersion,
		logs,
		start: (json, execution = {}) =>
			startExecution({
				workflow: load(json),
				mode,
				additionalData: surroundings(execution),
				pinData: mode === 'manual' ? json.pinData : undefined,
			}),
		retry: (stored, json, execution = {}) => {
			const workflow = load(json);
			return startExecution({
				workflow,
				mode: 'retry',
				additionalData: surroundings(execution),
				resumed: readyToRetry(stored, workflow),
			});
		},
		testCredential: async (nodeType, name) =>
			await testCredential(nodeTypes.getByNameAndVersion(nodeType), name, dataOf(name)),
		readBinary: async (binaryData) => await services.binaryData.getAsBuffer(binaryData),
		close: async () => {
			await services.remove();
			isOpen = false;
		},
	};
}
