import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chance } from './chance.cts';

/** What a motif paints on, and with: `unit` is a hundredth of the shorter side. */
export interface Scene extends Chance {
	context: SKRSContext2D;
	width: number;
	height: number;
	unit: number;
}

/** Fills the whole scene with what one style looks like. */
export type Motif = (scene: Scene) => void;

/** A place on the canvas. */
export type Point = [x: number, y: number];

/** Fills the scene with colours running from top to bottom, evenly spaced. */
export function fillSky({ context, width, height }: Scene, colours: string[]): void {
	const gradient = context.createLinearGradient(0, 0, 0, height);
	colours.forEach((colour, index) => gradient.addColorStop(index / (colours.length - 1), colour));
	context.fillStyle = gradient;
	context.fillRect(0, 0, width, height);
}

/** Fills a circle. */
export function disc(context: SKRSContext2D, x: number, y: number, radius: number): void {
	context.beginPath();
	context.arc(x, y, radius, 0, Math.PI * 2);
	context.fill();
}

/** Fills a circle that fades from a colour in its middle to nothing. */
export function glow(
	{ context }: Scene,
	x: number,
	y: number,
	radius: number,
	colour: string,
): void {
	const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
	gradient.addColorStop(0, colour);
	gradient.addColorStop(1, `${colour.slice(0, 7)}00`);
	context.fillStyle = gradient;
	disc(context, x, y, radius);
}

/** Begins a closed path through the points. */
export function polygon(context: SKRSContext2D, points: Point[]): void {
	context.beginPath();
	for (const [x, y] of points) context.lineTo(x, y);
	context.closePath();
}

/** Begins the path of a star with so many rays, `waist` being its inner radius as a part of the outer. */
export function star(
	context: SKRSContext2D,
	[x, y]: Point,
	radius: number,
	{ rays, waist }: { rays: number; waist: number },
): void {
	const corners = Array.from({ length: rays * 2 }, (_, index): Point => {
		const reach = index % 2 === 0 ? radius : radius * waist;
		const angle = (index * Math.PI) / rays - Math.PI / 2;
		return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
	});
	polygon(context, corners);
}

/** Begins the path of land below a wavy line around `level`, `rough` high, that is smooth or jagged. */
export function ridge(scene: Scene, level: number, rough: number, isSmooth = true): void {
	const { context, width, height, unit } = scene;
	const waves = [1, 2.3, 5.1].map((times) => ({
		times: times * scene.between(0.8, 1.25),
		shift: scene.between(0, Math.PI * 2),
	}));
	context.beginPath();
	context.moveTo(0, height);
	for (let x = 0; x <= width + unit; x += isSmooth ? unit : unit * 3) {
		const wave = waves.reduce(
			(sum, { times, shift }, index) =>
				sum + Math.sin((x / width) * Math.PI * 2 * times + shift) / (index + 1),
			0,
		);
		const jag = isSmooth ? 0 : scene.between(-0.5, 0.5);
		context.lineTo(x, level - rough * (wave / 2 + jag));
	}
	context.lineTo(width + unit, height);
	context.closePath();
}
