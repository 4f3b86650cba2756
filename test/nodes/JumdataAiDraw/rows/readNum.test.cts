import { readNum } from '../../../../nodes/JumdataAiDraw/rows/readNum';
import { failureFrom, NONSENSE } from './cells.cts';

test.each<[unknown, number]>([
	[1, 1],
	[6, 6],
	['3', 3],
	[' 6 ', 6],
	['03', 3],
	['3.0', 3],
	['3.00', 3],
	['３', 3],
	['３．０', 3],
	['3\u200b', 3],
	['\ufeff3', 3],
])('the number %j is %d', (cell, num) => {
	expect(readNum(cell)).toBe(num);
});

test.each([
	...NONSENSE,
	[true],
	[0],
	[7],
	[-1],
	[1.5],
	['0'],
	['7'],
	['1.5'],
	['-1'],
	['three'],
	['3 images'],
	['0x3'],
	['1e0'],
	['³'],
	[[3]],
])('%p is no number of images', (cell) => {
	expect(() => readNum(cell)).toThrow(/^the number of images /);
});

test('a wrong number of images is refused with its value, and with what is allowed', () => {
	expect(failureFrom(() => readNum('twelve'))).toMatchObject({
		message: 'the number of images cannot be "twelve"',
		advice: 'Allowed: a whole number from 1 to 6.',
	});
});
