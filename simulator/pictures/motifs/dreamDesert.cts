import { disc, fillSky, glow, polygon, type Motif, type Scene } from '../scene.cts';

/** A dream: a desert under a green or rosy sky, a door with a sea behind it, spheres that hang in the air, an eye. */
export const paintDreamDesert: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const horizon = height * 0.5;
	fillSky(
		scene,
		pick([
			['#1f5f6b', '#7fb8a4', '#f3dca0'],
			['#5a3a6e', '#d98b8b', '#f7d9a0'],
			['#274b8a', '#8fb4d9', '#fbe6b8'],
		]),
	);
	const sand = context.createLinearGradient(0, horizon, 0, height);
	sand.addColorStop(0, '#e8bf7a');
	sand.addColorStop(1, '#8a5a30');
	context.fillStyle = sand;
	context.fillRect(0, horizon, width, height - horizon);
	const doorX = width * between(0.2, 0.34);
	door(scene, doorX, horizon + unit * 12);
	for (let count = 0; count < 7; count += 1) {
		sphere(scene, width * between(0.1, 0.95), height * between(0.08, 0.5), unit * between(2, 7));
	}
	eye(scene, width * between(0.6, 0.75), height * 0.26);
	for (let count = 0; count < 3; count += 1) {
		const [x, y] = [width * between(0.45, 0.95), horizon + unit * between(2, 9)];
		context.fillStyle = '#00000044';
		polygon(context, [
			[x, y],
			[x + unit * 26, y + unit * 5],
			[x + unit * 2, y],
		]);
		context.fill();
		context.fillStyle = '#4a2f22';
		context.fillRect(x, y - unit * 12, unit * 1.2, unit * 12);
		context.fillStyle = '#f2e6c8';
		context.beginPath();
		context.ellipse(x, y - unit * 11, unit * 6, unit * 3.6, 0.5, 0, Math.PI * 2);
		context.fill();
		context.fillRect(x + unit * 2, y - unit * 10, unit * 2.4, unit * between(5, 9));
	}
};

function door({ context, unit }: Scene, x: number, foot: number): void {
	context.fillStyle = '#3a2418';
	context.fillRect(x - unit * 9, foot - unit * 34, unit * 18, unit * 34);
	const sea = context.createLinearGradient(0, foot - unit * 32, 0, foot);
	sea.addColorStop(0, '#cfeeff');
	sea.addColorStop(0.5, '#8fd0f0');
	sea.addColorStop(0.51, '#1f6fa0');
	sea.addColorStop(1, '#0d3c66');
	context.fillStyle = sea;
	context.fillRect(x - unit * 7.4, foot - unit * 32.4, unit * 14.8, unit * 32.4);
	context.fillStyle = '#6b4228';
	polygon(context, [
		[x + unit * 7.4, foot - unit * 32.4],
		[x + unit * 18, foot - unit * 36],
		[x + unit * 18, foot + unit * 4],
		[x + unit * 7.4, foot],
	]);
	context.fill();
}

function sphere(scene: Scene, x: number, y: number, radius: number): void {
	const { context } = scene;
	context.fillStyle = scene.pick(['#c0503a', '#e0a23a', '#3f7f8f', '#7a4f8a']);
	disc(context, x, y, radius);
	glow(scene, x - radius * 0.3, y - radius * 0.3, radius * 0.7, '#ffffffcc');
}

function eye({ context, unit }: Scene, x: number, y: number): void {
	context.fillStyle = '#fdf6e6';
	context.strokeStyle = '#3a2418';
	context.lineWidth = unit * 0.8;
	context.beginPath();
	context.moveTo(x - unit * 16, y);
	context.quadraticCurveTo(x, y - unit * 17, x + unit * 16, y);
	context.quadraticCurveTo(x, y + unit * 13, x - unit * 16, y);
	context.fill();
	context.stroke();
	for (const [colour, size] of [
		['#2f7f8f', 7],
		['#0d1a20', 3.6],
	] as const) {
		context.fillStyle = colour;
		disc(context, x, y - unit, unit * size);
	}
	context.fillStyle = '#ffffff';
	disc(context, x + unit * 2, y - unit * 3, unit * 1.3);
}
