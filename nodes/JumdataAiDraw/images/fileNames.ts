import { IMAGE_EXTENSION } from './imageType';

/** Longest name before `-1.` and the extension, which may take 15 bytes more. */
const LONGEST_BYTES = 105;
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
 * Names for the files of rows: readable, without path or characters that a file system forbids, at most
 * 120 bytes long with what `imageFileName` adds.
 */
export class FileNames {
	private readonly names = new Map<string, string>();

	/** Which row has which names, by item index. */
	private readonly taken = new Map<string, number>();

	private readonly lastNth = new Map<string, number>();

	/**
	 * The same whenever it is asked for. No two rows' files have the same name, upper and lower case aside:
	 * a later row gets ` (2)`, ` (3)` …
	 */
	of(row: Naming): string {
		const asked = JSON.stringify(row);
		const name = this.names.get(asked) ?? this.newName(row);
		this.names.set(asked, name);
		for (const key of keysOf(name, row)) this.taken.set(key, row.itemIndex);
		return name;
	}

	private newName(row: Naming): string {
		const own = nameOf(row, '');
		if (this.isFree(own, row)) return own;
		const [ownKey] = keysOf(own, row);
		let nth = this.lastNth.get(ownKey) ?? 1;
		let name: string;
		do name = nameOf(row, ` (${++nth})`);
		while (!this.isFree(name, row));
		this.lastNth.set(ownKey, nth);
		return name;
	}

	private isFree(name: string, row: Naming): boolean {
		return keysOf(name, row).every(
			(key) => (this.taken.get(key) ?? row.itemIndex) === row.itemIndex,
		);
	}
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
