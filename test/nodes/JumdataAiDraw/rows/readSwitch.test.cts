import { readSwitch } from '../../../../nodes/JumdataAiDraw/rows/readSwitch';
import { failureFrom, IS_IT_THERE, NONSENSE } from './cells.cts';

const PAIRS: Array<[unknown, unknown]> = [
	[true, false],
	['true', 'false'],
	['TRUE', 'FALSE'],
	['yes', 'no'],
	['Yes', 'No'],
	['on', 'off'],
	['ON', 'Off'],
	[1, 0],
	['1', '0'],
	['是', '否'],
	['１', '０'],
	['ＹＥＳ', 'ＮＯ'],
	[' yes\n', '\tno '],
	['\ufeffyes\u200b', '否\u200b'],
];

test.each(PAIRS)('%j switches on, %j switches off', (on, off) => {
	expect(readSwitch(on, 'switch')).toBe(true);
	expect(readSwitch(off, 'switch')).toBe(false);
});

test.each([...NONSENSE, [2], [-1], [0.5], ['y'], ['ja'], ['maybe'], ['yes no'], ['01'], [['yes']]])(
	'%p is neither on nor off',
	(cell) => {
		expect(() => readSwitch(cell, 'switch')).toThrow(/^the switch /);
	},
);

const ALLOWED = 'Allowed: true or false, yes or no, on or off, 1 or 0, 是 or 否.';

test('a switch that is neither is refused by its name, with what is allowed', () => {
	expect(failureFrom(() => readSwitch('maybe', 'field "Download Images"'))).toMatchObject({
		message: 'the field "Download Images" cannot be "maybe"',
		advice: ALLOWED,
	});
});

test('an empty switch asks whether the column is right', () => {
	expect(failureFrom(() => readSwitch('', 'field "Download Images"'))).toMatchObject({
		message: 'the field "Download Images" is empty',
		advice: `${IS_IT_THERE} ${ALLOWED}`,
	});
});
