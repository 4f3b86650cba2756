import { disc, fillSky, polygon, type Motif, type Scene } from '../scene.cts';

/** A woodcut: a snowy mountain, a flat sun, and rows of scale-like waves with foam. */
export const paintWoodcutWaves: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(
		scene,
		pick([
			['#e9d8b0', '#f4e7c8', '#d9c79a'],
			['#e3b98a', '#f6e2bb', '#cdb88a'],
		]),
	);
	context.fillStyle = '#d0432b';
	disc(context, width * between(0.15, 0.85), height * 0.17, unit * 10);
	const [peak, foot, top] = [width * between(0.35, 0.65), height * 0.5, height * 0.2];
	context.fillStyle = '#47637a';
	polygon(context, [
		[peak - unit * 52, foot],
		[peak - unit * 5, top],
		[peak + unit * 5, top],
		[peak + unit * 52, foot],
	]);
	context.fill();
	context.fillStyle = '#fbf4e2';
	polygon(context, [
		[peak - unit * 17, top + unit * 11],
		[peak - unit * 5, top],
		[peak + unit * 5, top],
		[peak + unit * 17, top + unit * 11],
		[peak + unit * 9, top + unit * 8],
		[peak + unit * 4, top + unit * 13],
		[peak - unit * 2, top + unit * 8],
		[peak - unit * 9, top + unit * 13],
	]);
	context.fill();
	const radius = unit * 10;
	for (let row = 0, y = height * 0.48; y < height + radius; row += 1, y += radius * 0.5) {
		for (let x = row % 2 === 0 ? 0 : radius; x < width + radius; x += radius * 2) {
			scale(scene, x, y + between(-0.1, 0.1) * unit, radius);
		}
	}
};

const rings = ['#f7efd9', '#1d3f66', '#e8e2cd', '#2f6390', '#f1ead4', '#17365a'];

function scale({ context }: Scene, x: number, y: number, radius: number): void {
	rings.forEach((colour, index) => {
		context.fillStyle = colour;
		disc(context, x, y, radius * (1 - index * 0.16));
	});
}
