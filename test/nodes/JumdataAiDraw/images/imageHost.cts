import type { OpenedImage, OpenImage } from '../../../../nodes/JumdataAiDraw/images/openImage';
import { ImageProblem } from '../../../../nodes/JumdataAiDraw/images/imageProblem';
import type { VirtualClock } from '../../../support/virtualClock.cts';
import { pngOf } from './imageFiles.cts';

/** What an image's host does at one visit. */
export interface Visit {
	httpStatus?: number;
	headers?: Record<string, unknown>;
	retryAfterMs?: number;
	/** Thrown instead of a response. */
	refusal?: Error;
	/** How long it takes until the response comes. */
	answerMs?: number;
	/** The body, a small PNG if nothing is said. */
	chunks?: Iterable<Buffer>;
	/** How long it takes until each chunk comes. */
	pauseMs?: number;
	/** Thrown after the last chunk. */
	breaks?: Error;
	/** Nothing comes after the last chunk, not even its end. */
	hangs?: boolean;
	/** Thrown by n8n's storage. */
	full?: Error;
	/** How long n8n's storage takes once all has come. */
	storeMs?: number;
}

/** The connection breaks. */
export const reset = (): ImageProblem =>
	new ImageProblem('the connection broke (ECONNRESET)', 'trouble');

/** A host that answers one visit after the other, the last one again and again; what it saw is on record. */
export class ImageHost {
	readonly openedAtMs: number[] = [];

	readonly urls: string[] = [];

	/** Connections that nobody closed. */
	readonly left = new Set<Visit>();

	stored: Buffer[] = [];

	constructor(
		private readonly clock: VirtualClock,
		private readonly visits: Visit[],
	) {}

	readonly open: OpenImage = async (url, signal) => {
		this.urls.push(url);
		this.openedAtMs.push(this.clock.now());
		const visit = this.visits[Math.min(this.urls.length, this.visits.length) - 1];
		await this.pass(visit.answerMs ?? 0, signal);
		if (visit.refusal) throw visit.refusal;
		return this.opened(visit, signal);
	};

	private opened(visit: Visit, signal: AbortSignal): OpenedImage {
		const { httpStatus = 200, headers = {}, retryAfterMs, full, storeMs = 0 } = visit;
		this.left.add(visit);
		return {
			httpStatus,
			headers,
			retryAfterMs,
			chunks: this.chunksOf(visit, signal),
			close: () => this.left.delete(visit),
			store: async (chunks, fileName, mimeType) => {
				if (full) throw full;
				const parts: Buffer[] = [];
				for await (const chunk of chunks) parts.push(chunk);
				if (storeMs > 0) await this.clock.sleep(storeMs);
				this.stored = parts;
				return { fileName, mimeType };
			},
		};
	}

	private async *chunksOf(visit: Visit, signal: AbortSignal): AsyncGenerator<Buffer> {
		const { chunks = [pngOf(100)], pauseMs = 0, hangs, breaks } = visit;
		for (const chunk of chunks) {
			await this.pass(pauseMs, signal);
			yield chunk;
		}
		if (hangs) await this.pass(1e12, signal);
		if (breaks) throw breaks;
	}

	private async pass(durationMs: number, signal: AbortSignal): Promise<void> {
		if (durationMs > 0) await this.clock.sleep(durationMs, signal);
		if (signal.aborted) throw new ImageProblem('the connection broke (ERR_CANCELED)', 'trouble');
	}
}
