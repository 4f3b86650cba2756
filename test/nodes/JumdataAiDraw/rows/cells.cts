import { Failure } from '../../../../nodes/JumdataAiDraw/failure';

/** The failure that `act` throws. */
export function failureFrom(act: () => unknown): Failure {
	try {
		act();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}

/** What no field takes. */
export const NONSENSE: Array<[unknown]> = [
	[null],
	[undefined],
	[''],
	['   '],
	['\u200b'],
	['\ufeff\u2060'],
	[{}],
	[[]],
	[NaN],
	[Infinity],
	[1234567890123456789n],
];

/** What an error adds to an empty cell. */
export const IS_IT_THERE =
	'Check that the name of the column is right, and that the cell is filled.';
