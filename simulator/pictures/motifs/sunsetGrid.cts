import { disc, fillSky, polygon, type Motif, type Scene } from '../scene.cts';

/** Vaporwave: a striped setting sun between palms, over a glowing floor of lines running to the horizon. */
export const paintSunsetGrid: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const horizon = height * 0.55;
	const [sky, line] = pick([
		[['#2b0f54', '#a83a9c', '#ff9ecb', '#2a0b4a', '#12042a'], '#3ff2ff'],
		[['#0f2a6b', '#7a5cff', '#ffb0d8', '#1a0f4a', '#0a0628'], '#ff71ce'],
		[['#3a0f4a', '#ff5f8a', '#ffd27a', '#33105a', '#160630'], '#b7ff6a'],
	] as const);
	fillSky(scene, [...sky]);
	context.fillStyle = '#ffffffcc';
	for (let count = 0; count < 70; count += 1) {
		disc(context, between(0, width), between(0, horizon * 0.6), unit * between(0.1, 0.25));
	}
	sun(scene, width / 2, horizon - unit * 14);
	context.fillStyle = '#1a0838';
	context.fillRect(0, horizon, width, height - horizon);
	context.strokeStyle = line;
	context.shadowColor = line;
	context.lineWidth = unit * 0.3;
	for (let ray = -24; ray <= 24; ray += 1) {
		context.beginPath();
		context.moveTo(width / 2 + ray * unit * 3, horizon);
		context.lineTo(width / 2 + ray * unit * 18, height);
		context.stroke();
	}
	for (let row = 0; row < 14; row += 1) {
		const y = horizon + (height - horizon) * (row / 13) ** 2;
		context.beginPath();
		context.moveTo(0, y);
		context.lineTo(width, y);
		context.stroke();
	}
	palm(scene, width * between(0.1, 0.16), horizon, 1);
	palm(scene, width * between(0.84, 0.9), horizon, -1);
};

function sun({ context, unit }: Scene, x: number, y: number): void {
	const radius = unit * 24;
	const fill = context.createLinearGradient(0, y - radius, 0, y + radius);
	fill.addColorStop(0, '#fff27a');
	fill.addColorStop(0.5, '#ff8a6a');
	fill.addColorStop(1, '#ff2b9a');
	context.save();
	context.beginPath();
	for (let band = 0; band < 9; band += 1) {
		const top = band === 0 ? y - radius : y + unit * (band * 3.2 - 4);
		const bottom = band === 0 ? y - unit * 2 : top + unit * (2.6 - band * 0.24);
		context.rect(x - radius, top, radius * 2, bottom - top);
	}
	context.clip();
	context.fillStyle = fill;
	disc(context, x, y, radius);
	context.restore();
}

function palm({ context, unit }: Scene, x: number, foot: number, lean: number): void {
	const [topX, topY] = [x + lean * unit * 6, foot - unit * 34];
	context.fillStyle = '#12042a';
	polygon(context, [
		[x - unit * 1.3, foot + unit * 4],
		[topX - unit * 0.6, topY],
		[topX + unit * 0.6, topY],
		[x + unit * 1.3, foot + unit * 4],
	]);
	context.fill();
	for (let leaf = 0; leaf < 9; leaf += 1) {
		const angle = -Math.PI * (leaf / 8);
		const [tipX, tipY] = [
			topX + Math.cos(angle) * unit * 15,
			topY + unit * 6 + Math.sin(angle) * unit * 12,
		];
		context.beginPath();
		context.moveTo(topX, topY);
		context.quadraticCurveTo(topX + Math.cos(angle) * unit * 9, topY - unit * 8, tipX, tipY);
		context.quadraticCurveTo(topX + Math.cos(angle) * unit * 8, topY - unit * 2, topX, topY);
		context.fill();
	}
}
