import type { Motif, Scene } from '../scene.cts';

/** A game's scene in big square pixels: bands of sky, blocky hills, and a creature like no other. */
export const paintPixelGrid: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const pixel = unit * 2;
	const sky = pick([
		['#2b1e5c', '#4a2f8a', '#8a3f9a', '#d85a8a', '#ffa06a'],
		['#1a3a6a', '#2a6aa8', '#4aa0d0', '#8ad0e8', '#d8f4f0'],
		['#0f2a2a', '#1a4a4a', '#2a7a6a', '#5aaa7a', '#c8e08a'],
	]);
	const square = (column: number, row: number, colour: string) => {
		context.fillStyle = colour;
		context.fillRect(column * pixel, row * pixel, pixel, pixel);
	};
	const [columns, rows] = [Math.ceil(width / pixel), Math.ceil(height / pixel)];
	for (let row = 0; row < rows; row += 1) {
		for (let column = 0; column < columns; column += 1) {
			// Every other square takes the next band's colour near its edge, as old games did.
			const band = (row / rows) * 6 + ((row + column) % 2) * 0.35;
			square(column, row, sky[Math.min(sky.length - 1, Math.floor(band))]);
		}
	}
	let hill = rows * 0.62;
	for (let column = 0; column < columns; column += 1) {
		hill = Math.max(rows * 0.52, Math.min(rows * 0.7, hill + Math.round(between(-1.5, 1.5))));
		for (let row = Math.round(hill); row < rows; row += 1) {
			const depth = row - Math.round(hill);
			square(
				column,
				row,
				depth < 2 ? '#6ad05a' : (row * 7 + column * 3) % 11 < 2 ? '#6b4226' : '#8a5a34',
			);
		}
	}
	creature(scene, pixel * 3);
};

const creatureSize = 9;

function creature({ context, width, height, between, pick }: Scene, pixel: number): void {
	const [left, top] = [width / 2 - (pixel * creatureSize) / 2, height * 0.2];
	const [body, shade] = pick([
		['#ffd84a', '#e08a2a'],
		['#ff6a8a', '#b03060'],
		['#7af0c0', '#2a9a8a'],
	]);
	const square = (column: number, row: number, colour: string) => {
		context.fillStyle = colour;
		context.fillRect(left + column * pixel, top + row * pixel, pixel + 0.5, pixel + 0.5);
	};
	for (let row = 0; row < creatureSize; row += 1) {
		for (let column = 0; column <= 4; column += 1) {
			const isCore = column >= 2 && row >= 1 && row <= 6;
			if (!isCore && between(0, 1) < 0.48) continue;
			const colour = between(0, 1) < 0.25 ? shade : body;
			square(column, row, colour);
			square(creatureSize - 1 - column, row, colour);
		}
	}
	for (const column of [2, 6]) square(column, 3, '#1a1030');
}
