/** A media type and the extension that goes with it. */
export interface ImageType {
	mimeType: string;
	extension: string;
}

/** How many bytes `imageTypeOf` wants to see. */
export const IMAGE_TYPE_BYTES = 12;

/** The first bytes in hexadecimal, a dot for any digit. */
const SIGNATURES: ReadonlyArray<ImageType & { pattern: RegExp }> = [
	{ mimeType: 'image/png', extension: 'png', pattern: /^89504e470d0a1a0a/ },
	{ mimeType: 'image/jpeg', extension: 'jpg', pattern: /^ffd8ff/ },
	{ mimeType: 'image/webp', extension: 'webp', pattern: /^52494646.{8}57454250/ },
	{ mimeType: 'image/gif', extension: 'gif', pattern: /^47494638(37|39)61/ },
	{ mimeType: 'image/avif', extension: 'avif', pattern: /^.{8}6674797061766966/ },
	{ mimeType: 'image/bmp', extension: 'bmp', pattern: /^424d.{8}00000000/ },
];

/** What kind of image begins with these bytes, whatever its host calls it; undefined if it is none. */
export function imageTypeOf(beginning: Buffer): ImageType | undefined {
	const digits = beginning.subarray(0, IMAGE_TYPE_BYTES).toString('hex');
	return SIGNATURES.find(({ pattern }) => pattern.test(digits));
}
