import { parse } from 'flatted';
import { eventually } from '../wait.cts';
import { EditorMessages } from './editorMessages.cts';

/** A workflow as n8n exports it. */
export interface ExportedWorkflow {
	name: string;
	nodes: WorkflowNode[];
	connections: object;
	settings?: object;
}

/** A node in an exported workflow. */
export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	/** Whether it is switched off. */
	disabled?: boolean;
	credentials?: Record<string, { id: string; name: string }>;
}

/** An item that came out of a node. */
export interface OutputItem {
	json: Record<string, unknown>;
	binary?: Record<string, { fileName: string; mimeType: string; fileSize?: string; id?: string }>;
}

/** What an execution has left. */
export interface Execution {
	id: string;
	status: string;
	mode: string;
	retryOf?: string;
	error?: { message: string; description?: string };
	/** What a node put out in all its runs, at all its outputs or at one. */
	items(nodeName: string, output?: number): OutputItem[];
	/** Names of the nodes that ran, in order. */
	ran: string[];
	/** The stored text, for what must not be in it. */
	stored: string;
}

/** The person whom the server belongs to. */
export const owner = {
	email: 'owner@example.com',
	password: 'Draw-1-picture',
	firstName: 'Olive',
	lastName: 'Owner',
};

const finished = ['success', 'error', 'crashed', 'canceled'];

/** n8n's own REST interface, as its editor uses it; for preparing and for looking, never for what a person does. */
export class N8nClient {
	/** What tells n8n who calls. */
	cookie = '';

	private messages?: EditorMessages;

	constructor(private readonly url: string) {}

	/** Makes the owner on a fresh server; logs in on one that has its owner already. */
	async logIn(): Promise<void> {
		const { email, password } = owner;
		const login = { emailOrLdapLoginId: email, password };
		await this.post('owner/setup', owner).catch(async () => await this.post('login', login));
	}

	/** Creates a credential, or gives the one of that name its new values; its id. */
	async saveCredential(name: string, type: string, data: object): Promise<string> {
		const existing = await this.get<Array<{ id: string; name: string }>>('credentials');
		const found = existing.find((credential) => credential.name === name);
		const body = { name, type, data };
		const saved = found
			? await this.call<{ id: string }>('PATCH', `credentials/${found.id}`, body)
			: await this.post<{ id: string }>('credentials', body);
		return saved.id;
	}

	/** From now on hears what n8n tells the editor of the executions that this client runs. */
	async watch(): Promise<EditorMessages> {
		return (this.messages ??= await EditorMessages.open(this.url, this.cookie));
	}

	async workflows(): Promise<Array<{ id: string; name: string }>> {
		return await this.get('workflows');
	}

	async createWorkflow(workflow: ExportedWorkflow): Promise<string> {
		const { id } = await this.post<{ id: string }>('workflows', { settings: {}, ...workflow });
		return id;
	}

	/** A workflow as n8n has saved it. */
	async workflow(workflowId: string): Promise<ExportedWorkflow> {
		return await this.get(`workflows/${workflowId}`);
	}

	/** Makes its form, schedule or webhook live. */
	async activate(workflowId: string): Promise<void> {
		const { versionId } = await this.get<{ versionId: string }>(`workflows/${workflowId}`);
		await this.post(`workflows/${workflowId}/activate`, { versionId });
	}

	/** Calls a live workflow's webhook, which is there a little after n8n has said so; fails if it does not answer well. */
	async callWebhook(path: string, body: object = {}): Promise<void> {
		const call = {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		};
		let status = 404;
		await eventually(async () => {
			({ status } = await fetch(`${this.url}/webhook/${path}`, call));
			return status !== 404;
		});
		if (status !== 200) throw new Error(`POST webhook/${path}: ${status}`);
	}

	/** What the nodes of a workflow keep from one execution to the next. */
	async staticData(workflowId: string): Promise<object | null> {
		const workflow = await this.get<{ staticData: object | null }>(`workflows/${workflowId}`);
		return workflow.staticData;
	}

