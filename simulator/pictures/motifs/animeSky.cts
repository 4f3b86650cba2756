import { disc, fillSky, type Motif, type Scene } from '../scene.cts';

/** A summer sky as in a cartoon film: rays, piled clouds, screen dots, and petals in the wind. */
export const paintAnimeSky: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(
		scene,
		pick([
			['#2f7fe8', '#7cc8ff', '#ffe4f0'],
			['#6a5cff', '#ff9ecb', '#ffe9a8'],
			['#12a0b8', '#8be8e0', '#fff3c9'],
		]),
	);
	const [x, y] = [width * between(0.3, 0.7), height * 0.42];
	context.fillStyle = '#ffffff38';
	for (let ray = 0; ray < 24; ray += 1) {
		const angle = (ray / 24) * Math.PI * 2;
		context.beginPath();
		context.moveTo(x, y);
		context.arc(x, y, width + height, angle, angle + Math.PI / 24);
		context.fill();
	}
	for (let cloud = 0; cloud < 5; cloud += 1) {
		pileCloud(scene, width * between(0, 1), height * between(0.4, 0.62));
	}
	context.fillStyle = '#ffffff55';
	for (let row = 0; row < 16; row += 1) {
		for (let column = 0; column < 16; column += 1) {
			disc(
				context,
				column * unit * 3,
				row * unit * 3,
				unit * Math.max(0, 1.1 - (row + column) * 0.05),
			);
		}
	}
	for (let petal = 0; petal < 60; petal += 1) {
		context.fillStyle = pick(['#ff8fb8', '#ffc2d9', '#ffffff']);
		context.beginPath();
		const length = unit * between(0.8, 2.2);
		const tilt = between(0, Math.PI);
		context.ellipse(between(0, width), between(0, height), length, length * 0.45, tilt, 0, 7);
		context.fill();
	}
};

function pileCloud({ context, unit, between }: Scene, x: number, y: number): void {
	const puffs = Array.from({ length: 12 }, (_, index) => ({
		x: x + (index - 5.5) * unit * 4,
		y: y - Math.sin((index / 11) * Math.PI) * unit * between(4, 14),
		radius: unit * between(5, 9),
	}));
	for (const [colour, drop] of [
		['#bcd9f5', unit * 1.6],
		['#ffffff', 0],
	] as const) {
		context.fillStyle = colour;
		for (const puff of puffs) disc(context, puff.x, puff.y + drop, puff.radius);
	}
}
