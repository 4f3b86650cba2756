import { polygon, type Motif, type Point } from '../scene.cts';

/** Low poly: a bent net of triangles, each of one shade, lit from a corner. */
export const paintTriangles: Motif = ({ context, width, height, unit, between, pick }) => {
	const hue = between(0, 360);
	const spread = pick([50, 90, -70]);
	const step = unit * 11;
	const [columns, rows] = [Math.ceil(width / step) + 2, Math.ceil(height / step) + 2];
	const net = Array.from({ length: rows }, (_row, row) =>
		Array.from({ length: columns }, (_column, column): Point => {
			return [
				(column - 0.5 + between(-0.38, 0.38)) * step,
				(row - 0.5 + between(-0.38, 0.38)) * step,
			];
		}),
	);
	const fill = (corners: Point[]) => {
		const [x, y] = corners[0];
		const light = 34 + 34 * (1 - y / height) + between(-9, 9);
		context.fillStyle = `hsl(${hue + (spread * x) / width}, 62%, ${light}%)`;
		context.strokeStyle = context.fillStyle;
		polygon(context, corners);
		context.fill();
		context.stroke();
	};
	for (let row = 0; row + 1 < rows; row += 1) {
		for (let column = 0; column + 1 < columns; column += 1) {
			const [a, b] = [net[row][column], net[row][column + 1]];
			const [c, d] = [net[row + 1][column], net[row + 1][column + 1]];
			fill([a, b, c]);
			fill([d, c, b]);
		}
	}
};
