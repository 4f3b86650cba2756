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
export function imagesOf({ helpers }: IExecuteFunctions, clock: Clock): OpenImage {
	return async (url, abortSignal) => {
		const opening: Promise<StreamResponse> = helpers.httpRequest({
			url,
			headers: { accept: 'image/*, */*;q=0.5', 'accept-encoding': 'identity' },
			...STREAMED,
			abortSignal,
		});
		const { statusCode, headers, body } = await opening.catch(throwProblem);
		destroyOnAbort(body, abortSignal);
		return {
			httpStatus: statusCode,
			headers,
			retryAfterMs: readRetryAfterMs(headers, clock.now()),
			chunks: chunksOf(body),
			close: () => body.destroy(),
			store: async (chunks, fileName, mimeType) =>
				await helpers.prepareBinaryData(streamLike(body, chunks), fileName, mimeType),
		};
	};
}

async function* chunksOf(body: ByteStream): AsyncGenerator<Buffer> {
	try {
		yield* body as AsyncIterable<Buffer>;
	} catch (error) {
		throwProblem(error);
	}
}

function throwProblem(error: unknown): never {
	const problem = connectionProblem(error);
	const isPassing = problem.kind === 'lost' || problem.passing;
	const isAbsent = 'isAbsent' in problem && problem.isAbsent;
	throw new ImageProblem(problem.reason, isPassing ? 'trouble' : 'here', { isAbsent });
}

/** A Node.js stream of `chunks`; n8n allows shipped code no import of `stream`, and each of its classes carries `from`. */
function streamLike(stream: ByteStream, chunks: AsyncIterable<Buffer>): Storable {
	const { from } = stream.constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>): Storable;
	};
	return from(chunks);
}
