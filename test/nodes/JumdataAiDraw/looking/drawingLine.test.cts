import { DrawingLine } from '../../../../nodes/JumdataAiDraw/looking/drawingLine';

describe('DrawingLine', () => {
	const open = (count: number) => {
		const line = new DrawingLine();
		return { line, tasks: Array.from({ length: count }, (_, index) => line.accept(index * 10)) };
	};

	it('gives the first tasks their slots as they come, and the others one as each task leaves', () => {
		const { line, tasks } = open(4);
		line.leave(tasks[1], 700);
		line.leave(tasks[0], 500);
		expect(tasks.map((task) => line.startWith(2, task))).toEqual([0, 10, 500, 700]);
		expect(tasks.map((task) => line.startWith(1, task))).toEqual([0, 500, 700, undefined]);
	});

	it('starts no task before it was accepted', () => {
		const { line, tasks } = open(2);
		line.leave(tasks[0], 5);
		expect(line.startWith(1, tasks[1])).toBe(10);
	});

	it('counts a task that leaves once, however often it does', () => {
		const { line, tasks } = open(3);
		line.leave(tasks[0], 500);
		line.leave(tasks[0], 600);
		expect([line.acceptedCount, line.leftCount]).toEqual([3, 1]);
		expect(line.startWith(1, tasks[2])).toBeUndefined();
	});

	it('has the oldest first, of those that are meant', () => {
		const { line, tasks } = open(5);
		line.leave(tasks[1], 500);
		const indexes = (count: number) =>
			line.oldest(count, (task) => task !== tasks[2]).map(({ index }) => index);
		expect([indexes(2), indexes(9)]).toEqual([
			[0, 3],
			[0, 3, 4],
		]);
	});
});
