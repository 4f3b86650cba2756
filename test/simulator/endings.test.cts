import type { ServiceOptions } from '../../simulator/service.cts';
import { handDrivenService } from './handClock.cts';

const imageBaseUrl = 'http://images.test';
const imageListOf = (options: Partial<ServiceOptions>, num = '3') => {
	const { finished } = handDrivenService({ imageBaseUrl, ...options });
	const { id, answer } = finished({ num });
	const { img, imgUrls } = answer.data ?? {};
	const address = (index: number) => `${imageBaseUrl}/${id}/${index}.png`;
	return { img, imgUrls, address };
};

describe('the review of images', () => {
	const options: Partial<ServiceOptions> = { conclusions: ['pass', 'block', 'review'] };

	it.each([
		['empty', { image: '' }],
		['null', { image: null }],
		['noKey', {}],
	] as const)('takes the address of one image away: %s', (withheldAs, withheld) => {
		const { img, imgUrls, address } = imageListOf({ ...options, withheldAs });
		expect(img).toBe(address(1));
		expect(imgUrls).toEqual([{ image: address(1) }, withheld, { image: address(3) }]);
	});

	it('takes the whole list away', () => {
		const { img, imgUrls } = imageListOf({ ...options, withheldAs: 'emptyList' });
		expect([img, imgUrls]).toEqual(['', []]);
	});

	it('takes all addresses away', () => {
		const { img, imgUrls } = imageListOf({ conclusions: ['block', 'block', 'block'] });
		expect([img, imgUrls]).toEqual(['', [{ image: '' }, { image: '' }, { image: '' }]]);
	});

	it('says of each image what it concluded, where the engine’s keys are shown', () => {
		const { imgUrls, address } = imageListOf({ ...options, engineKeys: true });
		expect(imgUrls).toEqual([
			{ image: address(1), img_approve_conclusion: 'pass' },
			{ image: '', img_approve_conclusion: 'block' },
			{ image: address(3), img_approve_conclusion: 'review' },
		]);
	});

	it('is settled when the task is accepted, also by chance', () => {
		const { taskId, query, clock, service } = handDrivenService({ imageBaseUrl, blockChance: 0.3 });
		clock.chance = 0.29;
		const blocked = taskId();
		clock.chance = 0.3;
		const good = taskId();
		service.configure({ blockChance: 1 });
		clock.nowMs += 60_000;
		expect(query(blocked).data?.imgUrls).toEqual([{ image: '' }]);
		expect(query(good).data?.imgUrls).toEqual([{ image: `${imageBaseUrl}/${good}/1.png` }]);
	});

	it('hides the image from its host, and is billed all the same', () => {
		const { finished, service } = handDrivenService(options);
		const { id } = finished({ num: '3' });
		const statuses = [1, 2, 3].map((it) => service.receiveImage(`/${id}/${it}.png`).httpStatus);
		expect(statuses).toEqual([200, 404, 200]);
		expect(service.ledger).toMatchObject([{ chargedImages: 3 }]);
	});
});

describe('the list of images', () => {
	it('may be shorter than asked for, or empty', () => {
		const { imgUrls, address } = imageListOf({ missingImages: 2 }, '4');
		expect(imgUrls).toEqual([{ image: address(1) }, { image: address(2) }]);
		expect(imageListOf({ missingImages: 2 }, '1')).toMatchObject({ img: '', imgUrls: [] });
	});

	it('may be plain addresses', () => {
		const options: Partial<ServiceOptions> = { conclusions: ['pass', 'block'] };
		const { imgUrls, address } = imageListOf({ ...options, imageListForm: 'strings' });
		expect(imgUrls).toEqual([address(1), '', address(3)]);
	});

	it('may be JSON in a string', () => {
		const { imgUrls, address } = imageListOf({ imageListForm: 'json' }, '2');
		expect(imgUrls).toBe(`[{"image":"${address(1)}"},{"image":"${address(2)}"}]`);
	});
});

describe('a task that ends badly', () => {
	it.each([
		['failed', { code: 999, msg: '模型生图失败', charge: false }],
		['timedOut', { code: 999, msg: '任务超时', charge: false }],
		['status2', { code: 200, data: { status: 2, createTime: '2023-09-21 22:15:41' } }],
	] as const)('draws first, then says so for good: %s', (taskEnd, bad) => {
		const { taskId, query, clock, service } = handDrivenService({ taskEnd });
		const id = taskId();
		expect(query(id)).toMatchObject({ code: 200, data: { status: 0 } });
		clock.nowMs += 60_000;
		for (const answer of [query(id), query(id)]) expect(answer).toMatchObject(bad);
		expect(query(id).data?.imgUrls).toBeUndefined();
		expect(service.receiveImage(`/${id}/1.png`).httpStatus).toBe(404);
		expect(service.ledger).toMatchObject([{ chargedImages: 1 }]);
	});

	it('comes by chance', () => {
		const { submit, query, clock, service } = handDrivenService({ failChance: 0.5, slots: 9 });
		for (const chance of [0.49, 0.5]) {
			clock.chance = chance;
			submit();
		}
		clock.nowMs += 60_000;
		expect(service.ledger.map(({ taskId }) => query(taskId).code)).toEqual([999, 200]);
	});
});

describe('the engine’s own keys', () => {
	it('come with the answer to a query, the task id as the bare number that it is', () => {
		const options: Partial<ServiceOptions> = { engineKeys: true, taskIdForm: 'number' };
		const { sendSubmit, sendQuery, service, clock } = handDrivenService(options);
		sendSubmit();
		clock.nowMs += 60_000;
		const [{ taskId }] = service.ledger;
		expect(sendQuery(taskId).body).toContain(
			`"data":{"taskId":${taskId},"text":"一只猫","style":"水彩画","waiting":"0",`,
		);
	});

	it('tell how long a task waits', () => {
		const { query, taskId } = handDrivenService({ engineKeys: true });
		expect(query(taskId()).data).toMatchObject({ waiting: '30s', status: 0 });
	});
});

it.each([7, 10, 19])('gives ids of %i digits, each once', (taskIdDigits) => {
	const { taskId } = handDrivenService({ taskIdDigits });
	const ids = Array.from({ length: 1000 }, () => taskId());
	expect(new Set(ids).size).toBe(1000);
	expect(ids.filter((id) => !/^[1-9]\d+$/.test(id) || id.length !== taskIdDigits)).toEqual([]);
});
