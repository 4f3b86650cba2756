import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import type { RunOutcome } from '../../engine/outcome.cts';
import type { ServiceOptions } from '../../simulator/service.cts';
import { openHost } from './support/otherHost.cts';
import {
	errorsOf,
	itemsOf,
	jsonsOf,
	manyRows,
	openStage,
	requestsFor,
	type Stage,
	type StageOptions,
	textRows,
	until,
} from './support/stage.cts';

let stage: Stage;

const open = async (options?: StageOptions) => {
	stage = await openStage(options);
};

/** A service that has drawn everything at once. */
const openQuick = async (simulator: Partial<ServiceOptions>) =>
	await open({ simulator: { drawMs: 0, ...simulator } });

afterEach(async () => await stage.close());

const continues = { onError: 'continueRegularOutput' } as const;
const perRow = { options: { outputMode: 'task' } };
const fox = [{ text: 'fox', num: 3 }];

const hintOf = ({ hints }: RunOutcome): string => hints.map(({ message }) => message).join();

const logged = (): string => stage.engine.logs.map(({ message }) => message).join('\n');

/** The stored bytes of every item's first file. */
const filesOf = async (outcome: RunOutcome): Promise<Buffer[]> =>
	await Promise.all(
		itemsOf(outcome).flatMap(({ binary }) =>
			binary ? [stage.engine.readBinary(binary.data)] : [],
		),
	);

const bytesAt = async (url: unknown): Promise<Buffer> =>
	Buffer.from(await (await fetch(String(url))).arrayBuffer());

/** Fails unless every item has the file that is at its address. */
async function expectFiles(outcome: RunOutcome, count: number): Promise<void> {
	expect(outcome.error).toBeUndefined();
	const files = await filesOf(outcome);
	expect(files).toHaveLength(count);
	for (const [index, { json }] of itemsOf(outcome).entries()) {
		expect(files[index].equals(await bytesAt(json.imageUrl))).toBe(true);
	}
}

/** Every query finds tasks done, with these addresses. */
function answerWith(...urls: string[]): void {
	const imgUrls = urls.map((image) => ({ image }));
	const fault = { kind: 'answer', code: 200, data: { status: 1, imgUrls } } as const;
	stage.simulator.addFault({ on: 'query', times: null, fault });
}

describe('an image that Jumdata withholds', () => {
	const blocked = { conclusions: ['pass', 'block', 'pass'] } satisfies Partial<ServiceOptions>;
	const withheld = expect.objectContaining({
		imageIndex: 2,
		message: expect.stringContaining('mage 2 of 3 was withheld by Jumdata'),
	});

	test.each(['empty', 'null', 'noKey'] as const)(
		'is a failed item in its place under Continue, its siblings come out (%s)',
		async (withheldAs) => {
			await openQuick({ ...blocked, withheldAs });
			const outcome = await stage.run(fox, continues);
			expect(jsonsOf(outcome).map(({ imageIndex }) => imageIndex)).toEqual([1, undefined, 3]);
			expect(errorsOf(outcome)).toEqual([withheld]);
			expect(errorsOf(outcome)[0]).not.toHaveProperty('imageUrls');
			expect(await filesOf(outcome)).toHaveLength(2);
		},
	);

	test('comes after the item of its row in the output mode "task"', async () => {
		await openQuick(blocked);
		const [row, ...failed] = itemsOf(await stage.run(fox, { ...continues, ...perRow }));
		expect(row.json.imageUrls).toHaveLength(2);
		expect(Object.keys(row.binary!)).toEqual(['data', 'data_3']);
		expect(failed.map(({ json }) => json.error)).toEqual([withheld]);
	});

	test('leaves by the error output', async () => {
		await openQuick(blocked);
		const outcome = await stage.run(fox, { onError: 'continueErrorOutput' });
		expect(itemsOf(outcome)).toHaveLength(2);
		expect(errorsOf(outcome, 1)).toEqual([withheld]);
	});

	test('without Continue is told of, and its siblings come out', async () => {
		await openQuick(blocked);
		const outcome = await stage.run(fox);
		await expectFiles(outcome, 2);
		expect(hintOf(outcome)).toContain('1 of 3 images is missing');
		expect(logged()).toContain('1 of 3 images is missing');
	});

	test('is told of by Query, too', async () => {
		await openQuick(blocked);
		const tasks = jsonsOf(await stage.run(fox, { parameters: { operation: 'submit' } }));
		const parameters = { operation: 'query', taskId: '={{ $json.taskId }}' };
		expect(errorsOf(await stage.run(tasks, { ...continues, parameters }))).toEqual([withheld]);
	});

	test.each([continues, {}])('fails its row where none is left (%j)', async (onError) => {
		await openQuick({ conclusions: ['block', 'block', 'block'] });
		const outcome = await stage.run(fox, onError);
		const told = JSON.stringify([outcome.error?.message, errorsOf(outcome)]);
		expect(told).toContain(
			'll 3 images were withheld by Jumdata, most likely by its content review',
		);
		expect(itemsOf(outcome).filter(({ binary }) => binary)).toEqual([]);
	});
});

