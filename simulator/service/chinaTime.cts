const aheadOfUtcMs = 8 * 60 * 60 * 1000;

/** The moment as a clock in China shows it: `2023-09-21 22:15:41`. */
export const chinaTime = (epochMs: number): string =>
	new Date(epochMs + aheadOfUtcMs).toISOString().slice(0, 19).replace('T', ' ');
