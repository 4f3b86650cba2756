import {
	Progress,
	type ProgressReport,
	summaryOf,
} from '../../../../nodes/JumdataAiDraw/run/progress';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';
import { VirtualClock } from '../../../support/virtualClock.cts';

function watched(rows: number) {
	const clock = new VirtualClock(0);
	const sent: ProgressReport[] = [];
	const logged: string[] = [];
	const progress = new Progress(
		rows,
		clock,
		(report) => sent.push(report),
		(line) => logged.push(line),
	);
	return { clock, sent, logged, progress };
}

const purchase: Purchase = {
	id: '1/0/0/0',
	runIndex: 0,
	itemIndex: 0,
	data: 'data',
	savedFields: 'form',
	prompt: { text: 'a fox', style: '油画', resolution: '1024*1024', num: 3 },
	state: 'paid',
	taskId: '1',
};

const NOTHING: ProgressReport = {
	rows: 0,
	rowsDone: 0,
	rowsFailed: 0,
	rowsInFlight: 0,
	imagesDrawn: 0,
	imagesLost: 0,
	imagesMissing: 0,
	imagesBilled: 0,
	requestsUnclear: 0,
	tasksPending: 0,
};

describe('Progress', () => {
	it('begins with nothing', () => {
		expect(watched(4).progress.report).toEqual({ ...NOTHING, rows: 4 });
	});

	it('counts what happens', () => {
		const { progress } = watched(4);
		progress.rowBegins(0);
		progress.rowBegins(1);
		progress.paid(purchase);
		progress.add('imagesDrawn');
		progress.add('imagesDrawn');
		progress.add('imagesLost');
		progress.taskTold('1', false);
		progress.rowEnds(0, false);
		expect(progress.report).toEqual({
			rows: 4,
			rowsDone: 1,
			rowsFailed: 0,
			rowsInFlight: 1,
			imagesDrawn: 2,
			imagesLost: 1,
			imagesMissing: 0,
			imagesBilled: 3,
			requestsUnclear: 0,
			tasksPending: 1,
		});
	});

	it('counts tasks that are known and not done, each once', () => {
		const { progress } = watched(4);
		const told: Array<[string, boolean]> = [
			['1', false],
			['2', false],
			['1', false],
			['3', true],
			['2', true],
			['2', true],
		];
		const counts = told.map(([taskId, isDone]) => {
			progress.taskTold(taskId, isDone);
			return progress.report.tasksPending;
		});
		expect(counts).toEqual([1, 2, 2, 2, 1, 1]);
	});

	it('counts a row that failed before it began as done and failed', () => {
		const { progress } = watched(2);
		progress.rowBegins(1);
		progress.rowEnds(0, true);
		expect(progress.report).toMatchObject({ rowsDone: 1, rowsFailed: 1, rowsInFlight: 1 });
	});

	it.each([
		[true, 3],
		[undefined, 3],
		[false, 0],
	])('with charge %s counts %d images as billed', (charged, expected) => {
		const { progress } = watched(1);
		progress.paid({ ...purchase, charged });
		expect(progress.report.imagesBilled).toBe(expected);
	});

	it('is reported at most four times a second', async () => {
		const { clock, sent, progress } = watched(1000);
		for (let row = 0; row < 100; row++) {
			progress.rowBegins(row);
			await clock.advance(10);
		}
		expect(sent.map(({ rowsInFlight }) => rowsInFlight)).toEqual([1, 26, 51, 76]);
	});

	it('is logged at most once in ten seconds, and not at all in a short run', async () => {
		const { clock, logged, progress } = watched(100);
		for (let row = 0; row < 50; row++) {
			progress.rowBegins(row);
			progress.rowEnds(row, row === 3);
			await clock.advance(500);
		}
		expect(logged).toHaveLength(2);
		expect(logged[0]).toBe('20 of 100 rows are done, 1 failed, 0 images');
	});

	it('is not logged at the end, of which n8n tells', async () => {
		const { clock, logged, progress } = watched(1);
		await clock.advance(20_000);
		progress.rowEnds(0, false);
		expect(logged).toEqual([]);
	});

	it('is not reported again after the end', async () => {
		const { clock, sent, progress } = watched(1);
		progress.rowBegins(0);
		progress.add('imagesDrawn');
		progress.rowEnds(0, false);
		await clock.advance(1_000);
		expect(sent.map(({ rowsDone }) => rowsDone)).toEqual([0, 1]);
	});

	it('is reported at the end in any case', () => {
		const { sent, progress } = watched(2);
		progress.rowEnds(0, false);
		progress.rowEnds(1, true);
		expect(sent.map(({ rowsDone }) => rowsDone)).toEqual([1, 2]);
		expect(sent[1].rowsFailed).toBe(1);
	});

	it('gives copies, which nobody can spoil', () => {
		const { sent, progress } = watched(3);
		progress.rowBegins(0);
		progress.report.rowsDone = 99;
		sent[0].rowsDone = 99;
		expect(progress.report.rowsDone).toBe(0);
	});
});

describe('the summary of a run', () => {
	it('is nothing where there is nothing to tell', () => {
		expect(summaryOf(NOTHING)).toBe('');
	});

	it.each<[Partial<ProgressReport>, string]>([
		[{ imagesDrawn: 4, imagesBilled: 4 }, '4 images drawn. 4 images paid.'],
		[
			{ imagesDrawn: 1, imagesBilled: 2, rowsFailed: 1, tasksPending: 1 },
			'1 row failed: see error in the table view. Jumdata is still drawing 1 task: fetch later with Query; that is free. 1 image drawn. 2 images paid.',
		],
		[
			{ imagesDrawn: 1, imagesLost: 1, imagesMissing: 2, imagesBilled: 4 },
			'2 of 4 images are missing. 1 paid image could not be fetched. 1 image drawn. 4 images paid.',
		],
		[
			{ imagesDrawn: 1, imagesLost: 1, imagesMissing: 1 },
			'1 of 3 images is missing. 1 paid image could not be fetched. 1 image drawn.',
		],
		[
			{ imagesLost: 2, requestsUnclear: 1 },
			'1 request may have been billed. 2 paid images could not be fetched.',
		],
	])('of %j has the worst first: %s', (counts, expected) => {
		expect(summaryOf({ ...NOTHING, ...counts })).toBe(expected);
	});
});
