import type { PictureOrder } from '../styles.cts';
import { hashOf } from './chance.cts';
import { encodeFlatPng } from './png.cts';

/** A PNG of the size asked for, in one colour made from the order: for tests, which look at no picture. */
export function drawPlainPicture({ text, style, resolution, index }: PictureOrder): Buffer {
	const [width, height] = resolution.split('*').map(Number);
	const hash = hashOf(`${style}|${text}|${index}`);
	return encodeFlatPng(width, height, [hash & 0xff, (hash >> 8) & 0xff, (hash >> 16) & 0xff]);
}
