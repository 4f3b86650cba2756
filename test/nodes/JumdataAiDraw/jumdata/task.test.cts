import { keptUntilMs, readTask } from '../../../../nodes/JumdataAiDraw/jumdata/task';
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

	it.each<[string, unknown]>([
		['plain addresses', ['a', 'b']],
		['JSON in a text', JSON.stringify(images('a', 'b'))],
		['plain addresses as JSON in a text', JSON.stringify(['a', 'b'])],
		['objects with more in them', [{ image: 'a', img_approve_conclusion: 'pass' }, { image: 'b' }]],
		['addresses with blanks around them', [' a\n', { image: '\tb ' }]],
	])('reads a list of %s', (_, imgUrls) => {
		expect(read({ status: 1, img: 'a', imgUrls })?.imageUrls).toEqual(['a', 'b']);
	});

	it.each<[string, unknown]>([
		['an empty text', { image: '' }],
		['a blank text', { image: '  ' }],
		['null', { image: null }],
		['a missing key', { img_approve_conclusion: 'block' }],
		['a number', { image: 7 }],
		['no object', null],
		['an empty plain address', ''],
	])('keeps the place of an image whose address is %s', (_, entry) => {
		const imgUrls = [{ image: 'a' }, entry, { image: 'c' }];
		expect(read({ status: 1, img: 'a', imgUrls })?.imageUrls).toEqual(['a', undefined, 'c']);
		expect(read({ status: 1, imgUrls: [entry, entry] })?.imageUrls).toEqual([undefined, undefined]);
	});

	it('takes the lone image for the first one of several, unless it is another one', () => {
		const withheld = [{ image: '' }, { image: 'b' }];
		expect(read({ status: 1, img: 'a', imgUrls: withheld })?.imageUrls).toEqual(['a', 'b']);
		expect(read({ status: 1, img: 'b', imgUrls: withheld })?.imageUrls).toEqual([undefined, 'b']);
	});

	it('believes the list where the lone image is another one', () => {
		const data = { status: 1, img: 'other', imgUrls: images('a', 'b') };
		expect(read(data)?.imageUrls).toEqual(['a', 'b']);
	});

	it('gives a scheme to an address that has none', () => {
		expect(read({ status: 1, imgUrls: images('//h.test/1.png') })?.imageUrls).toEqual([
			'https://h.test/1.png',
		]);
	});

	it('keeps every byte of an address', () => {
		const url =
			"http://h.test/v1/%E9%9B%AA%2F1.jpg?authorization=bce-auth-v1%2Fk%2F2024%2f+%20~*(!)'";
		expect(read({ status: 1, imgUrls: images(url) })?.imageUrls).toEqual([url]);
	});

	it.each<[Record<string, unknown>]>([[{}], [{ img: '' }], [{ img: null, imgUrls: [] }]])(
		'cannot read a task that is done and names no image: %j',
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

const keptUntil = (createTime?: string): string | undefined => {
	const endMs = keptUntilMs(createTime);
	return endMs === undefined ? undefined : new Date(endMs).toISOString();
};

describe('keptUntilMs', () => {
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
		expect(keptUntil(createTime)).toBe(expected);
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
		expect(keptUntil(createTime)).toBeUndefined();
	});
});
