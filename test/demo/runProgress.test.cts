import { RunProgress } from '../../demo/progress/runProgress.cts';

const report = {
	rows: 16,
	rowsDone: 5,
	rowsFailed: 1,
	rowsInFlight: 6,
	imagesDrawn: 6,
	imagesBilled: 12,
	tasksPending: 0,
};

test('before the first report there is nothing but time', () => {
	expect(new RunProgress(16, 0).line(61_000)).toBe(
		'0/16 rows, 0 in flight, 0 images, 1:01 elapsed, -:-- left',
	);
});

test('rows that failed count as done, and say nothing about how long the others take', () => {
	const progress = new RunProgress(16, 0);
	progress.hear(report, 8000);
	expect(progress.line(8000)).toBe('5/16 rows, 6 in flight, 6 images, 0:08 elapsed, 0:22 left');
	progress.hear({ ...report, rowsInFlight: 5 }, 10_000);
	expect(progress.line(10_000)).toBe('5/16 rows, 5 in flight, 6 images, 0:10 elapsed, 0:20 left');
	expect(progress.line(60_000)).toContain('0:00 left');
});

test('nothing is foretold while no row has been drawn', () => {
	const progress = new RunProgress(16, 0);
	progress.hear({ ...report, rowsDone: 1 }, 100);
	expect(progress.line(100)).toContain('-:-- left');
});

test('what other nodes tell the browser is no report', () => {
	const progress = new RunProgress(16, 0);
	expect(progress.hear('hello', 0)).toBe(false);
	expect(progress.hear(undefined, 0)).toBe(false);
	expect(progress.last).toEqual({});
});
