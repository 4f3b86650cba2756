import { constants, crc32, deflateSync } from 'node:zlib';

const fileSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The colour types of PNG used here. */
const colourTypes = { rgb: 2, palette: 3 };

/** Encodes opaque pixels of four bytes each; several times faster than the canvas library's own encoder. */
export function encodeRgbaPng(width: number, height: number, rgba: Uint8Array): Buffer {
	const header = headerOf(width, height, 8, colourTypes.rgb);
	const data = deflateSync(differencesByRow(width, height, rgba), { level: 1 });
	return Buffer.concat([
		fileSignature,
		header,
		chunk('IDAT', data),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Encodes a picture of one colour, given as three bytes. */
export function encodeFlatPng(width: number, height: number, rgb: number[]): Buffer {
	const header = headerOf(width, height, 1, colourTypes.palette);
	const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
	const data = deflateSync(rows, { level: 1, strategy: constants.Z_RLE });
	const chunks = [chunk('PLTE', Buffer.from(rgb)), chunk('IDAT', data)];
	return Buffer.concat([fileSignature, header, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

function headerOf(width: number, height: number, bitDepth: number, colourType: number): Buffer {
	const content = Buffer.alloc(13);
	content.writeUInt32BE(width, 0);
	content.writeUInt32BE(height, 4);
	content.writeUInt8(bitDepth, 8);
	content.writeUInt8(colourType, 9);
	return chunk('IHDR', content);
}

function chunk(type: string, content: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const framed = Buffer.alloc(typed.length + 8);
	framed.writeUInt32BE(content.length, 0);
	typed.copy(framed, 4);
	framed.writeUInt32BE(crc32(typed), typed.length + 4);
	return framed;
}

const upFilter = 2;

/** PNG's "up" filter: each byte less the one above it, in rows that begin with the filter's number. */
function differencesByRow(width: number, height: number, rgba: Uint8Array): Buffer {
	const rowBytes = width * 4;
	const rows = Buffer.alloc((width * 3 + 1) * height);
	let target = 0;
	for (let row = 0; row < height; row += 1) {
		rows[target++] = row === 0 ? 0 : upFilter;
		const start = row * rowBytes;
		const up = row === 0 ? rowBytes * height : rowBytes;
		for (let source = start; source < start + rowBytes; source += 4) {
			rows[target++] = rgba[source] - (rgba[source - up] ?? 0);
			rows[target++] = rgba[source + 1] - (rgba[source + 1 - up] ?? 0);
			rows[target++] = rgba[source + 2] - (rgba[source + 2 - up] ?? 0);
		}
	}
	return rows;
}
