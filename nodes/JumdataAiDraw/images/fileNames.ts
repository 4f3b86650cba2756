import { IMAGE_EXTENSION } from './imageType';

/** Longest name before `-1` and the extension, which may take ten bytes more. */
const LONGEST_BYTES = 110;
/** Joiners are no separators: emoji and Persian words are held together by them, and flags by tags. */
const FORBIDDEN =
	/(?:[<>:"/\\|?*\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c-\u200d\u{e0020}-\u{e007f}])\p{Cf})+/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Characters as people see them: a family of emoji is one. */
const characters = new Intl.Segmenter();

/** What the files of a row are named after. */
interface Naming {
	/** Its place among the rows, from 0. */
	itemIndex: number;
	/** The row's own name for its files, if it has one. */
	fileName: string;
	/** What they are called after otherwise, together with the row's number. */
	title: string;
	/** Number of images that the row may have. */
	mostImages: number;
}

/**
 * A name for the files of each row, by item index: readable, without path or characters that a file
 * system forbids, at most 120 bytes long with what `imageFileName` adds. No two of those are alike, upper
 * and lower case aside: a later row gets ` (2)`, ` (3)` …
 */
export function fileNames(rows: readonly Naming[]): Map<number, string> {
	const taken = new Set<string>();
	const lastNth = new Map<string, number>();
	const names = new Map<number, string>();
	for (const row of rows) {
		const [ownKey] = keysOf(nameOf(row, ''), row);
		let nth = lastNth.get(ownKey) ?? 0;
		let name: string;
		do {
			name = nameOf(row, ++nth === 1 ? '' : ` (${nth})`);
		} while (keysOf(name, row).some((key) => taken.has(key)));
		for (const key of keysOf(name, row)) taken.add(key);
		lastNth.set(ownKey, nth);
		names.set(row.itemIndex, name);
	}
	return names;
}

/** The name of an image's file: `index` counts from 0, and of several images each has its number. */
export function imageFileName(
	name: string,
	{ index, count }: { index: number; count: number },
	extension: string,
): string {
	return `${name}${count > 1 ? `-${index + 1}` : ''}.${extension}`;
}

/** All that the row's files may be called, so that `fox-1` and the first of two images of `fox` stay apart. */
function keysOf(name: string, { mostImages }: Naming): string[] {
	const key = name.normalize().toLowerCase();
	const numbered = Array.from({ length: mostImages }, (_, index) => `${key}-${index + 1}`);
	return mostImages > 1 ? [key, ...numbered] : [key];
}

function nameOf({ itemIndex, fileName, title }: Naming, addition: string): string {
	const roomBytes = LONGEST_BYTES - Buffer.byteLength(addition);
	const number = String(itemIndex + 1).padStart(3, '0');
	const own = cleaned(fileName.replace(IMAGE_EXTENSION, ''), roomBytes);
	return (own || cleaned(`${number}-${title.replace(/\s/g, '-')}`, roomBytes)) + addition;
}

function cleaned(name: string, roomBytes: number): string {
	const readable = name
		.replace(/\s+/g, ' ')
		.replace(FORBIDDEN, '-')
		.replace(/[\s-]*-[\s-]*/g, '-');
	const cut = trimmed(cutToBytes(trimmed(readable), roomBytes));
	return RESERVED.test(cut) ? `_${cut}` : cut;
}

/** Names that begin or end with a dot or a dash are hidden, invalid or taken for options somewhere. */
function trimmed(name: string): string {
	return name.replace(/^[\s.\u200c-\u200d-]+|[\s.\u200c-\u200d-]+$/g, '');
}

/** As many characters as fit. */
function cutToBytes(name: string, roomBytes: number): string {
	if (Buffer.byteLength(name) <= roomBytes) return name;
	let cut = '';
	let bytes = 0;
	for (const { segment } of characters.segment(name)) {
		bytes += Buffer.byteLength(segment);
		if (bytes > roomBytes) break;
		cut += segment;
	}
	return cut;
}
