import type { SKRSContext2D } from '@napi-rs/canvas';
import { disc, star } from './scene.cts';

/** A piece of a line that is never broken: a word, one Chinese character, a blank, or an emoji. */
interface Piece {
	text: string;
	width: number;
	isEmoji: boolean;
}

/** One line of lettering. */
export type Line = Piece[];

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const closingMark = /^[,。、;:!?…)」』》”,.;:!?)]/u;
const wordPart = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Number}'’_-]/u;

/** Breaks a text into lines no wider than asked, in the context's font and `sizePixels`. */
export function breakLines(
	context: SKRSContext2D,
	text: string,
	sizePixels: number,
	widthPixels: number,
): Line[] {
	const lines: Line[] = [];
	for (const paragraph of text.split(/\r\n|\r|\n/)) {
		let line: Line = [];
		for (const piece of piecesOf(context, paragraph, sizePixels, widthPixels)) {
			if (line.length > 0 && lineWidth(line) + piece.width > widthPixels) {
				lines.push(line);
				line = [];
			}
			if (line.length > 0 || piece.text.trim() !== '') line.push(piece);
		}
		lines.push(line);
	}
	return lines;
}

/** How wide a line is in pixels. */
export const lineWidth = (line: Line): number => line.reduce((sum, { width }) => sum + width, 0);

/** Writes a line with its left end and its base line at the place given. */
export function writeLine(
	context: SKRSContext2D,
	line: Line,
	[left, baseline]: [number, number],
	sizePixels: number,
): void {
	let x = left;
	for (const piece of line) {
		if (piece.isEmoji) drawBadge(context, piece.text, [x, baseline], sizePixels);
		else context.fillText(piece.text, x, baseline);
		x += piece.width;
	}
}

function piecesOf(
	context: SKRSContext2D,
	paragraph: string,
	sizePixels: number,
	widthPixels: number,
): Piece[] {
	const pieces: Piece[] = [];
	for (const { segment } of segmenter.segment(paragraph)) {
		const last = pieces.at(-1);
		const isEmoji = emoji.test(segment);
		const width = isEmoji ? sizePixels * 1.1 : context.measureText(segment).width;
		const joins =
			closingMark.test(segment) || (wordPart.test(segment) && wordPart.test(last?.text ?? ''));
		if (joins && last && !last.isEmoji && !isEmoji && last.width + width <= widthPixels) {
			last.text += segment;
			last.width = context.measureText(last.text).width;
		} else {
			pieces.push({ text: segment, width, isEmoji });
		}
	}
	return pieces;
}

// Few machines have a font for emoji, so each one is a coloured badge with a star instead of an empty box.
function drawBadge(
	context: SKRSContext2D,
	text: string,
	[left, baseline]: [number, number],
	sizePixels: number,
): void {
	const [x, y] = [left + sizePixels * 0.55, baseline - sizePixels * 0.36];
	const codePoint = text.codePointAt(0) ?? 0;
	context.save();
	context.fillStyle = `hsl(${(codePoint * 47) % 360}, 75%, 52%)`;
	disc(context, x, y, sizePixels * 0.46);
	context.fillStyle = '#ffffff';
	star(context, [x, y], sizePixels * 0.34, { rays: 4 + (codePoint % 3), waist: 0.4 });
	context.fill();
	context.restore();
}
