import { disc, fillSky, polygon, type Motif, type Point, type Scene } from '../scene.cts';

/** Watercolour: see-through washes with wavering edges running into each other, and splashes, on white paper. */
export const paintWashes: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(scene, ['#fdfbf5', '#f8f4ea']);
	const hues = pick([
		[200, 175, 260, 330],
		[20, 45, 340, 280],
		[95, 150, 55, 190],
	]);
	for (let wash = 0; wash < 15; wash += 1) {
		const [x, y] = [width * between(0.02, 0.98), height * between(0.02, 0.85)];
		const size = unit * between(12, 27);
		const hue = pick(hues) + between(-14, 14);
		for (let layer = 0; layer < 4; layer += 1) {
			context.fillStyle = `hsla(${hue}, 72%, ${58 - layer * 3}%, 0.13)`;
			blot(scene, [x, y], size * (1 - layer * 0.12));
			context.fill();
		}
		context.strokeStyle = `hsla(${hue}, 70%, 40%, 0.22)`;
		context.lineWidth = unit * 0.3;
		blot(scene, [x, y], size);
		context.stroke();
	}
	for (let splash = 0; splash < 110; splash += 1) {
		context.fillStyle = `hsla(${pick(hues)}, 75%, 50%, ${between(0.12, 0.5)})`;
		disc(context, between(0, width), between(0, height), unit * between(0.1, 0.9));
	}
};

function blot({ context, between }: Scene, [x, y]: Point, size: number): void {
	const [first, second, third] = [between(0, 7), between(0, 7), between(0, 7)];
	const edge = Array.from({ length: 70 }, (_, index): Point => {
		const angle = (index / 70) * Math.PI * 2;
		const waver =
			1 +
			0.16 * Math.sin(angle * 3 + first) +
			0.1 * Math.sin(angle * 5 + second) +
			0.05 * Math.sin(angle * 11 + third);
		return [x + Math.cos(angle) * size * waver, y + Math.sin(angle) * size * waver];
	});
	polygon(context, edge);
}
