import { signatureOf } from '../../simulator/service.cts';
import { styles } from '../../simulator/styles.cts';
import { bodyOf, goodSubmit, handDrivenService, startMs } from './handClock.cts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe('submit', () => {
	it('answers an accepted submit as the vendor does: billed, with a task id and a request number', () => {
		const { submit } = handDrivenService();
		expect(submit()).toEqual({
			code: 200,
			msg: '成功',
			charge: true,
			taskNo: expect.stringMatching(/^\d{24}$/),
			data: { taskId: expect.stringMatching(/^\d{19}$/) },
		});
	});

	it.each(styles)('knows the style %s', (style) => {
		expect(handDrivenService().submit({ style }).code).toBe(200);
	});

	it.each([
		['no text', { text: '' }, 'text不能为空'],
		['a text of 101 characters', { text: '字'.repeat(101) }, 'text长度不能超过100个字'],
		['no resolution', { resolution: '' }, 'resolution不能为空'],
		['a resolution with another cross', { resolution: '1024x1024' }, '分辨率不正确'],
		['no style', { style: '' }, 'style不能为空'],
		['a style in English', { style: 'Watercolor' }, '风格值不正确'],
		['a style with a blank', { style: 'low poly ' }, '风格值不正确'],
		['no images', { num: '0' }, '图片生成数量不正确'],
		['seven images', { num: '7' }, '图片生成数量不正确'],
		['half an image', { num: '1.5' }, '图片生成数量不正确'],
	])('refuses %s with code 400 and says which', (_, fields: Record<string, string>, msg) => {
		const { submit, service } = handDrivenService();
		const { taskNo, ...answer } = submit(fields);
		expect(answer).toEqual({ code: 400, msg, charge: false });
		expect(taskNo).toMatch(/^\d{24}$/);
		expect(service.ledger).toEqual([]);
	});

	it('counts characters, not halves of them: 100 foxes are accepted', () => {
		expect(handDrivenService().submit({ text: '🦊'.repeat(100) }).code).toBe(200);
	});

	it.each(['a FORBIDDEN city', '违禁品'])('blocks %s with code 202', (text) => {
		expect(handDrivenService().submit({ text })).toMatchObject({
			code: 202,
			msg: '文本黄反拦截',
			charge: false,
		});
	});

	it('writes every accepted submit into the ledger and takes its price off the balance', () => {
		const { submit, balance, clock, service } = handDrivenService({
			balance: 10,
			pricePerImage: 0.1,
		});
		const { taskNo, data } = submit({ num: '3' });
		expect(service.ledger).toEqual([
			{
				taskId: data?.taskId,
				taskNo,
				...goodSubmit,
				num: 3,
				chargedImages: 3,
				acceptedAtMs: startMs,
			},
		]);
		expect(balance()).toMatchObject({ code: 200, msg: '成功', data: 9.7 });
		clock.nowMs += 3000;
		expect(service.ledger[0].finishedAtMs).toBe(startMs + 3000);
	});

	it('gives ids that no JavaScript number can hold, never one twice, not even after a reset', () => {
		const { taskId, service } = handDrivenService();
		const ids = Array.from({ length: 500 }, () => taskId());
		service.reset();
		ids.push(taskId());
		expect(new Set(ids).size).toBe(501);
		expect(ids.filter((id) => BigInt(Number(id)) === BigInt(id))).toEqual([]);
	});

	it('writes ids as bare 19-digit numbers when asked to', () => {
		const { sendSubmit, service } = handDrivenService({ taskIdForm: 'number' });
		expect(sendSubmit().body).toContain(`"taskId":${service.ledger[0].taskId}}`);
	});
});

describe('query', () => {
	it('answers status 0 without images until the drawing is done', () => {
		const { taskId, query, clock } = handDrivenService();
		const id = taskId();
		clock.nowMs += 2999;
		expect(query(id)).toEqual({
			code: 200,
			msg: '成功',
			charge: false,
			taskNo: expect.any(String),
			data: { createTime: '2023-09-21 22:15:41', status: 0 },
		});
	});

	it('answers status 1 with every image, the first one twice, and the time in China', () => {
		const { taskId, query, clock } = handDrivenService({ imageBaseUrl: 'http://images.test' });
		const id = taskId({ num: '2' });
		clock.nowMs += 3000;
		expect(query(id).data).toEqual({
			img: `http://images.test/${id}/1.png`,
			imgUrls: [
				{ image: `http://images.test/${id}/1.png` },
				{ image: `http://images.test/${id}/2.png` },
			],
			createTime: '2023-09-21 22:15:41',
			status: 1,
		});
	});

	it('wants a task id, and knows only its own ones of the last month', () => {
		const { taskId, query, clock } = handDrivenService();
		expect(query('')).toMatchObject({ code: 400, msg: 'taskId不能为空', charge: false });
		expect(query('1')).toMatchObject({ code: 201, msg: 'taskId不存在', charge: false });
		const id = taskId();
		clock.nowMs += 31 * dayMs;
		expect(query(id).code).toBe(200);
		clock.nowMs += 1;
		expect(query(id).code).toBe(201);
	});
});

