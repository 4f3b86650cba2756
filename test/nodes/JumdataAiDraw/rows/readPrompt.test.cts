import { readPrompt } from '../../../../nodes/JumdataAiDraw/rows/readPrompt';
import { failureFrom } from './cells.cts';

const FOX = { text: 'a fox', style: 'oil-painting', resolution: '1:1', num: '3' };

test('a prompt is in Jumdata’s own values', () => {
	expect(readPrompt(FOX, 'error')).toEqual({
		text: 'a fox',
		style: '油画',
		resolution: '1024*1024',
		num: 3,
	});
});

test('a long text of a prompt is cut where the row says so', () => {
	expect(readPrompt({ ...FOX, text: 'x'.repeat(101) }, 'truncate').text).toHaveLength(100);
});

test.each<[keyof typeof FOX, string]>([
	['text', 'the text is empty'],
	['style', 'the style is empty'],
	['resolution', 'the resolution is empty'],
	['num', 'the number of images is empty'],
])('an empty %s of a prompt is called so', (name, message) => {
	for (const cell of [undefined, null, '', ' \n']) {
		expect(failureFrom(() => readPrompt({ ...FOX, [name]: cell }, 'error')).message).toBe(message);
	}
});
