import { disc, fillSky, glow, star, type Motif } from '../scene.cts';

/** Deep space: clouds of light, stars, and a planet with a ring. */
export const paintNebula: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(scene, ['#070b24', '#191447', '#0a2a4a']);
	const clouds = pick([
		['#ff5fa255', '#7a5cff55', '#2bd9fe44'],
		['#ff9a3d55', '#e0467c55', '#5a6bff44'],
		['#3dffa255', '#2b8cfe55', '#b15cff44'],
	]);
	for (let count = 0; count < 22; count += 1) {
		glow(scene, between(0, width), between(0, height * 0.8), unit * between(14, 38), pick(clouds));
	}
	context.fillStyle = '#ffffff';
	for (let count = 0; count < 180; count += 1) {
		disc(context, between(0, width), between(0, height), unit * between(0.08, 0.3));
	}
	for (let count = 0; count < 8; count += 1) {
		star(context, [between(0, width), between(0, height * 0.6)], unit * between(1.5, 3.5), {
			rays: 4,
			waist: 0.14,
		});
		context.fill();
	}
	const [x, y, radius] = [width * between(0.3, 0.7), height * between(0.25, 0.4), unit * 17];
	const light = context.createRadialGradient(
		x - radius * 0.4,
		y - radius * 0.4,
		radius * 0.1,
		x,
		y,
		radius,
	);
	light.addColorStop(0, '#ffe3b8');
	light.addColorStop(0.5, clouds[0].slice(0, 7));
	light.addColorStop(1, '#2a0f45');
	context.fillStyle = light;
	disc(context, x, y, radius);
	context.strokeStyle = '#ffe9c9cc';
	context.lineWidth = unit * 1.1;
	context.beginPath();
	// The ring's far side stays hidden behind the planet.
	context.ellipse(x, y, radius * 1.75, radius * 0.42, -0.35, -0.75, Math.PI + 0.75);
	context.stroke();
};
