import type { IDataObject } from 'n8n-workflow';
import type { ServiceOptions } from '../../../../simulator/service.cts';
import { type VirtualRun, VirtualNode } from '../../../support/virtualNode.cts';

const fox = { text: 'a fox', num: 3 };
const downloading = { downloadImages: true };

/** An image that nobody has, and one that is withheld; a number is an image that can be had. */
type Entry = 'gone' | 'withheld' | number;

/** A node whose tasks are answered with this data, whatever was asked for. */
function withAnswer(data: object): VirtualNode {
	const node = new VirtualNode({ drawMs: 1 });
	const body = JSON.stringify({ code: 200, msg: '成功', charge: false, data });
	node.service.addFault({ on: 'query', times: Infinity, fault: { kind: 'body', body } });
	return node;
}

/** A node whose tasks have these images. */
function withImages(...entries: Entry[]): VirtualNode {
	const address = (entry: Entry) =>
		entry === 'gone' ? '{{imageBaseUrl}}/1/1.png' : `{{imageBaseUrl}}/{{taskId}}/${entry}.png`;
	const imgUrls = entries.map((entry) => ({ image: entry === 'withheld' ? '' : address(entry) }));
	return withAnswer({ status: 1, imgUrls });
}

const done = { status: 1, imgUrls: [{ image: 'https://images.example/1.png' }] };

const continuing: VirtualRun = { rows: [fox], parameters: downloading, continueOnFail: true };

const addressesOf = (node: VirtualNode): string[] =>
	[1, 2, 3].map((it) => `https://images.example/${node.service.ledger[0].taskId}/${it}.png`);

const errorsIn = (items: Array<{ json: IDataObject }>): IDataObject[] =>
	items.flatMap(({ json }) => (json.error ? [json.error as IDataObject] : []));

const queriesOf = ({ service }: VirtualNode): number => service.counters.requests.query;

describe('the item of an image', () => {
	it('has everything that is known in the order in which people look for it', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: [fox], parameters: downloading });
		const { taskId } = node.service.ledger[0];
		expect(Object.entries(items[1].json)).toEqual([
			['text', 'a fox'],
			['style', '油画'],
			['styleName', 'Oil Painting'],
			['resolution', '1024*1024'],
			['num', 3],
			['imageUrl', addressesOf(node)[1]],
			['fileName', '001-a-fox-2.png'],
			['imageIndex', 2],
			['imageCount', 3],
			['taskId', taskId],
			['status', 1],
			['done', true],
			['createTime', '2026-01-01 08:00:00'],
			['expiresAt', '2026-04-01T00:00:00.000Z'],
		]);
		expect(items[1].binary?.data.fileName).toBe('001-a-fox-2.png');
		expect(items[1].pairedItem).toEqual({ item: 0 });
	});

	it('has no time that the task does not tell', async () => {
		const { items } = await withAnswer(done).run({ rows: [{ text: 'a fox' }] });
		expect(items[0].json).not.toHaveProperty('createTime');
	});

	it('has no file where none was wanted', async () => {
		const [item] = (await new VirtualNode().run({ rows: [fox] })).items;
		expect(item.json).not.toHaveProperty('fileName');
		expect(item).not.toHaveProperty('binary');
	});

	it('of Query names its file after the task', async () => {
		const node = new VirtualNode();
		const bought = await node.run({ rows: [fox], operation: 'submit' });
		const { taskId } = bought.items[0].json;
		const rows = [{ taskId }];
		const { items } = await node.run({ rows, operation: 'query', parameters: downloading });
		expect(items[0].json.fileName).toBe(`001-task-${String(taskId)}-1.png`);
	});
});

describe('the end of an address', () => {
	const signedFor = (url: string, createTime?: string) =>
		withAnswer({ status: 1, imgUrls: [{ image: url }], createTime });
	const anHour = 'https://images.example/1.png?X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600';

	it.each<[string, VirtualNode, unknown]>([
		['neither is told', withAnswer(done), undefined],
		['a time cannot be read', withAnswer({ ...done, createTime: 'yesterday' }), undefined],
		[
			'only the task tells',
			withAnswer({ ...done, createTime: '2026-01-01 08:00:00' }),
			'2026-04-01T00:00:00.000Z',
		],
		['only the address tells', signedFor(anHour), '2026-01-01T01:00:00.000Z'],
		[
			'the address ends first',
			signedFor(anHour, '2026-01-01 08:00:00'),
			'2026-01-01T01:00:00.000Z',
		],
		['the address ends last', signedFor(anHour, '2025-01-01 08:00:00'), '2025-04-01T00:00:00.000Z'],
	])('is the first that is told: %s', async (_, node, expected) => {
		const { items } = await node.run({ rows: [{ text: 'a fox' }] });
		expect(items[0].json.expiresAt).toBe(expected);
	});
});

