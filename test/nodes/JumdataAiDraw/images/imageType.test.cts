import { IMAGE_TYPE_BYTES, imageTypeOf } from '../../../../nodes/JumdataAiDraw/images/imageType';
import { BEGINNINGS } from './pictures.cts';

describe('imageTypeOf', () => {
	it.each([
		['png', 'image/png'],
		['jpg', 'image/jpeg'],
		['webp', 'image/webp'],
		['gif', 'image/gif'],
		['avif', 'image/avif'],
		['bmp', 'image/bmp'],
	] as const)('knows a %s by its first bytes', (extension, mimeType) => {
		expect(imageTypeOf(BEGINNINGS[extension])).toMatchObject({ extension, mimeType });
	});

	it.each(Object.entries(BEGINNINGS))('needs no more bytes than it asks for: %s', (type, bytes) => {
		expect(imageTypeOf(bytes.subarray(0, IMAGE_TYPE_BYTES))?.extension).toBe(type);
	});

	it('knows both kinds of GIF', () => {
		expect(imageTypeOf(Buffer.from('GIF87a......'))?.extension).toBe('gif');
		expect(imageTypeOf(Buffer.from('GIF88a......'))).toBeUndefined();
	});

	it.each<[string, Buffer]>([
		['HTML', Buffer.from('<!DOCTYPE html><html>')],
		['JSON', Buffer.from('{"code":404,"msg":"gone"}')],
		['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
		['text that begins with BM', Buffer.from('BMW is a maker of cars')],
		['another RIFF file', Buffer.from('RIFF....WAVEfmt ')],
		['another ISO file', Buffer.from('....ftypisom....')],
		['nothing', Buffer.alloc(0)],
		['a beginning that is too short', BEGINNINGS.png.subarray(0, 7)],
		['a PNG after other bytes', Buffer.concat([Buffer.from('\n'), BEGINNINGS.png])],
	])('knows that %s is no image', (_, bytes) => {
		expect(imageTypeOf(bytes)).toBeUndefined();
	});
});
