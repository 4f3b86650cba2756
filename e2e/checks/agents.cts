import assert from 'node:assert/strict';
import { call, type Chat, type ChatMessage, say, type Script } from '../chatModel.cts';
import { importExample, readExamples } from '../examples.cts';
import type { ExportedWorkflow, WorkflowNode } from '../server/n8nClient.cts';
import type { Stage } from '../stage.cts';
import type { Check } from './check.cts';

const tool = 'Draw an Image';
/** The model fills every field, by the editor's sparkle button or with words of the example's. */
const fromModel = {
	num: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Number_of_Images', ``, 'number') }}",
};
const fox = { Text: 'a red fox in the snow', Style: 'Watercolor', Number_of_Images: 1 };

/** Two generations of n8n's AI Agent, which call tools in different ways; the older one needs On Error, as the example has it. */
const generations = [
	{ version: 2.2, settings: {} },
	{ version: 3.1, settings: { onError: undefined } },
];

/** How the example's agent is changed for a scenario. */
interface Scenario {
	version: number;
	options?: object;
	settings?: object;
	script: Script;
}

/** The example's agent with its tool, and a model that chooses its next call from the tool's last answer. */
export function agentChecks({ client, simulator, chatModel, credentials }: Stage): Check[] {
	const example = readExamples().get('agent-that-draws');
	assert.ok(example);

	const play = async ({ version, options = {}, settings = {}, script }: Scenario) => {
		const begun = simulator.service.ledger.length;
		const toolSettings = { ...settings, parameters: { ...fromModel, options } };
		const workflow = changed(example, version, toolSettings);
		chatModel.requests.length = 0;
		chatModel.play(script);
		const id = await importExample(client, workflow, credentials);
		const message = { sessionId: id, action: 'sendMessage', chatInput: 'a red fox' };
		const execution = await client.finishedExecution(await client.run(id, 'Chat', message));
		const { status, error } = execution;
		assert.equal(status, 'success', `${status}: ${error?.message} ${error?.description}`);
		const [{ json }] = execution.items('Agent');
		const tasks = simulator.service.ledger.slice(begun);
		const images = tasks.reduce((sum, { chargedImages }) => sum + chargedImages, 0);
		return { said: String(json.output), tasks, images, answers: answersIn(chatModel.requests) };
	};

	return generations.flatMap(({ version, settings }) => {
		const agent = `AI Agent ${version}`;
		return [
			{
				name: `${agent}: passes on the picture's address and its task ID`,
				run: async () => {
					const script: Script = (chat) => {
						if (!lastAnswer(chat)) return call(chat, fox);
						const [{ imageUrl, taskId }] = JSON.parse(lastAnswer(chat)) as Array<
							Record<string, string>
						>;
						return say(`![fox](${imageUrl}) is task ${taskId}`);
					};
					const { said, tasks } = await play({ version, settings, script });
					const [{ taskId }] = tasks;
					const [{ tools = [] }] = chatModel.requests;
					assert.match(tools[0].function.description, /up to 100 characters.*paid per image/);
					assert.equal(tasks.length, 1);
					assert.equal(said, `![fox](${simulator.imageUrl}/${taskId}/1.png) is task ${taskId}`);
				},
			},
			{
				name: `${agent}: learns from the error how long a text may be, and draws a shorter one`,
				run: async () => {
					const long = 'a fox and a hare '.repeat(8);
					const script: Script = (chat) => {
						const answer = lastAnswer(chat);
						if (!answer) return call(chat, { ...fox, Text: long });
						const [, most] = /at most (\d+)/.exec(answer) ?? [];
						return most
							? call(chat, { ...fox, Text: long.slice(0, Number(most)) })
							: say(`Drawn: ${answer}`);
					};
					const { said, tasks, answers } = await play({ version, settings, script });
					assert.match(answers[0], /136 characters.*at most 100/);
					assert.match(said, /^Drawn: .*imageUrl/);
					assert.deepEqual(
						tasks.map(({ text }) => text),
						[long.slice(0, 100)],
					);
				},
			},
			{
				name: `${agent}: learns from the error which styles there are`,
				run: async () => {
					const script: Script = (chat) => {
						const answer = lastAnswer(chat);
						if (!answer) return call(chat, { ...fox, Style: 'Crayon' });
						const [, first] = /Allowed: ([^(,]+) \(/.exec(answer) ?? [];
						return first ? call(chat, { ...fox, Style: first }) : say(answer);
					};
					const { images, tasks } = await play({ version, settings, script });
					assert.equal(images, 1);
					assert.equal(tasks[0].style, '探索无限');
				},
			},
			{
				name: `${agent}: cannot pay for more than Max Images, whatever it calls`,
				run: async () => {
					const script: Script = (chat) => {
						const answer = lastAnswer(chat);
						const turn = chat.messages.length;
						const wanted = { ...fox, Text: `fox number ${turn}`, Number_of_Images: 2 };
						if (!answer || /imageUrl/.test(answer)) return call(chat, wanted);
						const [, most, taken] = /Max Images is (\d+): (\d+) .*already paid/.exec(answer) ?? [];
						const left = Number(most) - Number(taken);
						return left > 0
							? call(chat, { ...wanted, Number_of_Images: left })
							: say(`I may not: ${answer}`);
					};
					const { said, images, answers } = await play({
						version,
						settings,
						options: { maxImages: 3 },
						script,
					});
					assert.equal(images, 3);
					assert.equal(answers.length, 4);
					assert.match(said, /^I may not: .*Max Images is 3: 3 .*already paid/s);
				},
			},
			{
				name: `${agent}: cannot pay for more than Max Images by calling several times at once`,
				run: async () => {
					const script: Script = (chat) =>
						lastAnswer(chat)
							? say('Enough.')
							: call(chat, ...[1, 2, 3, 4].map((it) => ({ ...fox, Text: `fox ${it}` })));
					const { images } = await play({ version, settings, options: { maxImages: 3 }, script });
					assert.equal(images, 3);
				},
			},
			{
				name: `${agent}: Retry on Fail pays once`,
				run: async () => {
					simulator.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
					const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
					const settings = { ...retrying, onError: undefined };
					const script: Script = (chat) =>
						lastAnswer(chat) ? say(lastAnswer(chat)) : call(chat, fox);
					const { said, images, answers } = await play({ version, settings, script });
					assert.equal(images, 1);
					assert.equal(answers.length, 1);
					assert.match(said, /imageUrl/);
				},
			},
			{
				name: `${agent}: calling again after an error pays once`,
				run: async () => {
					simulator.addFault({ on: 'query', times: 3, fault: { kind: 'answer', code: 999 } });
					const script: Script = (chat) => {
						const answer = lastAnswer(chat);
						return /imageUrl"/.test(answer) ? say(answer) : call(chat, fox);
					};
					const { images, answers } = await play({ version, settings, script });
					assert.equal(images, 1);
					assert.equal(answers.length, 2);
				},
			},
		];
	});
}

const isAnswer = ({ role }: ChatMessage) => role === 'tool';

/** What the tool answered last, where it has answered since the person spoke. */
function lastAnswer({ messages }: Chat): string {
	const last = messages.at(-1);
	return last && isAnswer(last) ? (last.content ?? '') : '';
}

/** Every answer of the tool in the conversation. */
const answersIn = (requests: Chat[]) =>
	(requests.at(-1)?.messages ?? []).filter(isAnswer).map(({ content }) => content ?? '');

/** The example with another version of the agent, and with its tool so set. */
function changed(
	example: ExportedWorkflow,
	version: number,
	{ parameters, ...settings }: { parameters: object },
): ExportedWorkflow {
	const change = (node: WorkflowNode) => {
		if (node.name === 'Agent') return { ...node, typeVersion: version };
		return node.name === tool
			? { ...node, ...settings, parameters: { ...node.parameters, ...parameters } }
			: node;
	};
	return { ...example, nodes: example.nodes.map(change) };
}