describe('the item of a row', () => {
	const options = { outputMode: 'task' };

	it('has the addresses and the files of all its images', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: [fox], options, parameters: downloading });
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			imageUrls: addressesOf(node),
			fileNames: ['001-a-fox-1.png', '001-a-fox-2.png', '001-a-fox-3.png'],
			imageCount: 3,
			expiresAt: '2026-04-01T00:00:00.000Z',
		});
		expect(items[0].json).not.toHaveProperty('imageUrl');
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data', 'data_2', 'data_3']);
	});

	it('has no files where none were wanted', async () => {
		const { items } = await new VirtualNode().run({ rows: [fox], options });
		expect(items[0].json).not.toHaveProperty('fileNames');
		expect(items[0]).not.toHaveProperty('binary');
	});

	it('keeps the images that arrived under their own numbers, the others follow as failed', async () => {
		const { items } = await withImages('gone', 2, 3).run({ ...continuing, options });
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data_2', 'data_3']);
		expect(items[0].json.fileNames).toEqual(['001-a-fox-2.png', '001-a-fox-3.png']);
		expect(items[0].json.imageUrls).toHaveLength(3);
		expect(items.slice(1).map(({ json }) => Object.keys(json))).toEqual([['error']]);
	});

	it('has its images under any name', async () => {
		const named = { ...options, binaryPropertyName: '__proto__' };
		const run = { rows: [fox], options: named, parameters: downloading };
		const { items } = await new VirtualNode().run(run);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['__proto__', '__proto___2', '__proto___3']);
	});

	it('is there without files where no image arrived', async () => {
		const node = withImages('gone', 'gone', 'gone');
		const { items } = await node.run({ ...continuing, options });
		expect(items[0]).not.toHaveProperty('binary');
		expect(items).toHaveLength(4);
	});
});

describe('an image that cannot be fetched', () => {
	it('under Continue is a failed item in its place, with its task and its address', async () => {
		const node = withImages(1, 'gone', 3);
		const { items } = await node.run(continuing);
		const { taskId } = node.service.ledger[0];
		expect(items.map(({ json }) => json.imageIndex)).toEqual([1, undefined, 3]);
		expect(items[1].json).toStrictEqual({
			error: {
				message: expect.stringMatching(/^Row 1: Image 2 of 3 could not be fetched: .*HTTP 404/),
				taskId,
				imageUrls: ['https://images.example/1/1.png'],
			},
		});
		expect(node.hints[0]).toBe('1 paid image could not be fetched. 2 images drawn. 3 images paid.');
	});

	it('counts as a failed row where it was the only one', async () => {
		const node = withImages('gone');
		await node.run({ ...continuing, rows: [{ text: 'a fox' }] });
		expect(node.hints[0]).toContain('1 row failed');
	});

	it('without Continue fails the run, whose error has the task and the addresses of all its images', async () => {
		const node = withImages(1, 'gone', 3);
		const { error } = await node.run({ ...continuing, continueOnFail: false });
		const [first, , third] = addressesOf(node);
		expect(error?.message).toMatch(/^Row 1: Image 2 of 3 could not be fetched: .*HTTP 404/);
		expect(error?.description).toContain(`${first}, https://images.example/1/1.png, ${third}`);
		expect(error?.description).toContain(node.service.ledger[0].taskId);
	});

	it('without Continue names no address of an image that was withheld', async () => {
		const node = withImages('withheld', 'gone', 3);
		const { error } = await node.run({ ...continuing, continueOnFail: false });
		const [, , third] = addressesOf(node);
		expect(error?.description).toContain(`images: https://images.example/1/1.png, ${third}`);
	});

	it('without Continue lets no further download begin', async () => {
		const node = withImages('gone', 'gone', 'gone', 'gone', 1, 2);
		const { error, endedAtMs } = await node.run({ ...continuing, continueOnFail: false });
		expect(error).toBeDefined();
		expect(Math.max(...node.transport.sentAtMs)).toBeLessThanOrEqual(endedAtMs);
		const before = node.transport.sentAtMs.length;
		await node.clock.advance(60_000);
		expect(node.transport.sentAtMs).toHaveLength(before);
	});

	it('promises nothing that its host does not keep', async () => {
		const { items } = await withImages('gone').run(continuing);
		const [{ message }] = errorsIn(items);
		expect(message).toContain('(Not Found)');
		expect(message).not.toMatch(/three months|Query/);
	});

	it('is taken up by a retry, which pays nothing', async () => {
		const node = withImages(1, 'gone');
		await node.run({ ...continuing, continueOnFail: false });
		node.service.clearFaults();
		const { items, error } = await node.run({ ...continuing, continueOnFail: false });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(node.service.ledger).toHaveLength(1);
	});
});

