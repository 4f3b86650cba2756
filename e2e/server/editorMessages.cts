import { randomUUID } from 'node:crypto';

/** What n8n sends to an open editor while executions run; n8n must push by server-sent events. */
export class EditorMessages {
	/** By this n8n knows the editor. */
	readonly name = randomUUID();

	/** All that has come so far. */
	text = '';

	private readonly closing = new AbortController();

	/** Opens the channel of a person who is logged in with this cookie. */
	static async open(url: string, cookie: string): Promise<EditorMessages> {
		const messages = new EditorMessages();
		await messages.listen(url, cookie);
		return messages;
	}

	close(): void {
		this.closing.abort();
	}

	private async listen(url: string, cookie: string): Promise<void> {
		const headers = { cookie, origin: url };
		const { signal } = this.closing;
		const answer = await fetch(`${url}/rest/push?pushRef=${this.name}`, { headers, signal });
		if (!answer.ok || !answer.body) throw new Error(`The editor's channel: ${answer.status}`);
		void this.collect(answer.body).catch(() => undefined);
	}

	private async collect(body: ReadableStream<Uint8Array>): Promise<void> {
		const decoder = new TextDecoder();
		for await (const chunk of body) this.text += decoder.decode(chunk, { stream: true });
	}
}
