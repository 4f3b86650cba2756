import { disc, fillSky, ridge, type Motif } from '../scene.cts';

/** A scroll of ink: mountains one behind another in mist, a red sun, birds, a seal. */
export const paintInkMountains: Motif = (scene) => {
	const { context, width, height, unit, between } = scene;
	fillSky(scene, ['#efe6cf', '#f6efdd', '#e9dfc6']);
	context.fillStyle = '#c8452fdd';
	const [sunX, sunY] = [width * between(0.62, 0.82), height * between(0.14, 0.22)];
	disc(context, sunX, sunY, unit * 8);
	const layers = 6;
	for (let layer = 0; layer < layers; layer += 1) {
		const level = height * (0.3 + layer * 0.09);
		const shade = context.createLinearGradient(0, level - unit * 16, 0, level + unit * 22);
		shade.addColorStop(0, `rgba(38, 46, 50, ${0.18 + layer * 0.13})`);
		shade.addColorStop(1, 'rgba(240, 232, 212, 0.12)');
		context.fillStyle = shade;
		ridge(scene, level, unit * (14 - layer), layer % 2 === 0);
		context.fill();
	}
	context.strokeStyle = '#2b2b2b';
	context.lineCap = 'round';
	context.lineWidth = unit * 0.5;
	for (let bird = 0; bird < 7; bird += 1) {
		const [x, y] = [width * between(0.15, 0.6), height * between(0.08, 0.24)];
		const span = unit * between(1.4, 2.8);
		context.beginPath();
		context.arc(x - span, y, span, -Math.PI * 0.8, -0.15);
		context.arc(x + span, y, span, -Math.PI + 0.15, -Math.PI * 0.2);
		context.stroke();
	}
	context.fillStyle = '#b3261e';
	context.beginPath();
	context.roundRect(unit * 6, unit * 6, unit * 7, unit * 7, unit);
	context.fill();
	context.strokeStyle = '#f6efdd';
	context.strokeRect(unit * 7.6, unit * 7.6, unit * 3.8, unit * 3.8);
};
