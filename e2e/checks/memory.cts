import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { call, say } from '../chatModel.cts';
import { importExample, readExamples } from '../examples.cts';
import { chain, node, noteThenDraw, webhookNode } from '../journeys/workflows.cts';
import type { ExportedWorkflow } from '../server/n8nClient.cts';
import type { Stage } from '../stage.cts';
import type { Check } from './check.cts';

const drawMs = 2_000;

/** What is remembered of how long drawing takes, in executions that no person started by hand. */
export function memoryChecks({ client, simulator, chatModel, credentials }: Stage): Check[] {
	const { service } = simulator;

	/** Calls a live workflow's webhook and waits for its end; how long after its submit the task was first looked at. */
	const firstLookMs = async (path: string) => {
		await client.callWebhook(path);
		const task = service.ledger.at(-1);
		const look = service.requests.find(
			({ endpoint, taskId }) => endpoint === 'query' && taskId === task?.taskId,
		);
		return (look?.atMs ?? NaN) - (task?.acceptedAtMs ?? NaN);
	};
	const remembers = (workflow: (webhook: ReturnType<typeof webhookNode>) => ExportedWorkflow) =>
		async function run() {
			service.configure({ drawMs, drawSpread: 0 });
			const path = randomUUID();
			await client.activate(await importExample(client, workflow(webhookNode(path)), credentials));
			const first = await firstLookMs(path);
			const second = await firstLookMs(path);
			assert.ok(first < drawMs / 4, `without memory after ${first} ms`);
			assert.ok(second > drawMs / 2 && second < drawMs * 1.5, `with memory after ${second} ms`);
		};

	return [
		{
			name: 'the node times its first look by the execution before',
			run: remembers((webhook) => {
				const draw = node('Draw', 'n8n-nodes-jumdata.jumdataAiDraw', 1, 220, {
					text: 'a red fox',
					options: {},
				});
				return { name: 'Memory', nodes: [webhook, draw], connections: chain(['Webhook', 'Draw']) };
			}),
		},
		{
			name: 'so does the node as an agent’s tool',
			run: remembers((webhook) => {
				chatModel.play((chat) =>
					chat.messages.at(-1)?.role === 'tool'
						? say('Done.')
						: call(chat, { Text: 'a red fox', Style: 'Anime' }),
				);
				const example = readExamples().get('agent-that-draws');
				assert.ok(example);
				const { Chat: fromChat, ...connections } = example.connections as Record<string, object>;
				const asked = { promptType: 'define', text: 'a red fox', options: {} };
				const nodes = example.nodes
					.filter(({ name }) => name !== 'Chat')
					.map((it) => (it.name === 'Agent' ? { ...it, parameters: asked } : it));
				return {
					name: 'Memory of a tool',
					nodes: [webhook, ...nodes],
					connections: { ...connections, Webhook: fromChat },
				};
			}),
		},
		{
			name: 'what a Code node keeps in static data stays, and nothing of ours comes to it',
			run: async () => {
				const path = randomUUID();
				const id = await importExample(client, noteThenDraw(path), credentials);
				await client.activate(id);
				for (let i = 0; i < 2; i++) await client.callWebhook(path, { note: true });
				const executions = (await client.executions(id)).map((each) => each.id).reverse();
				assert.equal(executions.length, 2);
				assert.deepEqual(await client.staticData(id), { global: { executions } });
			},
		},
	];
}
