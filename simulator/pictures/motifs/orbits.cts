import { disc, fillSky, glow, type Motif } from '../scene.cts';

/** The future as it was dreamt of: white towers, orbits of light, clean lines. */
export const paintOrbits: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(
		scene,
		pick([
			['#0b1f3a', '#1f6f9f', '#d9f3ff'],
			['#1c1145', '#5b4fd1', '#e2e4ff'],
		]),
	);
	const [x, y] = [width / 2, height * 0.34];
	glow(scene, x, y, unit * 50, '#ffffffaa');
	context.lineCap = 'round';
	for (let orbit = 0; orbit < 11; orbit += 1) {
		const radius = unit * (12 + orbit * 5);
		const start = between(0, Math.PI * 2);
		context.strokeStyle = `rgba(255, 255, 255, ${0.9 - orbit * 0.06})`;
		context.lineWidth = unit * between(0.2, 1.2);
		context.beginPath();
		context.arc(x, y, radius, start, start + between(1.5, 5));
		context.stroke();
		context.fillStyle = pick(['#ff7a59', '#7cf7ff', '#ffffff']);
		disc(context, x + Math.cos(start) * radius, y + Math.sin(start) * radius, unit * 1.1);
	}
	for (let tower = 0; tower < 7; tower += 1) {
		const towerWidth = unit * between(4, 11);
		const left = ((tower + between(-0.2, 0.2)) / 6) * width - towerWidth / 2;
		const top = height * between(0.36, 0.66);
		const side = context.createLinearGradient(left, 0, left + towerWidth, 0);
		side.addColorStop(0, '#ffffff');
		side.addColorStop(1, '#8fb3cc');
		context.fillStyle = side;
		context.beginPath();
		context.roundRect(left, top, towerWidth, height, [towerWidth, towerWidth, 0, 0]);
		context.fill();
		context.fillStyle = '#23c4e8';
		context.fillRect(left + towerWidth * 0.44, top + towerWidth, towerWidth * 0.12, height);
		context.beginPath();
		context.ellipse(left + towerWidth / 2, top + unit * 9, towerWidth, unit * 1.1, 0, 0, 7);
		context.fill();
	}
};
