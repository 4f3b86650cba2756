/** One line of the table. */
export interface Figure {
	measure: string;
	mustReach: string;
	measured: string;
	isReached: boolean;
	/** Virtual time, so that the figure is the same on every machine. */
	isExact: boolean;
}

/** A figure that must not be above a limit. */
export function atMost(
	measure: string,
	limit: number,
	value: number,
	write: (value: number) => string,
	isExact = true,
): Figure {
	const isReached = value <= limit;
	return { measure, mustReach: `≤ ${write(limit)}`, measured: write(value), isReached, isExact };
}

/** A figure that must not be below a limit. */
export function atLeast(
	measure: string,
	limit: number,
	value: number,
	write: (value: number) => string,
	isExact = true,
): Figure {
	const isReached = value >= limit;
	return { measure, mustReach: `≥ ${write(limit)}`, measured: write(value), isReached, isExact };
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
