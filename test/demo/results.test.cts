import { parse } from 'csv-parse/sync';
import type { INodeExecutionData } from 'n8n-workflow';
import { outputsOf } from '../../demo/output/results.cts';
import { resultsCsv } from '../../demo/output/resultsCsv.cts';

const rows = [
	{ text: 'fox, "red"', style: 'watercolor', resolution: 'square', num: '2', line: 2 },
	{ text: '狐狸\n雪', style: '油画', resolution: '1024*1536', num: '1', line: 3 },
];

const drawn: INodeExecutionData = {
	json: {
		taskId: '7416842231586906115',
		status: 1,
		done: true,
		imageUrl: 'https://images/1.png',
		imageIndex: 1,
		imageCount: 2,
		expiresAt: '2027-02-22T23:51:10.000Z',
		...{ text: 'fox, "red"', style: '水彩画', resolution: '1024*1024', num: 2 },
	},
	binary: { data: { fileName: '../001-fox-1.png', mimeType: 'image/png', data: '' } },
	pairedItem: { item: 0 },
};

const lost: INodeExecutionData = {
	json: {
		error: { message: 'Row 1: Not fetched.', taskId: '741', imageUrls: ['https://images/2.png'] },
	},
	pairedItem: { item: 0 },
};

const refused: INodeExecutionData = {
	json: { error: { message: 'Row 2: Blocked.', code: 202 } },
	pairedItem: { item: 1 },
};

const results = outputsOf([drawn, lost, refused], rows).map(({ result }) => result);

test('a picture has its row, what was asked for in the service’s words, and its file', () => {
	expect(results[0]).toEqual({
		row: 1,
		line: 2,
		text: 'fox, "red"',
		style: '水彩画',
		resolution: '1024*1024',
		num: '2',
		taskId: '7416842231586906115',
		status: 'drawn',
		file: 'pictures/001-fox-1.png',
		imageUrl: 'https://images/1.png',
		expiresAt: '2027-02-22T23:51:10.000Z',
		error: '',
	});
});

test('a picture that could not be fetched keeps its task and its address', () => {
	expect(results[1]).toMatchObject({
		row: 1,
		taskId: '741',
		status: 'failed',
		file: '',
		imageUrl: 'https://images/2.png',
		error: 'Row 1: Not fetched.',
	});
});

test('a refused row keeps what its cells said', () => {
	expect(results[2]).toMatchObject({ ...rows[1], row: 2, taskId: '', status: 'failed' });
});

test('a task that is still drawing is told apart', () => {
	const pending = { json: { taskId: '741', status: 0, done: false }, pairedItem: { item: 1 } };
	expect(outputsOf([pending], rows)[0].result).toMatchObject({ status: 'drawing', taskId: '741' });
});

test('results.csv has one line for each, and gives back every text', () => {
	const csv = resultsCsv(results);
	expect(csv).toMatch(
		/^\ufeffrow,line,text,style,resolution,num,taskId,status,file,imageUrl,expiresAt,error\n/,
	);
	const read = parse<Record<string, string>>(csv, { bom: true, columns: true });
	expect(read).toEqual(
		results.map((result) => ({
			...result,
			row: String(result.row),
			line: String(result.line),
		})),
	);
});
