const LONGEST_BYTES = 120;
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const IMAGE_EXTENSION = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** What an image's file is named after. `index` counts from 0. */
export interface Naming {
	row: { itemIndex: number; fileName: string };
	title: string;
	index: number;
	count: number;
}

/**
 * A readable file name without path or characters that a file system forbids, at most 120 bytes long:
 * the row's own name, or row and title; with several images `-1`, `-2` … follow.
 */
export function imageFileName({ row, title, index, count }: Naming, extension: string): string {
	const number = String(row.itemIndex + 1).padStart(3, '0');
	const suffix = `${count > 1 ? `-${index + 1}` : ''}.${extension}`;
	const roomBytes = LONGEST_BYTES - Buffer.byteLength(suffix);
	const own = cleaned(row.fileName.replace(IMAGE_EXTENSION, ''), roomBytes);
	return (own || cleaned(`${number}-${title.replace(/\s/g, '-')}`, roomBytes)) + suffix;
}

function cleaned(name: string, roomBytes: number): string {
	const readable = name
		.replace(/\s+/g, ' ')
		.replace(FORBIDDEN, '-')
		.replace(/[\s-]*-[\s-]*/g, '-');
	const cut = cutToBytes(trimmed(readable), roomBytes);
	return RESERVED.test(cut) ? `_${cut}` : trimmed(cut);
}

/** Names that begin or end with a dot or a dash are hidden, invalid or taken for options somewhere. */
function trimmed(name: string): string {
	return name.replace(/^[\s.-]+|[\s.-]+$/g, '');
}

function cutToBytes(name: string, roomBytes: number): string {
	let bytes = 0;
	let cut = '';
	for (const character of name) {
		bytes += Buffer.byteLength(character);
		if (bytes > roomBytes) break;
		cut += character;
	}
	return cut;
}
