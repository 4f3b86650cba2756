import { readProductCode } from '../../../../nodes/JumdataAiDraw/rows/readProductCode';
import { failureFrom, NONSENSE } from './cells.cts';

test.each<[unknown, string]>([
	['AI-1', 'AI-1'],
	[' AI-1\n', 'AI-1'],
	['ＡＩ－１', 'AI-1'],
	['AI-1\u200b', 'AI-1'],
	[1001, '1001'],
])('the product code %j is %s', (cell, code) => {
	expect(readProductCode(cell)).toBe(code);
});

test.each(NONSENSE)('%p is no product code', (cell) => {
	expect(failureFrom(() => readProductCode(cell))).toMatchObject({
		message: expect.stringMatching(/^the product code /),
		advice: expect.stringContaining('产品编号'),
	});
});
