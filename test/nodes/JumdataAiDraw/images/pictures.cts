/** How the files of each image type begin. */
export const BEGINNINGS = {
	png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
	jpg: Buffer.from('ffd8ffe000104a464946000101', 'hex'),
	webp: Buffer.concat([Buffer.from('RIFF'), Buffer.from([36, 1, 0, 0]), Buffer.from('WEBPVP8 ')]),
	gif: Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00', 'latin1'),
	avif: Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from('ftypavif'), Buffer.alloc(4)]),
	bmp: Buffer.concat([Buffer.from('BM'), Buffer.from([70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0])]),
};

/** A file of `bytes` bytes that begins as a PNG does. */
export function pngOf(bytes: number): Buffer {
	return Buffer.concat([BEGINNINGS.png, Buffer.alloc(bytes - BEGINNINGS.png.length, 7)]);
}
