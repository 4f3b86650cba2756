import { fillSky, type Motif } from '../scene.cts';

/** Oil paint: short thick strokes that turn around two lights in a night sky, then lie down as fields. */
export const paintBrushStrokes: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	fillSky(scene, ['#12305a', '#2c5f8a', '#c9a24a']);
	const [night, field] = pick([
		[
			[212, 225, 195],
			[48, 38, 70],
		],
		[
			[262, 240, 280],
			[28, 14, 40],
		],
		[
			[178, 200, 160],
			[78, 95, 50],
		],
	]);
	const horizon = height * 0.58;
	const lights = [0.26, 0.74].map((part) => ({
		x: width * (part + between(-0.08, 0.08)),
		y: height * between(0.16, 0.36),
	}));
	context.lineCap = 'round';
	for (let stroke = 0; stroke < 2100; stroke += 1) {
		const [x, y] = [between(0, width), between(0, height)];
		const [near, away] = lights
			.map((light) => [light, Math.hypot(x - light.x, y - light.y)] as const)
			.sort((one, other) => one[1] - other[1])[0];
		const isSky = y < horizon + Math.sin((x / width) * 9) * unit * 3;
		const closeness = Math.max(0, 1 - away / (unit * 24));
		const angle = isSky
			? Math.atan2(y - near.y, x - near.x) + Math.PI / 2
			: Math.sin((x / width) * 7) * 0.35;
		const hue = isSky ? (closeness > 0.45 ? 48 : pick(night)) : pick(field);
		const light = (isSky ? 30 + closeness * 50 : 46) + between(-12, 14);
		const reach = unit * between(1.6, 3.4);
		context.strokeStyle = `hsl(${hue}, ${between(55, 85)}%, ${light}%)`;
		context.lineWidth = unit * between(0.9, 1.9);
		context.beginPath();
		context.moveTo(x - Math.cos(angle) * reach, y - Math.sin(angle) * reach);
		context.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
		context.stroke();
	}
};
