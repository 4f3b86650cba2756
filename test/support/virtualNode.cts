import type { Readable } from 'node:stream';
import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';
import { Lineages } from '../../nodes/JumdataAiDraw/run/lineages';
import { runItems } from '../../nodes/JumdataAiDraw/n8n/runItems';
import { JumdataService, type ServiceOptions } from '../../simulator/service.cts';
import { VirtualClock } from './virtualClock.cts';
import { type Latency, VirtualTransport } from './virtualTransport.cts';

/** A parameter's value, or how it is made from the row. */
type Parameter = unknown | ((row: IDataObject, itemIndex: number) => unknown);

/** How the node is run. */
export interface VirtualRun {
	rows: IDataObject[];
	operation?: string;
	options?: IDataObject;
	parameters?: Record<string, Parameter>;
	/** What is saved in the form where a value is made from the row: another text is an edit. */
	saved?: IDataObject;
	continueOnFail?: boolean;
	/** An agent calls it as its tool. */
	asTool?: boolean;
	/** Which turn of a loop this is. */
	runIndex?: number;
	/** A retry from the executions list has an id of its own. */
	executionId?: string;
	/** The context of an execution of its own, in place of the node's. */
	context?: IDataObject;
	/** An old n8n, or another place than a workflow: without what only some versions of it have. */
	isBare?: boolean;
	/** When Stop is pressed, in virtual milliseconds after the start; 0 is before it. */
	stopAfterMs?: number;
}

/** What came of a run: items or an error. */
export interface VirtualOutcome {
	items: INodeExecutionData[];
	error?: Error & { description?: string | null };
	/** How long the node took, in virtual milliseconds. */
	durationMs: number;
	/** When the node ended, in virtual time. */
	endedAtMs: number;
}

/** What a node may share with others, such as time and the service. */
export interface VirtualSurroundings {
	clock?: VirtualClock;
	latencyMs?: Latency;
	/** A service on the same clock; the node's own otherwise. */
	service?: JumdataService;
}

