import type { PictureOrder } from '../styles.cts';
import { fontName } from './fonts.cts';
import { breakLines, lineWidth, writeLine, type Line } from './lettering.cts';
import type { Scene } from './scene.cts';

/** The colours of the plate that a picture's text stands on. */
export interface PlateColours {
	ground: string;
	ink: string;
	accent: string;
}

const largestUnits = 6.4;
const smallestUnits = 2.8;

/** Writes the text on a plate at the foot of the picture, and below it style, size and image number. */
export function drawPlate(scene: Scene, order: PictureOrder, colours: PlateColours): void {
	const { context, width, height, unit } = scene;
	const margin = unit * 6;
	const padding = unit * 4;
	const innerWidth = width - 2 * (margin + padding);
	const { lines, size } = fitted(scene, order.text, innerWidth, height * 0.3);
	const captionSize = unit * 2.6;
	const lineHeight = size * 1.36;
	const plateHeight = lines.length * lineHeight + captionSize * 2 + padding * 1.6;
	const top = height - margin - plateHeight;

	context.fillStyle = colours.ground;
	context.beginPath();
	context.roundRect(margin, top, width - 2 * margin, plateHeight, unit * 2);
	context.fill();
	context.strokeStyle = colours.accent;
	context.lineWidth = unit * 0.35;
	context.stroke();

	setFont(scene, size);
	context.fillStyle = colours.ink;
	lines.forEach((line, index) => {
		const left = (width - lineWidth(line)) / 2;
		const baseline = top + padding * 0.8 + lineHeight * index + size * 0.98;
		writeLine(context, line, [left, baseline], size);
	});
	setFont(scene, captionSize);
	context.fillStyle = colours.accent;
	const caption = `${order.style}  ·  ${order.resolution.replace('*', ' × ')}  ·  #${order.index}`;
	const left = (width - context.measureText(caption).width) / 2;
	context.fillText(caption, left, top + plateHeight - padding * 0.8);
}

function fitted(
	scene: Scene,
	text: string,
	widthPixels: number,
	heightPixels: number,
): { lines: Line[]; size: number } {
	for (let units = largestUnits; ; units -= 0.6) {
		const size = units * scene.unit;
		setFont(scene, size);
		const lines = breakLines(scene.context, text, size, widthPixels);
		const fits = lines.length * size * 1.36 <= heightPixels && (units < 5 || lines.length <= 3);
		if (fits || units <= smallestUnits) return { lines, size };
	}
}

function setFont({ context }: Scene, sizePixels: number): void {
	context.font = `${sizePixels}px "${fontName}"`;
}