test.each(['strings', 'json'] as const)('a list of images as %s is read', async (imageListForm) => {
	await openQuick({ imageListForm, engineKeys: true });
	await expectFiles(await stage.run(fox), 3);
});

test('fewer images than asked for are put out, and told of in hint and log', async () => {
	await openQuick({ missingImages: 2 });
	const outcome = await stage.run([{ text: 'fox', num: 4 }]);
	expect(jsonsOf(outcome).map(({ imageCount }) => imageCount)).toEqual([2, 2]);
	expect(hintOf(outcome)).toContain('2 of 4 images are missing');
	expect(logged()).toContain('2 of 4 images are missing');
});

describe('a signed address', () => {
	test.each(['bce', 'amz', 'expires', 'cos'] as const)(
		'arrives to the byte, and its end is told: %s',
		async (addressKind) => {
			await openQuick({ addressKind, addressLifeSeconds: 1_800 });
			const beganAtMs = Date.now();
			const outcome = await stage.run(fox);
			await expectFiles(outcome, 3);
			for (const { expiresAt } of jsonsOf(outcome)) {
				const lifeMs = Date.parse(String(expiresAt)) - beganAtMs;
				expect(lifeMs).toBeGreaterThan(1_790_000);
				expect(lifeMs).toBeLessThan(1_900_000);
			}
		},
	);

	test('that its host refuses is asked for anew, once for all images', async () => {
		await openQuick({ addressKind: 'bce' });
		const { imageUrl } = stage.simulator;
		const stale = [1, 2, 3].map((it) => `${imageUrl}/{{taskId}}/${it}.png?authorization=stale`);
		const data = { status: 1, imgUrls: stale.map((image) => ({ image })) };
		const body = JSON.stringify({ code: 200, charge: false, data });
		stage.simulator.addFault({ on: 'query', fault: { kind: 'body', body } });
		const outcome = await stage.run(fox);
		await expectFiles(outcome, 3);
		expect(requestsFor(stage.simulator, 'query')).toBe(2);
		for (const { expiresAt } of jsonsOf(outcome)) {
			expect(Date.parse(String(expiresAt)) - Date.now()).toBeLessThan(90_000_000);
		}
	});

	test('that has ended for good is refused in its host’s words, and nothing is promised', async () => {
		await openQuick({ addressKind: 'bce', addressLifeSeconds: 0 });
		const [{ message, imageUrls }] = errorsOf(await stage.run(textRows('fox'), continues));
		expect(message).toContain('Request has expired');
		expect(message).not.toMatch(/three months|Query/);
		expect(imageUrls).toHaveLength(1);
	});
});

