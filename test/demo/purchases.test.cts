import { openEnds } from '../../demo/closingWords.cts';
import { stillDrawing, unclearOf } from '../../demo/purchases.cts';
import type { Purchase } from '../../nodes/JumdataAiDraw/run/purchase';

function purchaseOf(itemIndex: number, text: string, taskId?: string): Purchase {
	const prompt = { text, style: '油画', resolution: '1024*1024', num: 1 + itemIndex };
	const state = taskId === undefined ? 'sending' : 'paid';
	return { id: text, runIndex: 0, itemIndex, data: '', savedFields: '', prompt, state, taskId };
}

const purchases = [
	purchaseOf(0, 'a (red) fox', '101'),
	purchaseOf(1, '狐狸', '102'),
	purchaseOf(2, 'cat', '103'),
	purchaseOf(3, 'on the wire'),
];

const rows = [2, 3, 4, 6].map((line) => ({
	...{ text: '', style: '', resolution: '', num: '' },
	line,
}));

test('tasks with an image or its address are done, the other paid ones are still drawing', () => {
	const items = [
		{ json: { taskId: '101', done: true } },
		{ json: { error: { message: 'Row 2: stopped', taskId: '102' } } },
		{ json: { error: { message: 'Row 3: lost', taskId: '103', imageUrls: ['https://i/1.png'] } } },
	];
	expect(stillDrawing(purchases, items).map(({ taskId }) => taskId)).toEqual(['102']);
	expect(stillDrawing(purchases, []).map(({ taskId }) => taskId)).toEqual(['101', '102', '103']);
});

test('a stopped run names the tasks still drawing, and the requests that were on the wire', () => {
	const text = openEnds(stillDrawing(purchases, []).slice(1), unclearOf(purchases), rows);
	expect(text.split('\n')).toEqual([
		'',
		"2 tasks paid and still drawing; fetch them with the node's Query, free:",
		'  102  Row 2 (line 3), 2 images, text "狐狸"',
		'  103  Row 3 (line 4), 3 images, text "cat"',
		'1 request may have been billed:',
		'  Row 4 (line 6), 4 images, text "on the wire"',
	]);
});

test('a run that leaves nothing says so', () => {
	expect(openEnds([], [], rows)).toBe('\nNo task is still drawing.');
});