const NODE: INode = {
	id: 'node',
	name: 'Jumdata AI Draw',
	type: 'n8n-nodes-jumdata.jumdataAiDraw',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const DEFAULTS: Record<string, Parameter> = {
	text: (row: IDataObject) => row.text,
	style: (row: IDataObject) => row.style ?? '油画',
	resolution: (row: IDataObject) => row.resolution ?? '1024*1024',
	num: (row: IDataObject) => row.num ?? 1,
	taskId: (row: IDataObject) => row.taskId,
	waitForCompletion: true,
	balanceOf: 'account',
	downloadImages: false,
};

/**
 * The shipped node on virtual time, against the simulated service: n8n's side is a stand-in, all else
 * is what users run. One of these is one execution: what the node remembers lasts over its runs.
 */
export class VirtualNode {
	readonly clock: VirtualClock;

	readonly service: JumdataService;

	readonly transport: VirtualTransport;

	/** Lines of n8n's log. */
	readonly log: string[] = [];

	readonly hints: string[] = [];

	readonly messages: unknown[] = [];

	/** The data of the credential that the user chose, or why n8n cannot read it. */
	credential: IDataObject | Error = { appId: 'id', appSecret: 'secret' };

	/** The node's context, as n8n keeps it with the execution. */
	context: IDataObject = {};

	/** How long n8n takes to store a picture, once all of it has come. */
	storeMs = 0;

	/** What the process remembers of earlier executions. */
	lineages = new Lineages();

	constructor(
		options: Partial<ServiceOptions> = {},
		{ clock = new VirtualClock(), latencyMs, service }: VirtualSurroundings = {},
	) {
		this.clock = clock;
		const defaults = { imageBaseUrl: 'https://images.example', drawMs: 10_000, drawSpread: 0 };
		this.service = service ?? new JumdataService({ ...defaults, ...options }, clock);
		this.transport = new VirtualTransport(this.service, clock, latencyMs);
	}

	/** Runs the node from beginning to end. */
	async run(run: VirtualRun): Promise<VirtualOutcome> {
		return await this.clock.runUntil(this.start(run));
	}

	/** Runs the node several times at once, as an agent does that calls its tool in parallel. */
	async runTogether(runs: VirtualRun[]): Promise<VirtualOutcome[]> {
		return await this.clock.runUntil(Promise.all(runs.map(async (run) => await this.start(run))));
	}

	/** Starts the node; whoever has the clock moves time on. */
	async start(run: VirtualRun): Promise<VirtualOutcome> {
		const stop = new AbortController();
		const startedAtMs = this.clock.now();
		if (run.stopAfterMs === 0) {
			stop.abort();
		} else if (run.stopAfterMs !== undefined) {
			void this.clock.sleep(run.stopAfterMs).then(() => stop.abort());
		}
		const outcome = await runItems(
			this.contextOf(run, stop.signal),
			this.clock,
			this.lineages,
		).then(
			([items]) => ({ items }),
			(error: Error) => ({ items: [], error }),
		);
		const endedAtMs = this.clock.now();
		return { ...outcome, endedAtMs, durationMs: endedAtMs - startedAtMs };
	}

	private contextOf(run: VirtualRun, stop: AbortSignal): IExecuteFunctions {
		const parameters: Record<string, Parameter> = {
			...DEFAULTS,
			operation: run.operation ?? 'generateAndWait',
			options: run.options ?? {},
			...run.parameters,
		};
		const parameter = (name: string, itemIndex: number, fallback: unknown) => {
			const value = name.startsWith('options.')
				? run.options?.[name.slice('options.'.length)]
				: parameters[name];
			const found = typeof value === 'function' ? value(run.rows[itemIndex], itemIndex) : value;
			return found ?? fallback;
		};
		const context = {
			getInputData: () => run.rows.map((json) => ({ json })),
			getNodeParameter: parameter,
			getNode: () => ({
				...NODE,
				...(run.asTool && { type: `${NODE.type}Tool` }),
				parameters: savedOf(parameters, run.saved),
			}),
			getCredentials: async () => await this.readCredential(),
			continueOnFail: () => run.continueOnFail ?? false,
			getContext: (of: string) => (of === 'node' ? (run.context ?? this.context) : {}),
			getWorkflow: () => ({ id: 'virtual' }),
			getExecutionId: () => run.executionId ?? '1',
			getWorkflowDataProxy: () => ({ $runIndex: run.runIndex ?? 0 }),
			logger: { debug: this.note, info: this.note, warn: this.note },
			helpers: this.helpers(),
			...(!run.isBare && {
				getExecutionCancelSignal: () => stop,
				addExecutionHints: (hint: { message: string }) => this.hints.push(hint.message),
				sendMessageToUI: (message: unknown) => this.messages.push(message),
			}),
		};
		return context as unknown as IExecuteFunctions;
	}

	private async readCredential(): Promise<IDataObject> {
		if (this.credential instanceof Error) throw this.credential;
		return { ...this.credential };
	}

	private readonly note = (message: string) => {
		this.log.push(message);
	};

	private helpers() {
		const { transport, clock, storeMs } = this;
		return {
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				_type: string,
				options: IHttpRequestOptions,
			) {
				return await transport.api(options, this.getExecutionCancelSignal?.() as AbortSignal);
			},
			async httpRequest(options: IHttpRequestOptions) {
				return await transport.image(options.url, options.abortSignal as AbortSignal);
			},
			async prepareBinaryData(stream: Readable, fileName: string, mimeType: string) {
				let bytes = 0;
				for await (const chunk of stream) bytes += chunk.length;
				if (storeMs > 0) await clock.sleep(storeMs);
				return { data: 'virtual', mimeType, fileName, bytes } as IBinaryData;
			},
		};
	}
}

/** The form as n8n saves it: what is made from the row is an expression. */
function savedOf(parameters: Record<string, Parameter>, saved: IDataObject = {}): IDataObject {
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		typeof value === 'function' ? `={{ $json.${name} }}` : value,
	]);
	return { ...(Object.fromEntries(entries) as IDataObject), ...saved };
}