test('every byte of an address arrives as it was', async () => {
	await open({ simulator: { drawMs: 0 } });
	const { image } = await sample();
	const host = await openHost((_, response) => response.end(image));
	const paths = [
		'/v1/a%2Fb/%E9%9B%AA%20%5B1%5D.jpg?authorization=bce-auth-v1%2Fk%2F2024-03-20T11%3A10%3A07Z%2F%2f',
		'/a;b,c=d@e!f$g&h*i(j)k~l+m:n.jpg?x=1;2&y=a+b/c?d@e:f,g$h!i*j(k)~l&z',
		'/a%00b%7Bc%7D%7c%5E%60.jpg?q=%7B%22a%22%3A%27b%27%7D&q=%25',
		'//two//slashes.jpg?=&&a==',
	];
	answerWith(...paths.map((path) => host.url + path));
	const outcome = await stage.run([{ text: 'fox', num: 4 }]);
	expect(jsonsOf(outcome).map(({ imageUrl }) => imageUrl)).toEqual(
		paths.map((it) => host.url + it),
	);
	expect(host.requests.map(({ path }) => path).sort()).toEqual([...paths].sort());
});

test('an apostrophe in the query of an address arrives as %27, as from any browser', async () => {
	await open({ simulator: { drawMs: 0 } });
	const { image } = await sample();
	const host = await openHost((_, response) => response.end(image));
	const path = "/it's.jpg?who='s";
	expect(new URL(path, host.url).search).toBe('?who=%27s');
	answerWith(host.url + path);
	const outcome = await stage.run(textRows('fox'));
	expect(jsonsOf(outcome)[0].imageUrl).toBe(host.url + path);
	expect(host.requests.map((request) => request.path)).toEqual(["/it's.jpg?who=%27s"]);
});

test('an address without its scheme is one of the web', async () => {
	await openQuick({});
	answerWith('//images.example/v1/a%2Fb.jpg?q=1');
	const outcome = await stage.run(textRows('fox'), { parameters: { downloadImages: false } });
	expect(jsonsOf(outcome)[0].imageUrl).toBe('https://images.example/v1/a%2Fb.jpg?q=1');
});

/** An image as the simulator's host sends it. */
async function sample(): Promise<{ image: Buffer; outcome: RunOutcome }> {
	const outcome = await stage.run(textRows('sample'));
	return { image: (await filesOf(outcome))[0], outcome };
}

