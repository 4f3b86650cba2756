import { fillSky, glow, type Motif, type Scene } from '../scene.cts';

/** A city at night in the rain: dark towers, lit windows, neon signs in two colours. */
export const paintNeonCity: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const neon = pick([
		['#ff2bd6', '#19e3ff'],
		['#ffe600', '#ff2b6a'],
		['#00ffa3', '#b44bff'],
	]);
	fillSky(scene, ['#070414', '#1d0b3a', '#4a0f5a', '#0a0618']);
	glow(scene, width * 0.3, height * 0.5, unit * 55, `${neon[0]}66`);
	glow(scene, width * 0.8, height * 0.4, unit * 45, `${neon[1]}55`);
	for (const [layer, colour] of ['#1a1036', '#100a24', '#080512'].entries()) {
		for (let x = -unit * 4; x < width; x += unit * between(9, 14)) {
			const top = height * (between(0.16, 0.44) + layer * 0.1);
			tower(scene, { x, top, towerWidth: unit * between(8, 12), colour, neon });
		}
	}
	for (let sign = 0; sign < 9; sign += 1) {
		const colour = pick(neon);
		context.save();
		context.shadowColor = colour;
		context.shadowBlur = unit * 3;
		context.strokeStyle = colour;
		context.lineWidth = unit * 0.6;
		context.strokeRect(
			between(0, width),
			height * between(0.3, 0.62),
			unit * 3,
			unit * between(7, 15),
		);
		context.restore();
	}
	context.strokeStyle = '#bfe9ff38';
	context.lineWidth = unit * 0.15;
	for (let drop = 0; drop < 220; drop += 1) {
		const [x, y, length] = [between(0, width), between(0, height), unit * between(2, 7)];
		context.beginPath();
		context.moveTo(x, y);
		context.lineTo(x - length * 0.18, y + length);
		context.stroke();
	}
};

interface Tower {
	x: number;
	top: number;
	towerWidth: number;
	colour: string;
	neon: string[];
}

function tower(scene: Scene, { x, top, towerWidth, colour, neon }: Tower): void {
	const { context, height, unit, between, pick } = scene;
	context.fillStyle = colour;
	context.fillRect(x, top, towerWidth, height);
	for (let y = top + unit * 2; y < height * 0.9; y += unit * 2.2) {
		for (let column = x + unit; column < x + towerWidth - unit; column += unit * 1.8) {
			if (between(0, 1) > 0.3) continue;
			context.fillStyle = `${pick([...neon, '#ffd9a0', '#ffd9a0'])}cc`;
			context.fillRect(column, y, unit * 0.9, unit * 1.1);
		}
	}
}