describe('an image that was withheld', () => {
	it('under Continue is a failed item in its place, with its number and no address', async () => {
		const node = withImages(1, 'withheld', 3);
		const { items } = await node.run(continuing);
		expect(items.map(({ json }) => json.imageIndex)).toEqual([1, undefined, 3]);
		expect(items[0].json.imageCount).toBe(3);
		expect(items[1].json.error).toStrictEqual({
			message: expect.stringContaining(
				'Row 1: Image 2 of 3 was withheld by Jumdata, most likely by its content review. That is final. Change the text',
			),
			taskId: node.service.ledger[0].taskId,
			imageIndex: 2,
		});
	});

	it('without Continue is one that did not come, and the others are put out', async () => {
		const node = withImages(1, 'withheld', 3);
		const { items, error } = await node.run({ ...continuing, continueOnFail: false });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.imageIndex)).toEqual([1, 3]);
		expect(node.hints[0]).toContain('1 of 3 images is missing');
		expect(node.log.join()).toContain('1 of 3 images is missing (row 1, task ');
	});

	it('in the item of a row leaves its number free', async () => {
		const node = withImages(1, 'withheld', 3);
		const { items } = await node.run({ ...continuing, options: { outputMode: 'task' } });
		expect(items[0].json).toMatchObject({
			imageCount: 3,
			imageUrls: [addressesOf(node)[0], addressesOf(node)[2]],
		});
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data', 'data_3']);
		expect(errorsIn(items)).toHaveLength(1);
	});

	it.each<[boolean, Entry[], string]>([
		[true, ['withheld', 'withheld'], 'All 2 images were withheld by Jumdata'],
		[false, ['withheld', 'withheld'], 'All 2 images were withheld by Jumdata'],
		[true, ['withheld'], 'The image was withheld by Jumdata'],
		[false, ['withheld'], 'The image was withheld by Jumdata'],
	])(
		'fails its row where it leaves none (Continue: %j): %j',
		async (continueOnFail, entries, words) => {
			const node = withImages(...entries);
			const { items, error } = await node.run({ ...continuing, continueOnFail });
			const messages = [...errorsIn(items).map(({ message }) => message), error?.message];
			expect(messages.filter(Boolean)).toEqual([expect.stringContaining(`Row 1: ${words}`)]);
			expect(messages.join()).not.toContain('Query');
			expect(items.filter(({ json }) => 'imageUrl' in json)).toEqual([]);
		},
	);

	it('is final: a retry repeats the error and pays nothing', async () => {
		const node = withImages('withheld');
		await node.run({ ...continuing, continueOnFail: false });
		const { error } = await node.run({ ...continuing, continueOnFail: false });
		expect(error?.message).toContain('withheld');
		expect(node.service.ledger).toHaveLength(1);
	});

	it('is told of by Query as well', async () => {
		const node = withImages(1, 'withheld');
		const bought = await node.run({ rows: [fox], operation: 'submit' });
		const rows = [{ taskId: bought.items[0].json.taskId }];
		const { items } = await node.run({ ...continuing, rows, operation: 'query' });
		expect(errorsIn(items)).toMatchObject([{ imageIndex: 2 }]);
	});
});

describe('fewer images than asked for', () => {
	it('are put out, and the hint and the log say that some are missing', async () => {
		const node = withImages(1, 2);
		const { items } = await node.run({ rows: [{ text: 'a fox', num: 4 }] });
		expect(items.map(({ json }) => json.imageCount)).toEqual([2, 2]);
		expect(node.hints[0]).toBe('2 of 4 images are missing. 2 images drawn. 4 images paid.');
		expect(node.log.join()).toContain('2 of 4 images are missing');
	});

	it('are not spoken of where all came', async () => {
		const node = withImages(1, 2);
		await node.run({ rows: [{ text: 'a fox', num: 2 }] });
		expect(node.hints[0]).toBe('2 images drawn. 2 images paid.');
		expect(node.log.join()).not.toContain('missing');
	});
});

