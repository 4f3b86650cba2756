/** What a refusal is about: requests are too fast, or too many are there at once. */
export type Meaning = 'tooFast' | 'tooMany';

/** Twice: a code that lies costs twice as many refusals; half: bad luck is taken for a lie. */
const MOST_IN_ROW = 2;

const OTHER: Record<Meaning, Meaning> = { tooFast: 'tooMany', tooMany: 'tooFast' };

/**
 * What a refusal means: first what the service says, and the other reading where that is plainly wrong,
 * or where acting on it has not helped several times in a row.
 */
export class RefusalMeaning {
	/** What each thing that the service says is taken for. */
	private readonly meanings: Record<Meaning, Meaning> = { tooFast: 'tooFast', tooMany: 'tooMany' };

	private last?: Meaning;

	private inRow = 0;

	/** A request that takes a place was granted. */
	granted(): void {
		this.inRow = 0;
	}

	/** A request that takes a place was refused, and the service says why. */
	of(said: Meaning): Meaning {
		this.inRow = said === this.last ? this.inRow + 1 : 1;
		this.last = said;
		if (this.inRow > MOST_IN_ROW) {
			this.meanings[said] = OTHER[this.meanings[said]];
			this.inRow = 0;
		}
		return this.meanings[said];
	}

	/** A request that takes no place was refused, which can only be too fast, whatever the service says. */
	isTooFast(said: Meaning): void {
		this.meanings[said] = 'tooFast';
	}
}
