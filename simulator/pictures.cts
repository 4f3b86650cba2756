import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { chanceFrom } from './pictures/chance.cts';
import { loadFont } from './pictures/fonts.cts';
import { looks } from './pictures/looks.cts';
import { drawPlate } from './pictures/plate.cts';
import { encodeRgbaPng } from './pictures/png.cts';
import type { PictureFormat } from './service/protocol.cts';
import type { PictureOrder } from './styles.cts';

const jpegQuality = 85;

const encoders: Record<PictureFormat, (canvas: Canvas) => Buffer> = {
	png: (canvas) => encodeRgbaPng(canvas.width, canvas.height, canvas.data()),
	jpeg: (canvas) => canvas.toBuffer('image/jpeg', jpegQuality),
};

/** Draws the file of an order: always the same for the same order, and of another look for each style. */
export function drawPicture(order: PictureOrder, format: PictureFormat = 'png'): Buffer {
	loadFont();
	const [width, height] = order.resolution.split('*').map(Number);
	const canvas = createCanvas(width, height);
	const scene = {
		context: canvas.getContext('2d'),
		width,
		height,
		unit: Math.min(width, height) / 100,
		...chanceFrom(`${order.style}|${order.text}|${order.index}`),
	};
	const { motif, plate } = looks[order.style];
	motif(scene);
	drawPlate(scene, order, plate);
	return encoders[format](canvas);
}
