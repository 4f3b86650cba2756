import { disc, fillSky, ridge, type Motif, type Scene } from '../scene.cts';

/** A cartoon: flat colours and thick outlines, a smiling sun, round clouds, hills and houses. */
export const paintCartoonHills: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(
		scene,
		pick([
			['#6ad2ff', '#b8ecff'],
			['#ffb86a', '#ffe9a8'],
			['#a89aff', '#ffd0ea'],
		]),
	);
	context.strokeStyle = '#2a2140';
	context.lineJoin = 'round';
	context.lineWidth = unit * 0.9;
	sun(scene, width * between(0.25, 0.75), height * 0.24);
	for (let count = 0; count < 4; count += 1) {
		cloud(scene, width * between(0.05, 0.95), height * between(0.08, 0.36), unit * between(3.5, 6));
	}
	for (const [index, colour] of ['#8ee06a', '#5cc85a', '#3aa85a'].entries()) {
		const level = height * (0.5 + index * 0.09);
		context.fillStyle = colour;
		ridge(scene, level, unit * 5);
		context.fill();
		context.stroke();
		for (let count = 0; count < 3; count += 1) {
			house(scene, width * between(0.04, 0.9), level + unit * between(5, 8));
		}
	}
};

function sun({ context, unit }: Scene, x: number, y: number): void {
	context.fillStyle = '#ffd93b';
	for (let ray = 0; ray < 12; ray += 1) {
		const angle = (ray / 12) * Math.PI * 2;
		disc(context, x + Math.cos(angle) * unit * 13, y + Math.sin(angle) * unit * 13, unit * 2.6);
		context.stroke();
	}
	disc(context, x, y, unit * 12);
	context.stroke();
	context.fillStyle = '#2a2140';
	for (const side of [-1, 1]) disc(context, x + side * unit * 4, y - unit * 2, unit * 1.3);
	context.beginPath();
	context.arc(x, y + unit, unit * 5, 0.2, Math.PI - 0.2);
	context.stroke();
	context.fillStyle = '#ff9a8a';
	for (const side of [-1, 1]) disc(context, x + side * unit * 7.5, y + unit * 1.5, unit * 1.6);
}

function cloud({ context }: Scene, x: number, y: number, size: number): void {
	const puffs = [
		[-1.4, 0.2, 0.8],
		[-0.4, -0.4, 1.1],
		[0.7, -0.1, 1],
		[1.6, 0.3, 0.7],
		[0, 0.4, 1],
	];
	context.fillStyle = '#ffffff';
	// Outlines first, fillings over them: so only the outer line is left.
	for (const [right, down, part] of puffs) {
		disc(context, x + right * size, y + down * size, size * part);
		context.stroke();
	}
	for (const [right, down, part] of puffs) {
		disc(context, x + right * size, y + down * size, size * part);
	}
}

function house({ context, unit, pick }: Scene, x: number, foot: number): void {
	context.fillStyle = pick(['#fff3d6', '#ffd6e0', '#d6f0ff']);
	context.fillRect(x, foot - unit * 7, unit * 8, unit * 7);
	context.strokeRect(x, foot - unit * 7, unit * 8, unit * 7);
	context.fillStyle = pick(['#ff6b5a', '#5a8aff', '#b45aff']);
	context.beginPath();
	context.moveTo(x - unit * 1.5, foot - unit * 7);
	context.lineTo(x + unit * 4, foot - unit * 12);
	context.lineTo(x + unit * 9.5, foot - unit * 7);
	context.closePath();
	context.fill();
	context.stroke();
	context.fillStyle = '#2a2140';
	context.fillRect(x + unit * 3, foot - unit * 4, unit * 2.2, unit * 4);
}
