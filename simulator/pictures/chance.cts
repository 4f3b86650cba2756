/** Numbers that look random and are always the same for the same seed text. */
export interface Chance {
	/** A number in [low, high). */
	between(low: number, high: number): number;
	/** One of the list. */
	pick<Item>(list: readonly Item[]): Item;
}

/** A whole number below 2^32 made from every character of the text. */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (const character of text) {
		hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
	}
	return hash >>> 0;
}

/** Starts a row of numbers from a seed text. */
export function chanceFrom(seed: string): Chance {
	let state = hashOf(seed);
	const next = () => {
		state = (state + 0x9e3779b9) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
	};
	return {
		between: (low, high) => low + (high - low) * next(),
		pick: (list) => list[Math.floor(next() * list.length)],
	};
}
