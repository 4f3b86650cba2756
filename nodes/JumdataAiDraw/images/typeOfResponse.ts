import { ImageProblem } from './imageProblem';
import { imageTypeOf } from './imageType';
import type { OpenedImage } from './openImage';

/** More than 100 characters, each of them whole. */
const TOO_LONG = /^(.{100}).+/u;
const REFUSALS = new Set([401, 403, 404, 410]);
const BUSY = new Set([408, 425, 429]);

/** The type of the image that this response is. Throws an `ImageProblem` where it is none. */
export function typeOfResponse(
	response: OpenedImage,
	beginning: Buffer,
): { mimeType: string; extension: string } {
	const { httpStatus, headers } = response;
	if (httpStatus === 206 && !isWhole(String(headers['content-range'] ?? '')))
		throw new ImageProblem('only a part of it came (HTTP 206)', 'trouble');
	if (httpStatus !== 200 && httpStatus !== 206) throw statusProblem(response, beginning);
	if (beginning.length === 0) throw new ImageProblem('the response is empty', 'notYet');
	const type = imageTypeOf(beginning, String(headers['content-type'] ?? ''));
	if (type) return type;
	const what = /<svg\b/i.test(beginning.toString('latin1'))
		? 'the response is an SVG drawing, which may contain scripts and is no image of Jumdata'
		: 'the response is not an image';
	const words = wordsOf(beginning.toString('utf8'));
	throw new ImageProblem(words === '' ? what : `${what}; it starts with ${words}`, 'unfit');
}

function statusProblem({ httpStatus, retryAfterMs }: OpenedImage, beginning: Buffer): ImageProblem {
	const words = wordsOf(beginning.toString('utf8').replace(/<[^>]*>/g, ' '));
	const message = `its host answered HTTP ${httpStatus}${words === '' ? '' : ` (${words})`}`;
	if (REFUSALS.has(httpStatus)) return new ImageProblem(message, 'refused');
	if (httpStatus === 202 || httpStatus === 204) return new ImageProblem(message, 'notYet');
	const isTrouble = BUSY.has(httpStatus) || httpStatus >= 500;
	return new ImageProblem(message, isTrouble ? 'trouble' : 'unfit', { retryAfterMs });
}

/** Whether a part is all there is: `bytes 0-84/85`; a host that names no range sent all. */
function isWhole(range: string): boolean {
	const [, first, last, total] = /(\d+)-(\d+)\/(\d+)/.exec(range) ?? [];
	return range === '' || (Number(first) === 0 && Number(last) + 1 === Number(total));
}

/** How a text begins, on one line and readable. */
function wordsOf(text: string): string {
	return text
		.replace(/[\s\p{C}\ufffd]+/gu, ' ')
		.trim()
		.replace(TOO_LONG, '$1 …');
}
