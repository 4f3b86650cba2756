import type { LogEntry } from '../../engine/logs.cts';
import { boughtTasks, mayBeBilled, stillDrawing } from '../../demo/boughtTasks.cts';

const info = (message: string): LogEntry => ({ level: 'info', message, metadata: {} });
const warn = (message: string): LogEntry => ({ level: 'warn', message, metadata: {} });

const logs = [
	info('Jumdata AI Draw bought task 101 (row 1, 1 image, text "a (red) fox")'),
	{ ...info('Running node'), level: 'debug' as const },
	info('Jumdata AI Draw bought task 102 (row 2, 3 images, text "狐狸")'),
	info('Jumdata AI Draw bought task 103 (row 3, 1 image, text "cat")'),
];

test('purchases are read from the node’s log', () => {
	expect(boughtTasks(logs)).toEqual([
		{ taskId: '101', what: 'row 1, 1 image, text "a (red) fox"' },
		{ taskId: '102', what: 'row 2, 3 images, text "狐狸"' },
		{ taskId: '103', what: 'row 3, 1 image, text "cat"' },
	]);
});

test('tasks with a picture or its address are done, the others are still drawing', () => {
	const items = [
		{ json: { taskId: '101', done: true } },
		{ json: { error: { message: 'Row 2: stopped', taskId: '102' } } },
		{ json: { error: { message: 'Row 3: lost', taskId: '103', imageUrls: ['https://i/1.png'] } } },
	];
	expect(stillDrawing(boughtTasks(logs), items).map(({ taskId }) => taskId)).toEqual(['102']);
	expect(stillDrawing(boughtTasks(logs), [])).toHaveLength(3);
});

test('requests that may have been billed are passed on', () => {
	const unclear = 'Jumdata AI Draw may have bought a task without learning its ID (row 4)';
	const onTheWire = 'These requests were on the wire and may have been billed: row 5 ["a"]';
	const stop = warn(`Jumdata AI Draw: The execution was stopped.\n${onTheWire}`);
	expect(mayBeBilled([...logs, warn(unclear), stop])).toEqual([unclear, onTheWire]);
});
