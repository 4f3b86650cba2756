import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message of a conversation, as OpenAI's chat interface writes it. */
export interface ChatMessage {
	role: string;
	content?: string | null;
	tool_calls?: unknown[];
	/** Of a tool's answer: the call that it answers. */
	tool_call_id?: string;
}

/** What comes to the model: the conversation so far, and the tools that it may call. */
export interface Chat {
	messages: ChatMessage[];
	tools?: ChatTool[];
}

/** A tool as a model reads it. */
export interface ChatTool {
	function: { name: string; description: string; parameters: unknown };
}

/** What the model says next. */
export type Script = (chat: Chat) => ChatMessage;

/** A stand-in for a chat model with OpenAI's interface. */
export interface ChatModel {
	url: string;
	/** Every request that came, parsed. */
	requests: Chat[];
	/** From now on the model says what this script says. */
	play(script: Script): void;
	close(): Promise<void>;
}

/** The model's last word. */
export const say = (content: string): ChatMessage => ({ role: 'assistant', content });

/** The model calls the first tool that it is offered, once for each of these arguments. */
export const call = ({ messages, tools = [] }: Chat, ...calls: object[]): ChatMessage => ({
	role: 'assistant',
	content: null,
	tool_calls: calls.map((it, index) => ({
		id: `call_${messages.length}_${index}`,
		type: 'function',
		function: { name: tools[0].function.name, arguments: JSON.stringify(it) },
	})),
});

/** Draws what it is asked for: one call with the person's words as the tool's text, and then what the tool gave back. */
const drawOnce: Script = (chat) => {
	const last = chat.messages.at(-1);
	return last?.role === 'tool' || !chat.tools?.length
		? say(`The tool says: ${last?.content ?? ''}`)
		: call(chat, { Text: last?.content, Style: 'Watercolor' });
};

/** Starts a chat model that draws once whatever it is asked for, until another script is played. */
export async function startChatModel(): Promise<ChatModel> {
	let script = drawOnce;
	const requests: ChatModel['requests'] = [];
	const server = createServer((request, response) => {
		const answer = async () => {
			if (request.method === 'GET') return { object: 'list', data: [{ id: 'gpt-4.1-mini' }] };
			const chat = JSON.parse(await textOf(request)) as Chat;
			requests.push(chat);
			return completion(script(chat));
		};
		answer().then(
			(body) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(body));
			},
			(error: unknown) => response.writeHead(400).end(String(error)),
		);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		play: (next) => {
			script = next;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((end) => server.close(end));
		},
	};
}

const completion = (message: ChatMessage) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 1_760_000_000,
	model: 'gpt-4.1-mini',
	choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