test('the image host is asked for images, and gets no credentials', async () => {
	await openQuick({});
	await stage.run(textRows('fox'));
	const [{ headers, path }] = stage.simulator.imageRequests;
	expect(headers.accept).toMatch(/^image\//);
	expect(JSON.stringify([headers, path])).not.toMatch(/sign|appId|authorization/i);
});

describe('trouble of the image host', () => {
	test('of five seconds costs none of twenty rows', async () => {
		await openQuick({});
		stage.simulator.addFault({ on: 'image', forMs: 5_000, fault: { kind: 'http', status: 502 } });
		await expectFiles(await stage.run(manyRows(20)), 20);
	});

	test('that names a time is not asked before it', async () => {
		await openQuick({});
		const headers = { 'retry-after': '2' };
		stage.simulator.addFault({ on: 'image', fault: { kind: 'http', status: 429, headers } });
		await expectFiles(await stage.run(textRows('fox')), 1);
		const [first, second] = stage.simulator.imageRequests;
		expect(second.atMs - first.atMs).toBeGreaterThanOrEqual(1_990);
	});

	test('that does not end fails all rows together', async () => {
		await openQuick({});
		stage.simulator.addFault({ on: 'image', times: null, fault: { kind: 'loseBefore' } });
		const beganAtMs = Date.now();
		const options = { maxWaitTime: 3 };
		const outcome = await stage.run(manyRows(20), { ...continues, options });
		expect(errorsOf(outcome)).toHaveLength(20);
		expect(Date.now() - beganAtMs).toBeLessThan(15_000);
	});

	test('that is silent is left after Max Wait Time where Request Timeout is longer', async () => {
		await openQuick({});
		stage.simulator.addFault({
			on: 'image',
			times: null,
			fault: { kind: 'delay', delayMs: 60_000 },
		});
		const beganAtMs = Date.now();
		const options = { maxWaitTime: 2, requestTimeout: 30 };
		const outcome = await stage.run(textRows('fox'), { ...continues, options });
		expect(errorsOf(outcome)[0].message).toContain('no data came for 2 seconds');
		expect(Date.now() - beganAtMs).toBeLessThan(8_000);
	});

	test('ends with Stop, within a second', async () => {
		await openQuick({});
		stage.simulator.addFault({ on: 'image', times: null, fault: { kind: 'http', status: 503 } });
		const execution = stage.start(stage.workflow(manyRows(3)));
		await until(() => requestsFor(stage.simulator, 'image') > 6);
		const stoppedAtMs = Date.now();
		execution.stop();
		expect((await execution.finished).status).toBe('canceled');
		expect(Date.now() - stoppedAtMs).toBeLessThan(1_000);
	});
});

test.each([404, 403, 202, 200] as const)(
	'storage that lags by some seconds is waited for: HTTP %i',
	async (storageLagStatus) => {
		await openQuick({ storageLagMs: 2_500, storageLagStatus });
		await expectFiles(await stage.run(textRows('fox', 'owl')), 2);
	},
);

describe('what an image host sends', () => {
	const ways: Array<[string, Partial<ServiceOptions>]> = [
		['packed though not asked to', { gzipImages: true }],
		['a part that is all', { imageStatus: 206 }],
		['a JPEG', { imageFormat: 'jpeg' }],
		[
			'no extension and a type of anything',
			{ imageExtension: false, imageMediaType: 'application/octet-stream' },
		],
	];

	test.each(ways)('is stored as it is: %s', async (_, options) => {
		await openQuick(options);
		const outcome = await stage.run(fox);
		await expectFiles(outcome, 3);
		const format = options.imageFormat ?? 'png';
		for (const { binary } of itemsOf(outcome)) {
			expect(binary?.data.mimeType).toBe(`image/${format}`);
			expect(binary?.data.fileExtension).toBe(format === 'png' ? 'png' : 'jpg');
		}
	});

	test.each<[string, string, string | Buffer, string]>([
		['HTML', 'image/png', '<html>gone</html>', 'not an image; it starts with <html>gone</html>'],
		['JSON', 'image/jpeg', '{"gone":true}', 'not an image; it starts with {"gone":true}'],
		['SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG'],
		['packed HTML', 'image/png', gzipSync('<html>gone</html>'), '<html>gone</html>'],
	])('is never called an image where it is none: %s', async (kind, type, body, words) => {
		await openQuick({});
		const packing = kind.startsWith('packed') ? { 'content-encoding': 'gzip' } : {};
		const host = await openHost((_, response) => {
			response.writeHead(200, { 'content-type': type, ...packing });
			response.end(body);
		});
		answerWith(`${host.url}/1.png`);
		const outcome = await stage.run(textRows('fox'), continues);
		expect(errorsOf(outcome)[0].message).toContain(words);
		expect(await filesOf(outcome)).toEqual([]);
		expect(host.requests).toHaveLength(1);
	});
});

test('files of one run have names that no other has, and items have them, too', async () => {
	await openQuick({});
	const rows: IDataObject[] = [
		{ text: 'a', name: 'Postcard', num: 2 },
		{ text: 'b', name: 'postcard.png', num: 2 },
		{ text: 'c', name: '👨‍👩‍👧 می‌خواهم' },
		{ text: 'd', name: '' },
	];
	const outcome = await stage.run(rows, { options: { fileName: '={{ $json.name }}' } });
	const names = jsonsOf(outcome).map(({ fileName }) => fileName);
	expect(names).toEqual([
		'Postcard-1.png',
		'Postcard-2.png',
		'postcard (2)-1.png',
		'postcard (2)-2.png',
		'👨‍👩‍👧 می‌خواهم.png',
		'004-d.png',
	]);
	expect(itemsOf(outcome).map(({ binary }) => binary?.data.fileName)).toEqual(names);
});
