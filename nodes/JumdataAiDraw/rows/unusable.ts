import { Failure } from '../failure';
import { shown } from '../words';

/** The failure of a cell or setting (`what`) whose value the node does not take. */
export function unusable(what: string, value: unknown, allowed: string): Failure {
	const isEmpty = value === undefined || value === null || String(value).trim() === '';
	return isEmpty
		? new Failure(`the ${what} is empty`, `${IS_IT_THERE} ${allowed}`)
		: new Failure(`the ${what} cannot be ${shown(value)}`, allowed);
}

/** An expression with a wrong name gives nothing, without a word. */
const IS_IT_THERE = 'Check that the name of the column is right, and that the cell is filled.';