	/** Runs a workflow from the trigger of this name, as if that gave this item; the execution's id. */
	async run(workflowId: string, triggerName: string, input?: object): Promise<string> {
		const data = input && {
			startTime: Date.now(),
			executionTime: 0,
			executionIndex: 0,
			executionStatus: 'success',
			source: [],
			data: { main: [[{ json: input }]] },
		};
		const { executionId } = await this.post<{ executionId: string }>(
			`workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: triggerName, data } },
		);
		return executionId;
	}

	/** Retries an execution from the list; the id of the new one. Fails with n8n's words if it refuses. */
	async retry(executionId: string): Promise<string> {
		const { workflowId } = await this.get<{ workflowId: string }>(`executions/${executionId}`);
		const [{ id: latest }] = await this.executions(workflowId);
		let newest = latest;
		let refusal: unknown;
		// Its answer comes at the execution's end, and in queue mode sometimes never: the list tells sooner.
		this.post(`executions/${executionId}/retry`, { loadWorkflow: false }).catch(
			(error: unknown) => (refusal = error),
		);
		await eventually(async () => {
			[{ id: newest }] = await this.executions(workflowId);
			return newest !== latest || refusal !== undefined;
		});
		if (newest === latest) throw refusal;
		return newest;
	}

	async stop(executionId: string): Promise<void> {
		await this.post(`executions/${executionId}/stop`, {});
	}

	/** The executions of a workflow, newest first. */
	async executions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.get<{ results: Array<{ id: string; status: string }> }>(
			`executions?filter=${filter}&limit=100`,
		);
		return results;
	}

	async execution(id: string): Promise<Execution> {
		const { data, ...rest } = await this.get<StoredExecution>(`executions/${id}`);
		// Until the first node is through, there is nothing that could be parsed.
		const { resultData } = (parse(data) as StoredData | undefined) ?? {};
		const runData = resultData?.runData ?? {};
		return {
			...rest,
			error: resultData?.error,
			items: (nodeName, output) =>
				(runData[nodeName] ?? [])
					.flatMap((run) => Object.values(run.data ?? {}))
					.flatMap((outputs) => (output === undefined ? outputs : [outputs[output]]))
					.flatMap((items) => items ?? []),
			ran: Object.keys(runData),
			stored: data,
		};
	}

	/** Waits until an execution is over, well or not. */
	async finishedExecution(id: string, patienceMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + patienceMs;
		for (;;) {
			const execution = await this.execution(id);
			if (finished.includes(execution.status)) return execution;
			if (Date.now() > deadline)
				throw new Error(`Execution ${id} is still ${execution.status} after ${patienceMs} ms`);
			await new Promise((resolve) => setTimeout(resolve, 300));
		}
	}

	/** The text of a file that an execution put out. */
	async file(id: string): Promise<Buffer> {
		const answer = await fetch(
			`${this.url}/rest/binary-data?id=${encodeURIComponent(id)}&action=download`,
			{
				headers: { cookie: this.cookie },
			},
		);
		if (!answer.ok) throw new Error(`File ${id}: ${answer.status} ${await answer.text()}`);
		return Buffer.from(await answer.arrayBuffer());
	}

	async get<T>(path: string): Promise<T> {
		return await this.call('GET', path);
	}

	async post<T>(path: string, body: object): Promise<T> {
		return await this.call('POST', path, body);
	}

	private async call<T>(method: string, path: string, body?: object): Promise<T> {
		const answer = await fetch(`${this.url}/rest/${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				cookie: this.cookie,
				...(this.messages && { 'push-ref': this.messages.name }),
			},
			body: body && JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
		const [cookie] = answer.headers.getSetCookie();
		if (cookie) this.cookie = cookie.split(';')[0];
		return (JSON.parse(text) as { data: T }).data;
	}
}

interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	retryOf?: string;
	data: string;
}

interface StoredData {
	resultData?: {
		error?: { message: string; description?: string };
		runData?: Record<string, Array<{ data?: Record<string, Array<OutputItem[] | null>> }>>;
	};
}
