import { disc, fillSky, glow, type Motif, type Scene } from '../scene.cts';

/** Baroque: gilded scrolls in mirrored pairs on dark damask, around an oval, inside a heavy frame. */
export const paintGoldScrolls: Motif = (scene) => {
	const { context, width, height, unit, between, pick } = scene;
	const [ground, deep] = pick([
		['#5c1024', '#22040c'],
		['#123a34', '#04140f'],
		['#1c2350', '#060a20'],
	]);
	fillSky(scene, [deep, ground, deep]);
	const [x, y] = [width / 2, height * 0.36];
	glow(scene, x, y, unit * 45, '#f2c56f88');
	context.lineCap = 'round';
	context.strokeStyle = gold(scene);
	context.fillStyle = gold(scene);
	for (let scroll = 0; scroll < 9; scroll += 1) {
		const at = {
			x: unit * between(14, 40),
			y: between(-0.3, 0.5) * height,
			turns: between(1.2, 2.2),
		};
		for (const side of [-1, 1]) volute(scene, x + side * at.x, y + at.y, side, at.turns);
	}
	context.lineWidth = unit * 1.6;
	context.beginPath();
	context.ellipse(x, y, unit * 20, unit * 25, 0, 0, Math.PI * 2);
	context.fillStyle = deep;
	context.fill();
	context.stroke();
	context.fillStyle = gold(scene);
	for (let bead = 0; bead < 40; bead += 1) {
		const angle = (bead / 40) * Math.PI * 2;
		disc(context, x + Math.cos(angle) * unit * 22.5, y + Math.sin(angle) * unit * 27.5, unit * 0.8);
	}
	glow(scene, x - unit * 4, y - unit * 6, unit * 17, '#fff0c8cc');
	for (let petal = 0; petal < 12; petal += 1) {
		context.save();
		context.translate(x, y);
		context.rotate((petal / 12) * Math.PI * 2);
		context.beginPath();
		context.ellipse(0, -unit * 8, unit * 1.8, unit * 7, 0, 0, Math.PI * 2);
		context.stroke();
		context.restore();
	}
	for (const [inset, thickness] of [
		[2, 2.4],
		[4.5, 0.5],
	]) {
		context.lineWidth = unit * thickness;
		context.strokeRect(
			unit * inset,
			unit * inset,
			width - unit * inset * 2,
			height - unit * inset * 2,
		);
	}
};

function gold({ context, width, height }: Scene) {
	const gradient = context.createLinearGradient(0, 0, width, height);
	const shades = ['#8a5a14', '#f9e08a', '#b8862b', '#fff3c0', '#9a6a1c', '#f2cf6a'];
	shades.forEach((shade, index) => gradient.addColorStop(index / (shades.length - 1), shade));
	return gradient;
}

function volute(scene: Scene, x: number, y: number, side: number, turns: number): void {
	const { context, unit } = scene;
	const end = turns * Math.PI * 2;
	for (let angle = 0, radius = unit; angle < end; angle += 0.22, radius += unit * 0.16) {
		const spot = [x + side * Math.cos(angle) * radius, y + Math.sin(angle) * radius] as const;
		disc(context, ...spot, unit * (0.35 + (angle / end) * 0.75));
	}
}
