import { fillSky, glow, ridge, type Motif } from '../scene.cts';

/** A photograph's view: hills and low sun mirrored in a lake, darker towards the corners. */
export const paintLake: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const [sky, far, near] = pick([
		[['#39618f', '#9fb7c4', '#f2c796'], '#6d8096', '#26382f'],
		[['#2c3e63', '#b0707e', '#f6b26b'], '#6a5573', '#231f2e'],
		[['#4f8fc0', '#b5d3df', '#eef0dc'], '#7f9aa0', '#2c4a33'],
	] as const);
	const shore = height * 0.56;
	fillSky(scene, [...sky, ...[...sky].reverse()]);
	const sunX = width * between(0.25, 0.75);
	glow(scene, sunX, shore - unit * 10, unit * 42, '#fff1cfcc');
	for (const [colour, level, rough] of [
		[far, shore - unit * 12, unit * 9],
		[near, shore - unit * 3, unit * 4],
	] as const) {
		context.save();
		context.beginPath();
		context.rect(0, 0, width, shore);
		context.clip();
		context.fillStyle = colour;
		ridge(scene, level, rough, colour === far);
		context.fill();
		context.restore();
	}
	context.fillStyle = '#1b2b3a66';
	context.fillRect(0, shore, width, height - shore);
	for (let ripple = 0; ripple < 420; ripple += 1) {
		const depth = between(0, 1) ** 1.6;
		const x = sunX + (between(-1, 1) + between(-1, 1)) * width * (0.06 + depth * 0.3);
		context.fillStyle = `rgba(255, 240, 210, ${0.75 - depth * 0.5})`;
		const length = unit * (1 + depth * 7);
		context.fillRect(x, shore + depth * (height - shore), length, unit * (0.15 + depth * 0.35));
	}
	const edge = context.createRadialGradient(
		width / 2,
		height / 2,
		height * 0.3,
		width / 2,
		height / 2,
		height * 0.85,
	);
	edge.addColorStop(0, '#00000000');
	edge.addColorStop(1, '#000000aa');
	context.fillStyle = edge;
	context.fillRect(0, 0, width, height);
};
