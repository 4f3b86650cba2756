import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message of a conversation, as OpenAI's chat interface writes it. */
export interface ChatMessage {
	role: string;
	content?: string | null;
	tool_calls?: unknown[];
}

/** A stand-in for a chat model with OpenAI's interface. */
export interface ChatModel {
	url: string;
	/** Every request that came, parsed. */
	requests: Array<{ messages: ChatMessage[]; tools?: ChatTool[] }>;
	close(): Promise<void>;
}

interface ChatTool {
	function: { name: string; description: string; parameters: unknown };
}

/**
 * Starts a chat model that draws what it is asked for: it calls the first tool that it is offered, once, with
 * the person's words as the tool's text, and then says what the tool gave back.
 */
export async function startChatModel(): Promise<ChatModel> {
	const requests: ChatModel['requests'] = [];
	const server = createServer((request, response) => {
		const answer = async () => {
			if (request.method === 'GET') return { object: 'list', data: [{ id: 'gpt-4.1-mini' }] };
			const chat = JSON.parse(await textOf(request)) as ChatModel['requests'][number];
			requests.push(chat);
			return completion(nextMessage(chat));
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
		close: async () => {
			server.closeAllConnections();
			await new Promise((end) => server.close(end));
		},
	};
}

function nextMessage({ messages, tools = [] }: ChatModel['requests'][number]): ChatMessage {
	const last = messages.at(-1);
	if (last?.role === 'tool' || tools.length === 0)
		return { role: 'assistant', content: `The tool says: ${last?.content ?? ''}` };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [
			{
				id: `call_${messages.length}`,
				type: 'function',
				function: {
					name: tools[0].function.name,
					arguments: JSON.stringify({ Text: last?.content, Style: 'Watercolor' }),
				},
			},
		],
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
