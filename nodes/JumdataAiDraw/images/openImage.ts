import type { StoredImage } from './storedImage';

/** An image on its way. `chunks` can be read once. */
export interface OpenedImage {
	httpStatus: number;
	chunks: AsyncIterable<Buffer>;
	/** How many bytes the host announced. */
	expectedBytes?: number;
	close(): void;
	/** Writes `chunks` into n8n's binary storage as they come. Rejects where they break off. */
	store(chunks: AsyncIterable<Buffer>, fileName: string, mimeType: string): Promise<StoredImage>;
}

/** Opens an address without credentials. Rejects where no connection comes about. */
export type OpenImage = (url: string, signal: AbortSignal) => Promise<OpenedImage>;
