import { disc, fillSky, glow, star, type Motif, type Scene } from '../scene.cts';

/** Pastel and lace: scalloped edges, bows, hearts and sparkles. */
export const paintLaceAndBows: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const [light, deep] = pick([
		['#ffe3ef', '#f48fb8'],
		['#f0e4ff', '#b48ae8'],
		['#e2f4ff', '#84b8ea'],
	]);
	fillSky(scene, ['#ffffff', light, `${deep}`]);
	for (let count = 0; count < 16; count += 1) {
		glow(scene, between(0, width), between(0, height), unit * between(6, 18), '#ffffffaa');
	}
	for (let count = 0; count < 26; count += 1) {
		context.fillStyle = `${deep}aa`;
		heart(scene, between(0, width), between(0, height), unit * between(1.2, 3));
	}
	lace(scene, 0, deep);
	lace(scene, height, deep);
	for (const [x, size] of [
		[0.5, 16],
		[0.17, 8],
		[0.83, 8],
	]) {
		bow(scene, {
			x: width * x,
			y: height * (x === 0.5 ? 0.33 : 0.22),
			size: unit * size,
			colour: deep,
		});
	}
	context.fillStyle = '#ffffff';
	for (let count = 0; count < 40; count += 1) {
		star(context, [between(0, width), between(0, height)], unit * between(0.8, 3), {
			rays: 4,
			waist: 0.18,
		});
		context.fill();
	}
};

function lace({ context, width, unit }: Scene, edge: number, colour: string): void {
	for (const [radius, fill] of [
		[6.4, '#ffffff'],
		[4.6, `${colour}88`],
		[3.4, '#ffffff'],
		[1.2, colour],
	] as const) {
		context.fillStyle = fill;
		for (let x = unit * 5; x < width + unit * 5; x += unit * 10)
			disc(context, x, edge, unit * radius);
	}
}

function heart({ context }: Scene, x: number, y: number, size: number): void {
	context.beginPath();
	context.moveTo(x, y + size);
	context.bezierCurveTo(
		x - size * 2,
		y - size * 0.4,
		x - size * 0.8,
		y - size * 1.5,
		x,
		y - size * 0.5,
	);
	context.bezierCurveTo(x + size * 0.8, y - size * 1.5, x + size * 2, y - size * 0.4, x, y + size);
	context.fill();
}

interface Bow {
	x: number;
	y: number;
	size: number;
	colour: string;
}

function bow({ context }: Scene, { x, y, size, colour }: Bow): void {
	context.fillStyle = colour;
	context.strokeStyle = '#ffffff';
	context.lineWidth = size * 0.06;
	for (const side of [-1, 1]) {
		context.beginPath();
		context.moveTo(x, y);
		context.bezierCurveTo(
			x + side * size * 0.4,
			y + size * 0.4,
			x + side * size * 0.6,
			y + size * 1.1,
			x + side * size * 0.9,
			y + size * 1.3,
		);
		context.lineTo(x + side * size * 0.4, y + size * 1.35);
		context.closePath();
		context.fill();
		context.stroke();
		context.beginPath();
		context.moveTo(x, y);
		context.bezierCurveTo(
			x + side * size * 0.6,
			y - size,
			x + side * size * 1.5,
			y - size * 0.8,
			x + side * size * 1.4,
			y,
		);
		context.bezierCurveTo(
			x + side * size * 1.5,
			y + size * 0.8,
			x + side * size * 0.6,
			y + size * 0.7,
			x,
			y,
		);
		context.fill();
		context.stroke();
	}
	disc(context, x, y, size * 0.24);
	context.stroke();
}
