/** What an address leads to. `chunks` can be read once, and rejects with an `ImageProblem` where the connection breaks. */
export interface OpenedImage {
	httpStatus: number;
	headers: Record<string, unknown>;
	/** How long its host asks to wait. */
	retryAfterMs?: number;
	chunks: AsyncIterable<Buffer>;
	close(): void;
	/**
	 * Writes `chunks` into n8n's binary storage as they come; only n8n looks into what it gives back.
	 * Rejects where they break off.
	 */
	store(chunks: AsyncIterable<Buffer>, fileName: string, mimeType: string): Promise<object>;
}

/** Opens an address without credentials. Rejects with an `ImageProblem` where no connection comes about. */
export type OpenImage = (url: string, signal: AbortSignal) => Promise<OpenedImage>;