describe('images', () => {
	it('are there once the task is done, for three months, and as many as were asked for', () => {
		const { taskId, service, clock } = handDrivenService();
		const id = taskId({ num: '2' });
		const status = (path: string) => service.receiveImage(path).httpStatus;
		expect(status(`/${id}/1.png`)).toBe(404);
		clock.nowMs += 3000;
		expect(service.receiveImage(`/${id}/2.png`).picture).toEqual({ ...goodSubmit, index: 2 });
		expect([`/${id}/0.png`, `/${id}/3.png`, '/1/1.png', '/'].map(status)).toEqual([
			404, 404, 404, 404,
		]);
		clock.nowMs = startMs + 92 * dayMs;
		expect(status(`/${id}/1.png`)).toBe(200);
		clock.nowMs += 1;
		expect(status(`/${id}/1.png`)).toBe(404);
	});
});

describe('signature', () => {
	it("is sha256 of app id, secret and timestamp: the vendor's example", () => {
		expect(signatureOf('xyzxy2121zxyz', 'efcefcef1121cefcefc1212121', '1555378976238')).toBe(
			'6ddcdc405743c576cb6d34b17b47ed56e2b9b6670fae1fe85ed01244fd31558b',
		);
	});

	it.each([
		['no app id', { appId: '' }, 'appId不能为空'],
		['no timestamp', { timestamp: '' }, 'timestamp不能为空'],
		['no signature', { sign: '' }, 'sign不能为空'],
		['a foreign app id', { appId: 'nobody' }, 'appId不正确'],
		['a timestamp in seconds', { timestamp: '1695305741' }, 'timestamp不正确'],
		['another signature', { sign: 'a'.repeat(64) }, '签名错误'],
	])('is refused with %s', (_, fields: Record<string, string>, msg) => {
		expect(handDrivenService().submit(fields)).toMatchObject({ code: 400, msg, charge: false });
	});

	it('gets the code asked for', () => {
		const { submit } = handDrivenService({ signatureCode: 999 });
		expect(submit({ sign: 'wrong' })).toMatchObject({ code: 999, msg: '签名错误' });
	});

	it('is good for five minutes either way of the service’s own time, which every reply is dated with', () => {
		const { sendSubmit, submit, service } = handDrivenService();
		service.configure({ clockOffsetMs: -5 * minuteMs });
		expect(submit().code).toBe(200);
		service.configure({ clockOffsetMs: 5 * minuteMs + 1 });
		expect(bodyOf(sendSubmit())).toMatchObject({ code: 400, msg: '时间戳过期' });
		expect(sendSubmit().headers.date).toBe('Thu, 21 Sep 2023 14:20:41 GMT');
	});
});

describe('the rest', () => {
	it.each(['GET', 'POST'])('echoes the own fields of a signed %s, and bills nothing', (method) => {
		const { send, service } = handDrivenService();
		expect(bodyOf(send(method, '/echo', { isbn: '978', word: 'é\n' }))).toMatchObject({
			code: 200,
			charge: false,
			data: { isbn: '978', word: 'é\n' },
		});
		expect(bodyOf(send(method, '/echo', { sign: 'wrong' }))).toMatchObject({ code: 400 });
		expect(service.ledger).toEqual([]);
	});

	it.each([
		['POST', '/ai/draw/nothing'],
		['GET', '/ai/draw/submit'],
		['POST', '/assistant/balance'],
	])('answers %s %s with body code 404, or with a bare HTTP 404', (method, path) => {
		const { send, service } = handDrivenService();
		expect(bodyOf(send(method, path))).toMatchObject({ code: 404, msg: '接口地址不正确' });
		service.configure({ unknownAddress: 'http' });
		expect(send(method, path)).toMatchObject({ httpStatus: 404, body: 'Not Found' });
	});

	it.each([
		[601, '接口未开通'],
		[602, '账号停用'],
		[604, '接口停用'],
		[607, 'ip不在白名单'],
		[500, '系统维护,请稍候再试'],
		[610, '请求超时'],
		[999, '其他错误'],
	])('answers code %i to everything when the account is so', (accountCode, msg) => {
		const { submit, query, balance, service } = handDrivenService({ accountCode });
		for (const answer of [submit(), query('1'), balance()]) {
			expect(answer).toMatchObject({ code: accountCode, msg, charge: false });
		}
		expect(service.ledger).toEqual([]);
	});

	it('logs every request with its outcome, and adds up', () => {
		const { submit, query, balance, send, service } = handDrivenService();
		submit();
		submit({ num: '9' });
		query('1');
		balance();
		send('GET', '/');
		expect(service.requests[0]).toMatchObject({
			atMs: startMs,
			endpoint: 'submit',
			text: '一只猫',
			httpStatus: 200,
			code: 200,
			accepted: true,
		});
		expect(service.requests[2]).toMatchObject({ endpoint: 'query', taskId: '1', code: 201 });
		expect(service.counters).toEqual({
			requests: {
				submit: 2,
				query: 1,
				balance: 1,
				productBalance: 0,
				echo: 0,
				image: 0,
				unknown: 1,
			},
			refusals: { 201: 1, 400: 1, 404: 1 },
		});
	});
});
