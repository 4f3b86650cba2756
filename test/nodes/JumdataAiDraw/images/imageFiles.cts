/** A box of an ISO base media file that tells its brands, the major one first. */
function brandedFile(...[major, ...compatible]: string[]): Buffer {
	const content = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
	const size = Buffer.alloc(4);
	size.writeUInt32BE(content.length + 4);
	return Buffer.concat([size, content, Buffer.alloc(40)]);
}

/** How the files of each image type begin, by their extension. */
export const BEGINNINGS = {
	png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
	jpg: Buffer.from('ffd8ffe000104a464946000101', 'hex'),
	webp: Buffer.concat([Buffer.from('RIFF'), Buffer.from([36, 1, 0, 0]), Buffer.from('WEBPVP8 ')]),
	gif: Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00', 'latin1'),
	avif: brandedFile('avif', 'mif1', 'miaf', 'MA1B'),
	heic: brandedFile('heic', 'mif1', 'heic'),
	heif: brandedFile('mif1', 'miaf'),
	bmp: Buffer.from('424d4600000000000000360000002800000001000000', 'hex'),
	tif: Buffer.from('49492a0008000000', 'hex'),
	jxl: Buffer.from('0000000c4a584c200d0a870a0000001466747970', 'hex'),
};

/** The other ways in which files of these types may begin. */
export const OTHER_BEGINNINGS: ReadonlyArray<[keyof typeof BEGINNINGS, Buffer]> = [
	['gif', Buffer.from('GIF87a\x01\x00', 'latin1')],
	['avif', brandedFile('mif1', 'avif', 'miaf')],
	['avif', brandedFile('avis', 'msf1', 'miaf')],
	['heic', brandedFile('mif1', 'heic')],
	['heic', brandedFile('heix', 'mif1')],
	['heic', brandedFile('msf1', 'hevc')],
	['tif', Buffer.from('4d4d002a00000008', 'hex')],
	['tif', Buffer.from('49492b0008000000', 'hex')],
	['jxl', Buffer.from('ff0afa1f01', 'hex')],
];

/** A file of `bytes` bytes that begins as a PNG does. */
export function pngOf(bytes: number): Buffer {
	return Buffer.concat([BEGINNINGS.png, Buffer.alloc(bytes - BEGINNINGS.png.length, 7)]);
}
