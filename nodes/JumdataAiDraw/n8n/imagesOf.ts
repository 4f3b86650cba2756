import type { IExecuteFunctions } from 'n8n-workflow';
import type { Clock } from '../async/clock';
import { ImageProblem } from '../images/imageProblem';
import type { OpenImage } from '../images/openImage';
import { readRetryAfterMs } from '../jumdata/answers';
import { type ByteStream, destroyOnAbort, STREAMED, type StreamResponse } from './byteStream';
import { connectionProblem } from './connectionProblem';

type Storable = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** Opens images without the credential, their bytes on the way into n8n's binary storage. */
export function imagesOf(context: IExecuteFunctions, clock: Clock): OpenImage {
	return async (url, signal) => {
		const { statusCode, headers, body } = await openStream(context, url, signal);
		destroyOnAbort(body, signal);
		return {
			httpStatus: statusCode,
			headers,
			retryAfterMs: readRetryAfterMs(headers, clock.now()),
			chunks: chunksOf(body),
			close: () => body.destroy(),
			store: async (chunks, fileName, mimeType) =>
				await context.helpers.prepareBinaryData(streamLike(body, chunks), fileName, mimeType),
		};
	};
}

async function openStream(
	{ helpers }: IExecuteFunctions,
	url: string,
	abortSignal: AbortSignal,
): Promise<StreamResponse> {
	try {
		return await helpers.httpRequest({
			url,
			headers: { accept: 'image/*, */*;q=0.5', 'accept-encoding': 'identity' },
			...STREAMED,
			abortSignal,
		});
	} catch (error) {
		throw imageProblemOf(error);
	}
}

async function* chunksOf(body: ByteStream): AsyncGenerator<Buffer> {
	try {
		yield* body as AsyncIterable<Buffer>;
	} catch (error) {
		throw imageProblemOf(error);
	}
}

function imageProblemOf(error: unknown): ImageProblem {
	const problem = connectionProblem(error);
	const isPassing = problem.kind === 'lost' || problem.passing;
	const isAbsent = 'isAbsent' in problem && problem.isAbsent;
	return new ImageProblem(problem.reason, isPassing ? 'trouble' : 'here', { isAbsent });
}

/** A Node.js stream of `chunks`; n8n allows shipped code no import of `stream`, and each of its classes carries `from`. */
function streamLike(stream: ByteStream, chunks: AsyncIterable<Buffer>): Storable {
	const { from } = stream.constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>): Storable;
	};
	return from(chunks);
}
