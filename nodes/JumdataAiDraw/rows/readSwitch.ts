import { plainTextOf } from './cell';
import { unusable } from './unusable';

/** Whether a cell turns `what` on. Throws a `Failure` for everything that does not clearly say yes or no, an empty cell too. */
export function readSwitch(cell: unknown, what: string): boolean {
	const word = typeof cell === 'boolean' ? String(cell) : plainTextOf(cell).toLowerCase();
	if (ON.includes(word)) return true;
	if (OFF.includes(word)) return false;
	const pairs = ON.map((on, index) => `${on} or ${OFF[index]}`);
	throw unusable(what, cell, `Allowed: ${pairs.join(', ')}.`);
}

const ON = ['true', 'yes', 'on', '1', '是'];
const OFF = ['false', 'no', 'off', '0', '否'];
