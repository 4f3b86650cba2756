import fc from 'fast-check';
import { readTaskId } from '../../../../nodes/JumdataAiDraw/rows/readTaskId';
import { failureFrom, IS_IT_THERE, NONSENSE } from './cells.cts';

test.each<[unknown, string]>([
	['1234567890123456789', '1234567890123456789'],
	['0012', '0012'],
	[' 12\n', '12'],
	['task-a', 'task-a'],
	[12, '12'],
	[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	['１２３４', '1234'],
	['\ufeff12\u200b34', '1234'],
])('the task ID %j is %s', (cell, taskId) => {
	expect(readTaskId(cell)).toBe(taskId);
});

test('every digit of any task ID given as text is kept', () => {
	const id = fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String);
	fc.assert(fc.property(id, (it) => expect(readTaskId(it)).toBe(it)));
});

test.each([2 ** 53, 1234567890123456789, 1e21, -(2 ** 53)])(
	'the task ID %d, a number whose digits are not exact, is refused by name',
	(cell) => {
		expect(failureFrom(() => readTaskId(cell))).toMatchObject({
			message: `the task ID ${cell} is a number too large to be exact`,
			advice: expect.stringContaining('as text'),
		});
	},
);

test.each(['3.46914E+18', '3,46914E+18', ' 3.46914e+18 ', '3E18', '1.2e19', '\u200b3E18'])(
	'the task ID %j, which a spreadsheet made of a long number, is refused by name',
	(cell) => {
		expect(failureFrom(() => readTaskId(cell))).toMatchObject({
			message: `the task ID ${cell.replace('\u200b', '').trim()} is a number too large to be exact`,
			advice: expect.stringContaining('format the column as text'),
		});
	},
);

test.each<[unknown, string]>([
	[1.5, 'the task ID cannot be 1.5'],
	[-0.25, 'the task ID cannot be -0.25'],
	[['3E18'], 'the task ID cannot be ["3E18"]'],
	['\u200b', 'the task ID cannot be "\\u200b"'],
	[true, 'the task ID cannot be true'],
])('%j is no task ID: %s', (cell, message) => {
	expect(failureFrom(() => readTaskId(cell))).toMatchObject({
		message,
		advice: 'Use the taskId that Submit gave.',
	});
});

test.each(NONSENSE)('%p is no task ID', (cell) => {
	expect(() => readTaskId(cell)).toThrow(/^the task ID /);
});

test('an empty task ID asks whether the column is right', () => {
	expect(failureFrom(() => readTaskId(undefined))).toMatchObject({
		message: 'the task ID is empty',
		advice: `${IS_IT_THERE} Use the taskId that Submit gave.`,
	});
});
