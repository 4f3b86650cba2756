import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { loadImage } from '@napi-rs/canvas';
import { drawPicture } from '../../simulator/pictures.cts';
import { drawPlainPicture } from '../../simulator/pictures/plainPicture.cts';
import { PictureStore } from '../../simulator/server/pictureStore.cts';
import { resolutions, styles, type PictureOrder } from '../../simulator/styles.cts';

// Drawing is work for the processor; on a slow or busy machine it may take its time.
jest.setTimeout(120_000);

const order: PictureOrder = { text: '一只猫', style: '古风', resolution: '1024*1024', index: 1 };
const fingerprint = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Reads back a PNG of one data chunk: its size, and how many bytes its rows have. */
function readPng(png: Buffer) {
	expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
	const start = png.indexOf('IDAT');
	const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
	expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
	return { size: `${png.readUInt32BE(16)}*${png.readUInt32BE(20)}`, rowBytes: rows.length };
}

describe.each([
	['drawn', drawPicture, 3],
	['plain', drawPlainPicture, 1 / 8],
])('%s pictures', (_, draw, bytesPerPixel) => {
	it.each(resolutions)('are PNGs of %s pixels', (resolution) => {
		const [width, height] = resolution.split('*').map(Number);
		const rowBytes = height * (1 + width * bytesPerPixel);
		expect(readPng(draw({ ...order, resolution }))).toEqual({ size: resolution, rowBytes });
	});

	it('differ by style, text and image number, and are the same for the same order', () => {
		const variants = [
			...styles.map((style) => ({ ...order, style })),
			{ ...order, text: '一只狗' },
			{ ...order, index: 2 },
		];
		const prints = variants.map((variant) => fingerprint(draw(variant)));
		expect(new Set(prints).size).toBe(19);
		expect(fingerprint(draw(order))).toBe(prints[1]);
	});
});

it.each([
	['drawn', drawPicture],
	['plain', drawPlainPicture],
])('%s pictures can be JPEGs of their size', async (_, draw) => {
	const jpeg = draw({ ...order, resolution: '1024*1536' }, 'jpeg');
	expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
	const { width, height } = await loadImage(jpeg);
	expect([width, height]).toEqual([1024, 1536]);
});

it.each([
	['100 Chinese characters', '春江潮水连海平海上明月'.repeat(10).slice(0, 100)],
	['100 letters without a blank', 'w'.repeat(100)],
	['emoji', '🦊👨‍👩‍👧🇨🇳'],
	['only blanks and lines', ' \n \r\n '],
	['100 lines', '\n'.repeat(99) + 'x'],
])('draws a text of %s', (_, text) => {
	expect(readPng(drawPicture({ ...order, text })).size).toBe('1024*1024');
});

it('keeps pictures drawn, but no more bytes of them than allowed', () => {
	let drawings = 0;
	const draw = () => {
		drawings += 1;
		return Buffer.alloc(40);
	};
	const store = new PictureStore(draw, 100);
	for (const index of [1, 1, 2, 3, 2, 3, 1]) store.get({ ...order, index });
	expect(drawings).toBe(4);
	store.get({ ...order, index: 1 }, 'jpeg');
	expect(drawings).toBe(5);
});
