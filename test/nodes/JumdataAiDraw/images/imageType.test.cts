import { createCanvas } from '@napi-rs/canvas';
import { IMAGE_EXTENSION, imageTypeOf } from '../../../../nodes/JumdataAiDraw/images/imageType';
import { BEGINNINGS, OTHER_BEGINNINGS } from './imageFiles.cts';

const MIME_TYPES = {
	png: 'image/png',
	jpg: 'image/jpeg',
	webp: 'image/webp',
	gif: 'image/gif',
	avif: 'image/avif',
	heic: 'image/heic',
	heif: 'image/heif',
	bmp: 'image/bmp',
	tif: 'image/tiff',
	jxl: 'image/jxl',
};

const unknown = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

it.each([...Object.entries(BEGINNINGS), ...OTHER_BEGINNINGS])(
	'an image is known by its first bytes, whatever its host calls it: %s',
	(extension, bytes) => {
		const mimeType = MIME_TYPES[extension as keyof typeof MIME_TYPES];
		for (const mediaType of ['', 'text/html', 'application/octet-stream', 'image/png']) {
			expect(imageTypeOf(bytes, mediaType)).toEqual({ extension, mimeType });
		}
		expect(`fox.${extension}`).toMatch(IMAGE_EXTENSION);
	},
);

it.each([
	['png', 'png'],
	['jpeg', 'jpg'],
	['webp', 'webp'],
	['avif', 'avif'],
] as const)('a file that an encoder wrote is known: %s', async (format, extension) => {
	const file = await createCanvas(4, 4).encode(format as 'png');
	expect(imageTypeOf(file, '')?.extension).toBe(extension);
});

it.each([
	['image/jp2', 'image/jp2', 'jp2'],
	['image/jpg; charset=binary', 'image/jpeg', 'jpg'],
	['image/jpeg', 'image/jpeg', 'jpg'],
	['image/tiff', 'image/tiff', 'tif'],
	['IMAGE/HEIC', 'image/heic', 'heic'],
	['image/x-icon', 'image/x-icon', 'icon'],
	['image/vnd.microsoft.icon', 'image/vnd.microsoft.icon', 'icon'],
	['image/averyverylongname', 'image/averyverylongname', 'averyverylon'],
])(
	'bytes that nobody knows are what their host calls an image: %s',
	(given, mimeType, extension) => {
		expect(imageTypeOf(unknown, given)).toEqual({ mimeType, extension });
	},
);

it('one byte that no text has makes it no text', () => {
	expect(imageTypeOf(Buffer.from('no \xff text', 'latin1'), 'image/jp2')?.extension).toBe('jp2');
});

it.each([
	'',
	'application/octet-stream',
	'text/plain',
	'application/pdf',
	'image/',
	'image/svg+xml',
])('bytes that nobody knows and nobody calls an image are none: %j', (mediaType) => {
	expect(imageTypeOf(unknown, mediaType)).toBeUndefined();
});

it.each<[string, Buffer]>([
	['HTML', Buffer.from('<!DOCTYPE html><html>')],
	['HTML after a byte order mark', Buffer.from('\ufeff\n <html>')],
	['HTML in UTF-16', Buffer.from('\ufeff<html>', 'utf16le')],
	['JSON', Buffer.from('{"code":404,"msg":"gone"}')],
	['a list in JSON', Buffer.from('[{"code":404}]')],
	['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
	['words', Buffer.from('the image is gone\r\n')],
	['Chinese words', Buffer.from('图片已过期'.repeat(99)).subarray(0, 512)],
	['text that begins with BM', Buffer.from('BMW is a maker of cars')],
	['nothing', Buffer.alloc(0)],
])('text is no image, whatever its host calls it: %s', (_, bytes) => {
	for (const mediaType of ['', 'image/png', 'image/svg+xml', 'image/unheard-of']) {
		expect(imageTypeOf(bytes, mediaType)).toBeUndefined();
	}
});

it.each<[string, Buffer]>([
	['another RIFF file', Buffer.from('RIFF\x24\x01\x00\x00WAVEfmt ', 'latin1')],
	['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomavc1', 'latin1')],
	['a film whose version reads like a brand', Buffer.from('\0\0\0\x14ftypisomavifisom', 'latin1')],
	['a part of a film', Buffer.from('\0\0\0\x14moovavif\0\0\0\0avif', 'latin1')],
	['a beginning that is too short', BEGINNINGS.png.subarray(0, 7)],
	['a beginning that ends before its brand', Buffer.from('\0\0\0\x18ftypavi', 'latin1')],
	['a PNG after other bytes', Buffer.concat([Buffer.from('\n'), BEGINNINGS.png])],
	[
		'a film with the word avif further on',
		Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isomavif', 'latin1'),
	],
])('other files are no images: %s', (_, bytes) => {
	expect(imageTypeOf(bytes, 'application/octet-stream')).toBeUndefined();
});
