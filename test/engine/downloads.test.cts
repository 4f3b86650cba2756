import type { Fault } from '../../simulator/faults.cts';
import { stage, open } from './support/openedStage.cts';
import { openHost } from './support/otherHost.cts';
import {
	errorsOf,
	itemsOf,
	pairedRows,
	taskIdsByText,
	textRows,
	timesBought,
} from './support/stage.cts';

const doneWith = (...urls: string[]): Fault => ({
	kind: 'body',
	body: JSON.stringify({
		code: 200,
		msg: '成功',
		charge: false,
		taskNo: '{{taskNo}}',
		data: {
			img: urls[0],
			imgUrls: urls.map((image) => ({ image })),
			createTime: '2023-09-21 22:15:41',
			status: 1,
		},
	}),
});

const realImage = (index: number) => `{{imageBaseUrl}}/{{taskId}}/${index}.png`;

describe('pictures', () => {
	const bytesAt = async (url: unknown): Promise<Buffer> =>
		Buffer.from(await (await fetch(String(url))).arrayBuffer());

	test.each(['default', 'filesystem'] as const)(
		'are to the byte what the image server sent, in %s mode',
		async (binaryDataMode) => {
			await open({ engine: { binaryDataMode } });
			const rows = [
				{ text: 'fox', num: 3 },
				{ text: 'owl', resolution: 'portrait' },
			];
			const outcome = await stage.run(rows);
			const items = itemsOf(outcome);
			expect(items).toHaveLength(4);
			for (const { json, binary } of items) {
				const sent = await bytesAt(json.imageUrl);
				expect(sent.subarray(1, 4).toString()).toBe('PNG');
				expect((await stage.engine.readBinary(binary!.data)).equals(sent)).toBe(true);
				expect(binary!.data).toMatchObject({ mimeType: 'image/png', fileExtension: 'png' });
				expect(Boolean(binary!.data.id)).toBe(binaryDataMode === 'filesystem');
			}
			const contents = await Promise.all(
				items.map(async ({ binary }) => (await stage.engine.readBinary(binary!.data)).toString()),
			);
			expect(new Set(contents).size).toBe(4);
		},
	);

	test('are fetched without credentials, signature or cookies', async () => {
		await open();
		await stage.run([{ text: 'fox', num: 2 }]);
		const { imageRequests, service } = stage.simulator;
		expect(imageRequests).toHaveLength(2);
		for (const { method, path, headers, body } of imageRequests) {
			expect({ method, body: body.length }).toEqual({ method: 'GET', body: 0 });
			expect(path).toMatch(/^\/\d+\/[12]\.png$/);
			const telling = ['authorization', 'cookie', 'appid', 'timestamp', 'sign'];
			expect(telling.filter((name) => name in headers)).toEqual([]);
			expect(JSON.stringify(headers)).not.toContain(service.options.appId);
		}
	});

	test('have readable file names without path or forbidden characters, at most 120 bytes long', async () => {
		await open();
		const texts = ['../../etc/passwd', 'a<b>:"c"|d?*\n狐狸', '雪'.repeat(100), 'a quiet fox'];
		const outcome = await stage.run(textRows(...texts).map((row) => ({ ...row, num: 2 })));
		const names = itemsOf(outcome).map(({ binary }) => String(binary!.data.fileName));
		for (const [index, name] of names.entries()) {
			// eslint-disable-next-line no-control-regex -- control characters are what is forbidden
			expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/);
			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
			expect(name).toMatch(new RegExp(`-${(index % 2) + 1}\\.png$`));
		}
		expect(new Set(names).size).toBe(8);
		expect(names[6]).toContain('quiet');
		expect(names[2]).toContain('狐狸');
	});

	test('are named by an expression for each row, and go where binaryPropertyName says', async () => {
		await open();
		const rows = [
			{ text: 'fox', sku: 'A-100', num: 2 },
			{ text: 'owl', sku: '猫头鹰', num: 1 },
		];
		const outcome = await stage.run(rows, {
			options: { fileName: '={{ $json.sku }}', binaryPropertyName: 'picture' },
		});
		expect(itemsOf(outcome).map(({ binary }) => Object.keys(binary!))).toEqual(
			Array(3).fill(['picture']),
		);
		expect(itemsOf(outcome).map(({ binary }) => binary!.picture.fileName)).toEqual([
			'A-100-1.png',
			'A-100-2.png',
			'猫头鹰.png',
		]);
	});

	test('in the output mode "task" follow binaryPropertyName, _2, _3', async () => {
		await open();
		const outcome = await stage.run([{ text: 'fox', num: 3 }], {
			options: { outputMode: 'task', binaryPropertyName: 'picture' },
		});
		expect(Object.keys(itemsOf(outcome)[0].binary!)).toEqual(['picture', 'picture_2', 'picture_3']);
	});

	test('are typed by what they are, not by what the host calls them', async () => {
		const kinds: Record<string, { bytes: Buffer; mimeType: string; extension: string }> = {
			'/a.png': {
				bytes: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
				mimeType: 'image/jpeg',
				extension: 'jpg',
			},
			'/b': {
				bytes: Buffer.from('524946461a000000574542505650384c0d0000002f00000010', 'hex'),
				mimeType: 'image/webp',
				extension: 'webp',
			},
		};
		const host = await openHost(({ path }, response) => {
			response.setHeader('Content-Type', 'application/octet-stream');
			response.end(kinds[path].bytes);
		});
		await open();
		stage.simulator.addFault({
			on: 'query',
			fault: doneWith(...Object.keys(kinds).map((path) => host.url + path)),
		});
		const outcome = await stage.run([{ text: 'fox', num: 2 }]);
		for (const [index, { bytes, mimeType, extension }] of Object.values(kinds).entries()) {
			const { data } = itemsOf(outcome)[index].binary!;
			expect(data.mimeType).toBe(mimeType);
			expect(data.fileName).toMatch(new RegExp(`\\.${extension}$`));
			expect((await stage.engine.readBinary(data)).equals(bytes)).toBe(true);
		}
	});

	test('that break off are fetched again', async () => {
		await open({ engine: { binaryDataMode: 'filesystem' } });
		stage.simulator.addFault({ on: 'image', text: 'fox', fault: { kind: 'truncate' } });
		stage.simulator.addFault({ on: 'image', text: 'owl', fault: { kind: 'http', status: 503 } });
		stage.simulator.addFault({ on: 'image', text: 'bee', fault: { kind: 'loseBefore' } });
		const outcome = await stage.run(textRows('fox', 'owl', 'bee'));
		expect(outcome.error).toBeUndefined();
		for (const { json, binary } of itemsOf(outcome)) {
			const stored = await stage.engine.readBinary(binary!.data);
			expect(stored.equals(await bytesAt(json.imageUrl))).toBe(true);
		}
		expect(timesBought(stage.simulator)).toEqual({ fox: 1, owl: 1, bee: 1 });
	});

	test('of twenty megabytes arrive whole', async () => {
		await open({ engine: { binaryDataMode: 'filesystem' } });
		const bytes = 20 * 1024 * 1024;
		stage.simulator.addFault({ on: 'image', fault: { kind: 'huge', bytes } });
		const outcome = await stage.run(textRows('fox'));
		expect(outcome.error).toBeUndefined();
		const stored = await stage.engine.readBinary(itemsOf(outcome)[0].binary!.data);
		expect(stored).toHaveLength(bytes);
		expect(stored.subarray(1, 4).toString()).toBe('PNG');
	});

	describe('of which one cannot be had, under Continue', () => {
		const outOfReach = [
			['a file of this machine', 'file:///etc/passwd'],
			['FTP', 'ftp://127.0.0.1/fox.png'],
			['data in the address', 'data:image/png;base64,iVBORw0KGgo='],
			['no address at all', 'fox.png'],
		];

		test.each(outOfReach)('leave a failed item in its place (%s)', async (_, url) => {
			await open({ simulator: { drawMs: 0 } });
			const fault = doneWith(realImage(1), url, realImage(3));
			stage.simulator.addFault({ on: 'query', fault });
			const outcome = await stage.run([{ text: 'fox', num: 3 }], {
				onError: 'continueRegularOutput',
			});
			const [first, second, third] = itemsOf(outcome);
			const { taskId } = stage.simulator.service.ledger[0];
			expect(first.json).toMatchObject({ imageIndex: 1, imageCount: 3 });
			expect(first.binary?.data.mimeType).toBe('image/png');
			expect(third.json).toMatchObject({ imageIndex: 3 });
			expect(third.binary?.data.mimeType).toBe('image/png');
			expect(second.binary).toBeUndefined();
			expect(Object.keys(second.json)).toEqual(['error']);
			expect(second.json.error).toMatchObject({ taskId, imageUrls: [url] });
			expect(pairedRows(itemsOf(outcome))).toEqual([0, 0, 0]);
			expect(JSON.stringify(outcome.runData)).not.toContain('root:');
		});

		test('leave a failed item in its place (HTML called PNG)', async () => {
			await open();
			const html = { kind: 'body', body: '<html>gone</html>', contentType: 'image/png' } as const;
			stage.simulator.addFault({ on: 'image', text: 'fox', fault: html });
			const outcome = await stage.run(textRows('owl', 'fox'), {
				onError: 'continueRegularOutput',
			});
			expect(itemsOf(outcome)[0].binary).toBeDefined();
			const { imageUrl: owlUrl } = itemsOf(outcome)[0].json;
			const ids = taskIdsByText(stage.simulator);
			expect(errorsOf(outcome)).toEqual([
				expect.objectContaining({
					taskId: ids.fox,
					imageUrls: [String(owlUrl).replace(ids.owl, ids.fox)],
				}),
			]);
		});

		test('in the output mode "task" keep the row, and the failed item comes after it', async () => {
			await open({ simulator: { drawMs: 0 } });
			const fault = doneWith(realImage(1), 'file:///etc/passwd', realImage(3));
			stage.simulator.addFault({ on: 'query', text: 'fox', fault });
			const outcome = await stage.run([{ text: 'fox', num: 3 }, { text: 'owl' }], {
				options: { outputMode: 'task' },
				onError: 'continueRegularOutput',
			});
			const [fox, failed, owl] = itemsOf(outcome);
			expect(Object.keys(fox.binary!)).toEqual(['data', 'data_3']);
			expect(fox.json.imageUrls).toHaveLength(3);
			expect(failed.json.error).toMatchObject({
				taskId: taskIdsByText(stage.simulator).fox,
				imageUrls: ['file:///etc/passwd'],
			});
			expect(owl.json).toMatchObject({ text: 'owl' });
			expect(pairedRows(itemsOf(outcome))).toEqual([0, 0, 1]);
		});
	});

	test('that cannot be had fail a run without Continue, with task id and address', async () => {
		await open();
		const fault = { kind: 'http', status: 400 } as const;
		stage.simulator.addFault({ on: 'image', fault });
		const { error } = await stage.run(textRows('fox'));
		const { taskId } = stage.simulator.service.ledger[0];
		expect(error?.message).toContain(taskId);
		expect(`${error?.message} ${error?.description}`).toContain(`/${taskId}/1.png`);
	});
});
