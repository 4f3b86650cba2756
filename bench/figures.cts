type Write = (value: number) => string;

/** One line of the table: what was measured beside what must be reached. */
export interface Figure {
	measure: string;
	mustReach: string;
	measured: string;
	isReached: boolean;
	/** Where it is missed for now: what it must not fall behind. */
	heldAt?: string;
	isHeld: boolean;
	/** Virtual time, so that the figure is the same on every machine. */
	isExact: boolean;
}

/** How a figure is judged beside its limit. */
interface Terms {
	/** A figure that misses its limit for now, which bench/README.md says, and must not fall behind this. */
	heldAt?: number;
	isExact?: boolean;
}

/** A figure that must not be above a limit. */
export function atMost(
	measure: string,
	limit: number,
	value: number,
	write: Write,
	terms: Terms = {},
): Figure {
	return figure(measure, '≤', (bound) => value <= bound, { limit, value, write, ...terms });
}

/** A figure that must not be below a limit. */
export function atLeast(
	measure: string,
	limit: number,
	value: number,
	write: Write,
	terms: Terms = {},
): Figure {
	return figure(measure, '≥', (bound) => value >= bound, { limit, value, write, ...terms });
}

function figure(
	measure: string,
	sign: string,
	isWithin: (bound: number) => boolean,
	{
		limit,
		value,
		write,
		heldAt,
		isExact = true,
	}: Terms & { limit: number; value: number; write: Write },
): Figure {
	return {
		measure,
		mustReach: `${sign} ${write(limit)}`,
		measured: write(value),
		isReached: isWithin(limit),
		heldAt: heldAt === undefined ? undefined : `${sign} ${write(heldAt)}`,
		isHeld: isWithin(heldAt ?? limit),
		isExact,
	};
}

export const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
export const times = (value: number): string => value.toFixed(3);
export const plain = (value: number): string => value.toFixed(2);

export function mean(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

/** Lines of cells as a Markdown table. */
export function table(header: string[], lines: string[][]): string {
	const all = [header, header.map(() => ''), ...lines];
	const widths = header.map((_, column) => Math.max(...all.map((line) => line[column].length), 3));
	return all
		.map((line, index) => {
			const cells = line.map((cell, column) =>
				index === 1 ? '-'.repeat(widths[column]) : cell.padEnd(widths[column]),
			);
			return `| ${cells.join(' | ')} |`;
		})
		.join('\n');
}
