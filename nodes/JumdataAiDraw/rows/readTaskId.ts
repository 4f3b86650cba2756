import { Failure } from '../failure';
import { plainTextOf } from './cell';
import { unusable } from './unusable';

/** A task id with every digit, from a string or an exact number. Throws a `Failure` for anything else. */
export function readTaskId(cell: unknown): string {
	const taskId = plainTextOf(cell);
	const isRounded = Number.isInteger(cell) && !Number.isSafeInteger(cell);
	if (isRounded || ROUNDED.test(taskId)) {
		throw new Failure(
			`the task ID ${taskId} is a number too large to be exact`,
			'Its last digits may be lost already. Give the task ID as text: format the column as text, or use the taskId that Submit gave.',
		);
	}
	if (taskId === '' || (typeof cell === 'number' && !Number.isInteger(cell)))
		throw unusable('task ID', cell, 'Use the taskId that Submit gave.');
	return taskId;
}

/** What a spreadsheet makes of a long number: 3.46914E+18. */
const ROUNDED = /^\d+([.,]\d+)?e\+?\d+$/i;
