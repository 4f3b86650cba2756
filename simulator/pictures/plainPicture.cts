import type { PictureFormat } from '../service/protocol.cts';
import type { PictureOrder } from '../styles.cts';
import { hashOf } from './chance.cts';
import { encodeFlatPng } from './png.cts';

/** A file of the size asked for, in one colour made from the order: for tests, which look at no picture. */
export function drawPlainPicture(order: PictureOrder, format: PictureFormat = 'png'): Buffer {
	const { text, style, resolution, index } = order;
	const [width, height] = resolution.split('*').map(Number);
	const hash = hashOf(`${style}|${text}|${index}`);
	const rgb = [hash & 0xff, (hash >> 8) & 0xff, (hash >> 16) & 0xff];
	return format === 'png' ? encodeFlatPng(width, height, rgb) : encodeFlatJpeg(width, height, rgb);
}

/** Loads the native library only when it is needed: PNGs of one colour do without. */
function encodeFlatJpeg(width: number, height: number, rgb: number[]): Buffer {
	const { createCanvas } = require('@napi-rs/canvas') as typeof import('@napi-rs/canvas');
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.fillStyle = `rgb(${rgb.join(', ')})`;
	context.fillRect(0, 0, width, height);
	return canvas.toBuffer('image/jpeg');
}
