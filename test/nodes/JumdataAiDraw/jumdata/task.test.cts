import { expiresAt, readTask } from '../../../../nodes/JumdataAiDraw/jumdata/task';
import { answerWith } from './replies.cts';

function read(data: Record<string, unknown>) {
	return readTask(answerWith(200, { data }));
}

const images = (...urls: string[]) => urls.map((image) => ({ image }));

describe('readTask', () => {
	it("reads the answer of the vendor's page", () => {
		const data = {
			img: 'https://h.test/1.png',
			imgUrls: images('https://h.test/1.png'),
			createTime: '2023-09-21 22:15:41',
			status: 1,
		};
		expect(read(data)).toEqual({
			done: true,
			imageUrls: ['https://h.test/1.png'],
			createTime: '2023-09-21 22:15:41',
		});
	});

	it.each<[unknown, boolean]>([
		[0, false],
		['0', false],
		[1, true],
		['1', true],
	])('knows the status %j', (status, done) => {
		expect(read({ status, imgUrls: images('a') })?.done).toBe(done);
	});

	it.each<[unknown]>([[2], ['2'], ['done'], [''], [null], [undefined], [true], [-1], [0.5]])(
		'does not guess what the status %j means',
		(status) => {
			expect(read({ status, imgUrls: images('a') })).toBeUndefined();
		},
	);

	it('gives every image, in the order of the answer', () => {
		const urls = ['c', 'a', 'b', 'a'];
		expect(read({ status: 1, img: 'c', imgUrls: images(...urls) })?.imageUrls).toEqual(urls);
	});

	it.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['empty', []],
		['without its address', [{ image: '' }]],
		['of nothing', [null]],
		['no list', 'a'],
	])('takes the lone image where the list is %s', (_, imgUrls) => {
		expect(read({ status: 1, img: 'lone', imgUrls })?.imageUrls).toEqual(['lone']);
	});

	it.each<[string, unknown[]]>([
		['one', [{ image: 'a' }, { image: null }, { image: 'c' }]],
		['each', [{}, null, { image: '' }, 7]],
		['the form', ['a', 'b']],
	])('leaves out no image without a word where %s cannot be read', (_, imgUrls) => {
		expect(read({ status: 1, img: 'a', imgUrls })).toBeUndefined();
		expect(read({ status: 0, img: 'a', imgUrls })?.imageUrls).toEqual([]);
	});

	it.each<[Record<string, unknown>]>([[{}], [{ img: '' }], [{ img: null, imgUrls: [] }]])(
		'cannot read a task that is done without an image: %j',
		(data) => {
			expect(read({ status: 1, ...data })).toBeUndefined();
		},
	);

	it('reads a task that is drawing and has no images yet', () => {
		const data = { status: 0, img: null, imgUrls: null, createTime: '2023-09-21 22:15:41' };
		expect(read(data)).toEqual({
			done: false,
			imageUrls: [],
			createTime: '2023-09-21 22:15:41',
		});
	});

	it('gives the time as upstream wrote it, readable or not', () => {
		const createTime = 'just now: 2023/9/21';
		expect(read({ status: 0, createTime })?.createTime).toBe(createTime);
	});

	it.each([
		[' just\n now ', 'just now'],
		[`at ${'0a'.repeat(32)}`, 'at [signature removed]'],
		['x'.repeat(300), `${'x'.repeat(200)} …`],
	])('gives of %j one line without a signature', (createTime, expected) => {
		expect(read({ status: 0, createTime })?.createTime).toBe(expected);
	});
});

describe('expiresAt', () => {
	it.each([
		['2023-09-21 22:15:41', '2023-12-21T14:15:41.000Z'],
		['2023-09-21T22:15:41', '2023-12-21T14:15:41.000Z'],
		['2023-01-31 12:00:00', '2023-04-30T04:00:00.000Z'],
		['2023-11-30 12:00:00', '2024-02-29T04:00:00.000Z'],
		['2022-11-30 12:00:00', '2023-02-28T04:00:00.000Z'],
		['2023-11-29 12:00:00', '2024-02-29T04:00:00.000Z'],
		['2023-12-31 23:59:59', '2024-03-31T15:59:59.000Z'],
		['2024-02-29 00:00:00', '2024-05-28T16:00:00.000Z'],
		['2023-05-31 07:59:59', '2023-08-30T23:59:59.000Z'],
		['2023-11-30 00:30:00', '2024-02-28T16:30:00.000Z'],
		['2023-10-01 00:00:00', '2023-12-31T16:00:00.000Z'],
	])('of %s in China is %s', (createTime, expected) => {
		expect(expiresAt(createTime)).toBe(expected);
	});

	it.each([
		undefined,
		'',
		'just now',
		'2023-09-21',
		'2023-13-01 00:00:00',
		'2023-00-10 00:00:00',
		'2023-02-29 00:00:00',
		'2023-04-31 00:00:00',
		'2023-04-00 00:00:00',
		'2023-09-21 24:00:00',
		'2023-09-21 22:60:41',
		'2023-09-21 22:15:61',
		'21.09.2023 22:15:41',
		'1695305741000',
		'0000-00-00 00:00:00',
		'0001-01-01 00:00:00',
	])('does not guess what %j means', (createTime) => {
		expect(expiresAt(createTime)).toBeUndefined();
	});
});
