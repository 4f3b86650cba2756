/** A media type and the extension that goes with it. */
interface ImageType {
	mimeType: string;
	extension: string;
}

const LONGEST_SIGNATURE_BYTES = 12;

/** How the files of each type begin, in hexadecimal. */
const SIGNATURES: ReadonlyArray<ImageType & { pattern: RegExp }> = [
	{ mimeType: 'image/png', extension: 'png', pattern: /^89504e470d0a1a0a/ },
	{ mimeType: 'image/jpeg', extension: 'jpg', pattern: /^ffd8ff/ },
	{ mimeType: 'image/webp', extension: 'webp', pattern: /^52494646.{8}57454250/ },
	{ mimeType: 'image/gif', extension: 'gif', pattern: /^47494638(37|39)61/ },
	{ mimeType: 'image/bmp', extension: 'bmp', pattern: /^424d.{8}00000000/ },
	{ mimeType: 'image/tiff', extension: 'tif', pattern: /^(4949(2a|2b)00|4d4d00(2a|2b))/ },
	{ mimeType: 'image/jxl', extension: 'jxl', pattern: /^(ff0a|0000000c4a584c200d0a870a)/ },
];

/** The brands of ISO base media files that hold one image; the first one named by the file counts. */
const BRANDS: ReadonlyArray<ImageType & { brand: RegExp }> = [
	{ mimeType: 'image/avif', extension: 'avif', brand: /avi[fs]/ },
	{ mimeType: 'image/heic', extension: 'heic', brand: /he[iv][cxms]/ },
	{ mimeType: 'image/heif', extension: 'heif', brand: /m[is]f1/ },
];

/** Every extension by which `imageTypeOf` calls a file, and other spellings of them. */
export const IMAGE_EXTENSION = /\.(png|jpe?g|webp|gif|bmp|tiff?|jxl|avif|hei[cf])$/i;

/**
 * What kind of image begins with these bytes, whatever its host calls it; where the bytes are not
 * known, what `mediaType` calls it. Undefined for text, such as HTML, JSON or SVG, and for what nobody calls an image.
 */
export function imageTypeOf(beginning: Buffer, mediaType: string): ImageType | undefined {
	return knownType(beginning) ?? (isText(beginning) ? undefined : calledType(mediaType));
}

function knownType(beginning: Buffer): ImageType | undefined {
	const digits = beginning.toString('hex', 0, LONGEST_SIGNATURE_BYTES);
	const brands = brandsOf(beginning);
	const found =
		SIGNATURES.find(({ pattern }) => pattern.test(digits)) ??
		BRANDS.find(({ brand }) => brands.some((it) => brand.test(it)));
	return found && { mimeType: found.mimeType, extension: found.extension };
}

/** The brands of an ISO base media file: the major one, and after its version those that it is compatible with. */
function brandsOf(beginning: Buffer): string[] {
	if (beginning.toString('latin1', 4, 8) !== 'ftyp') return [];
	const end = Math.min(beginning.readUInt32BE(0), beginning.length);
	const words = beginning.toString('latin1', 8, end).match(/.{4}/gs) ?? [];
	return words.filter((_, index) => index !== 1);
}

const MARKUP_OR_JSON = /^[\s\0\ufeff\ufffd]*[<{[]/;
const CONTROL_OR_INVALID = /[^\P{Cc}\s]|\ufffd/u;

/** Whether this is how a text begins, its last character perhaps cut in two. */
function isText(beginning: Buffer): boolean {
	const text = beginning.toString('utf8').replace(/\ufffd$/, '');
	return MARKUP_OR_JSON.test(text) || !CONTROL_OR_INVALID.test(text);
}

/** `image/vnd.adobe.photoshop` has the extension `photoshop`. */
function calledType(mediaType: string): ImageType | undefined {
	const [, name] = /^image\/([\w.+-]+)/.exec(mediaType.toLowerCase()) ?? [];
	if (!name || name.startsWith('svg')) return undefined;
	const mimeType = `image/${name === 'jpg' ? 'jpeg' : name}`;
	const known = [...SIGNATURES, ...BRANDS].find((type) => type.mimeType === mimeType);
	const extension = known?.extension ?? name.replace(/^.*\.|^x-/, '').slice(0, 12);
	return { mimeType, extension };
}