describe('an address that its host refuses', () => {
	const signed: Partial<ServiceOptions> = {
		addressKind: 'bce',
		addressLifeSeconds: 1_800,
		drawMs: 1,
		slots: Infinity,
	};
	/** A node whose first queries of each task give addresses that nobody signed. */
	function withStaleAddresses(): VirtualNode {
		const node = new VirtualNode(signed);
		const imgUrls = [1, 2, 3].map((it) => ({ image: `{{imageBaseUrl}}/{{taskId}}/${it}.png` }));
		const body = JSON.stringify({ code: 200, charge: false, data: { status: 1, imgUrls } });
		node.service.addFault({ on: 'query', fault: { kind: 'body', body } });
		return node;
	}

	it('is asked for anew with one query for all images, and put out as it is then', async () => {
		const node = withStaleAddresses();
		const { items, error } = await node.run({ ...continuing, continueOnFail: false });
		expect(error).toBeUndefined();
		expect(queriesOf(node)).toBe(2);
		expect(items).toHaveLength(3);
		for (const { json } of items) {
			expect(json.imageUrl).toContain('authorization=bce-auth-v1%2F');
			expect(json.expiresAt).toMatch(/^2026-01-01T00:30:/);
		}
	});

	it('fails with the words of its host where the fresh one is refused, too', async () => {
		const node = withStaleAddresses();
		const body = 'Request has expired';
		node.service.addFault({ on: 'image', times: null, fault: { kind: 'http', status: 403, body } });
		const { items, durationMs } = await node.run(continuing);
		const [{ message, imageUrls }] = errorsIn(items);
		expect(message).toContain('HTTP 403 (Request has expired)');
		expect(imageUrls).toEqual([expect.stringContaining('bce-auth-v1')]);
		expect(queriesOf(node)).toBe(2);
		expect(durationMs).toBeLessThan(30_000);
	});

	it('is asked for once, though the service calls the task drawing then', async () => {
		const node = withStaleAddresses();
		const body = '{"code":200,"data":{"status":0}}';
		node.service.addFault({ on: 'query', times: null, fault: { kind: 'body', body } });
		const { items, durationMs } = await node.run(continuing);
		expect(errorsIn(items)).toHaveLength(3);
		expect(queriesOf(node)).toBe(2);
		expect(durationMs).toBeLessThan(30_000);
	});

	it('is tried again as it is where the query fails', async () => {
		const node = withStaleAddresses();
		node.service.addFault({ on: 'query', times: null, fault: { kind: 'answer', code: 201 } });
		const { items } = await node.run(continuing);
		expect(errorsIn(items)).toHaveLength(3);
		expect(errorsIn(items)[0].message).toContain('HTTP 403');
	});
});

describe('trouble of the images’ host', () => {
	const busy = { kind: 'http' as const, status: 503 };

	it('is waited out for all rows', async () => {
		const node = new VirtualNode({ drawMs: 1, slots: Infinity });
		node.service.addFault({ on: 'image', forMs: 300_000, fault: busy });
		const rows = Array.from({ length: 50 }, (_, row) => ({ text: `row ${row}` }));
		const { items, error } = await node.run({ rows, parameters: downloading });
		expect(error).toBeUndefined();
		expect(items.filter(({ binary }) => binary)).toHaveLength(50);
	});

	it('that does not end fails all rows together after Max Wait Time', async () => {
		const node = new VirtualNode({ drawMs: 1, slots: Infinity });
		node.service.addFault({ on: 'image', times: null, fault: busy });
		const rows = Array.from({ length: 50 }, (_, row) => ({ text: `row ${row}` }));
		const options = { maxWaitTime: 60 };
		const { items, durationMs } = await node.run({ ...continuing, rows, options });
		expect(errorsIn(items)).toHaveLength(50);
		expect(errorsIn(items)[0].message).toContain('Fetch it later with Query');
		expect(durationMs).toBeGreaterThanOrEqual(60_000);
		expect(durationMs).toBeLessThan(120_000);
	});
});
