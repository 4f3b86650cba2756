import { disc, fillSky, glow, polygon, ridge, type Motif } from '../scene.cts';

/** A film's first sketch: fog, a huge lit gate far away, and one small figure before it. */
export const paintMonolith: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const [sky, light, dark] = pick([
		[['#1d2b33', '#4f6b6c', '#c9b48a'], '#ffd98a', '#16211f'],
		[['#2a1d2e', '#77485a', '#e09a6a'], '#ffb36b', '#1e1420'],
		[['#14233a', '#3b6a8a', '#a8cdd0'], '#bff3ff', '#0e1a26'],
	] as const);
	fillSky(scene, [...sky]);
	const x = width * between(0.4, 0.6);
	glow(scene, x, height * 0.34, unit * 48, `${light}cc`);
	for (let layer = 0; layer < 3; layer += 1) {
		context.globalAlpha = 0.35 + layer * 0.2;
		context.fillStyle = dark;
		ridge(scene, height * (0.44 + layer * 0.07), unit * 10, false);
		context.fill();
		context.globalAlpha = 1;
		glow(scene, between(0, width), height * (0.5 + layer * 0.07), unit * 45, `${sky[2]}66`);
	}
	context.fillStyle = dark;
	polygon(context, [
		[x - unit * 13, height * 0.64],
		[x - unit * 10, height * 0.12],
		[x + unit * 11, height * 0.1],
		[x + unit * 14, height * 0.64],
	]);
	context.fill();
	context.fillStyle = light;
	polygon(context, [
		[x - unit * 4, height * 0.64],
		[x - unit * 2.5, height * 0.22],
		[x + unit * 3, height * 0.22],
		[x + unit * 4.5, height * 0.64],
	]);
	context.fill();
	glow(scene, x, height * 0.55, unit * 22, `${light}88`);
	context.fillStyle = dark;
	ridge(scene, height * 0.66, unit * 3);
	context.fill();
	context.fillRect(x - unit * 0.6, height * 0.6, unit * 1.2, unit * 5);
	disc(context, x, height * 0.595, unit * 0.9);
	context.globalAlpha = 0.1;
	for (let stroke = 0; stroke < 60; stroke += 1) {
		context.fillStyle = pick([light, dark, sky[1]]);
		context.fillRect(between(-0.1, 1) * width, between(0, 1) * height, unit * between(8, 30), unit);
	}
	context.globalAlpha = 1;
};
