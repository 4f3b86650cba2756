import { VirtualNode } from '../../../support/virtualNode.cts';

const fox = { text: 'a fox', num: 3 };
const downloading = { downloadImages: true };
const lost = { kind: 'http' as const, status: 404 };

/** A node whose first task has these images and this time of creation, whatever was asked for. */
function withAnswer(data: object): VirtualNode {
	const node = new VirtualNode();
	const body = JSON.stringify({ code: 200, msg: '成功', charge: false, data });
	node.service.addFault({ on: 'query', times: Infinity, fault: { kind: 'body', body } });
	return node;
}

const done = { status: 1, imgUrls: [{ image: 'https://images.example/1.png' }] };

describe('the item of an image', () => {
	it('has everything that is known, and no file where none was wanted', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: [fox] });
		const { taskId } = node.service.ledger[0];
		expect(items[1]).toStrictEqual({
			json: {
				taskId,
				status: 1,
				done: true,
				imageUrl: `https://images.example/${taskId}/2.png`,
				imageIndex: 2,
				imageCount: 3,
				createTime: '2026-01-01 08:00:00',
				expiresAt: '2026-04-01T00:00:00.000Z',
				text: 'a fox',
				style: '油画',
				resolution: '1024*1024',
				num: 3,
			},
			pairedItem: { item: 0 },
		});
	});

	it.each([
		['is not told', {}, ['status', 'done', 'imageUrl', 'imageIndex', 'imageCount']],
		[
			'cannot be read',
			{ createTime: 'yesterday' },
			['status', 'done', 'imageUrl', 'imageIndex', 'imageCount', 'createTime'],
		],
	])('guesses no time where it %s', async (_, time, keys) => {
		const { items } = await withAnswer({ ...done, ...time }).run({ rows: [fox] });
		expect(Object.keys(items[0].json)).toEqual([
			'taskId',
			...keys,
			'text',
			'style',
			'resolution',
			'num',
		]);
	});

	it('of Query names its file after the task', async () => {
		const node = new VirtualNode();
		const bought = await node.run({ rows: [fox], operation: 'submit' });
		const { taskId } = bought.items[0].json;
		const rows = [{ taskId }];
		const { items } = await node.run({ rows, operation: 'query', parameters: downloading });
		expect(items[0].binary?.data.fileName).toBe(`001-task-${String(taskId)}-1.png`);
	});
});

describe('the item of a row', () => {
	const options = { outputMode: 'task' };

	it('has everything that is known, and no file where none was wanted', async () => {
		const node = new VirtualNode();
		const { items } = await node.run({ rows: [fox], options });
		const { taskId } = node.service.ledger[0];
		expect(items).toStrictEqual([
			{
				json: {
					taskId,
					status: 1,
					done: true,
					imageUrls: [1, 2, 3].map((it) => `https://images.example/${taskId}/${it}.png`),
					imageCount: 3,
					createTime: '2026-01-01 08:00:00',
					expiresAt: '2026-04-01T00:00:00.000Z',
					text: 'a fox',
					style: '油画',
					resolution: '1024*1024',
					num: 3,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('keeps the pictures that arrived under their own numbers, the others follow as failed', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', fault: lost });
		const run = { rows: [fox], options, parameters: downloading, continueOnFail: true };
		const { items } = await node.run(run);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data_2', 'data_3']);
		expect(items.slice(1).map(({ json }) => Object.keys(json))).toEqual([['error']]);
	});

	it('has its pictures under any name', async () => {
		const node = new VirtualNode();
		const named = { ...options, binaryPropertyName: '__proto__' };
		const { items } = await node.run({ rows: [fox], options: named, parameters: downloading });
		expect(Object.keys(items[0].binary ?? {})).toEqual(['__proto__', '__proto___2', '__proto___3']);
	});

	it('is there without files where no picture arrived', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', times: 3, fault: lost });
		const run = { rows: [fox], options, parameters: downloading, continueOnFail: true };
		const { items } = await node.run(run);
		expect(items[0]).not.toHaveProperty('binary');
		expect(items).toHaveLength(4);
	});
});

describe('a picture that cannot be fetched', () => {
	const run = { rows: [fox], parameters: downloading };

	it('under Continue is a failed item in its place, with its task and its address', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', skip: 1, fault: lost });
		const { items } = await node.run({ ...run, continueOnFail: true });
		const { taskId } = node.service.ledger[0];
		expect(items.map(({ json }) => json.imageIndex)).toEqual([1, undefined, 3]);
		expect(items[1].json.error).toStrictEqual({
			message: expect.stringContaining('HTTP 404'),
			taskId,
			imageUrls: [`https://images.example/${taskId}/2.png`],
		});
		expect(node.hints).toEqual([
			'1 paid image could not be fetched. 2 images drawn. 3 images paid.',
		]);
	});

	it('counts as a failed row where it was the only one', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', times: 3, fault: lost });
		await node.run({ ...run, continueOnFail: true });
		expect(node.hints[0]).toContain('1 row failed');
	});

	it('fails a run without Continue, whose error has the task and the addresses of all its images', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', fault: lost });
		const { error } = await node.run(run);
		const { taskId } = node.service.ledger[0];
		expect(error?.message).toMatch(/^Row 1: The picture at .* could not be fetched: .*HTTP 404/);
		expect(error?.description).toContain(
			`\nIts images: ${[1, 2, 3].map((it) => `https://images.example/${taskId}/${it}.png`).join(', ')}\n`,
		);
		expect(error?.description).toContain(`Paid tasks: ${taskId}`);
	});

	it('lets no further download begin in a run without Continue', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'image', fault: lost });
		const before = () => node.service.requests.filter(({ endpoint }) => endpoint === 'query');
		await node.run({ rows: [{ ...fox, num: 6 }], parameters: downloading });
		const lastQueryMs = before().at(-1)?.atMs ?? 0;
		const downloads = node.transport.sentAtMs.filter((atMs) => atMs > lastQueryMs);
		expect(downloads).toHaveLength(4);
	});
});
