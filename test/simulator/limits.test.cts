import { handDrivenService } from './handClock.cts';

const hourMs = 60 * 60 * 1000;

describe('limits apart', () => {
	it('counts one submit and two queries a second, each on its own', () => {
		const { submit, query, clock } = handDrivenService({
			submitsPerSecond: 1,
			queriesPerSecond: 2,
		});
		const codes = () => [submit(), submit(), query('1'), query('1'), query('1')];
		expect(codes().map(({ code }) => code)).toEqual([200, 609, 201, 201, 609]);
		clock.nowMs += 500;
		expect(codes().map(({ code }) => code)).toEqual([609, 609, 201, 609, 609]);
		clock.nowMs += 500;
		expect(codes().map(({ code }) => code)).toEqual([200, 609, 201, 609, 609]);
	});

	it('leaves balances alone, and holds beside the rate for all', () => {
		const { submit, balance } = handDrivenService({ submitsPerSecond: 1, requestsPerSecond: 3 });
		const codes = [submit(), submit(), balance(), balance()].map(({ code }) => code);
		expect(codes).toEqual([200, 609, 200, 609]);
	});

	it('has its two codes the other way round when asked to', () => {
		const { submit, clock } = handDrivenService({
			slots: 1,
			maxUnfinished: 1,
			submitsPerSecond: 1,
			tooFastCode: 606,
			tooManyCode: 609,
		});
		expect([submit().code, submit()]).toMatchObject([200, { code: 606, charge: false }]);
		clock.nowMs += 1000;
		expect(submit()).toMatchObject({ code: 609, charge: false });
	});
});

describe('quotas', () => {
	it('refuse what goes beyond the images of the day, until it is midnight in China', () => {
		// It is 22:15:41 there.
		const { submit, clock } = handDrivenService({ dailyQuota: 3 });
		const codes = ['2', '2', '1', '1'].map((num) => submit({ num }).code);
		expect(codes).toEqual([200, 606, 200, 606]);
		clock.nowMs += 1.7 * hourMs;
		expect(submit()).toMatchObject({ code: 606, msg: '调用超限,请稍候再试', charge: false });
		clock.nowMs += 0.1 * hourMs;
		expect(submit().code).toBe(200);
	});

	it('refuse for good what goes beyond the total, with the code of maintenance if asked', () => {
		const { submit, clock, service } = handDrivenService({ totalQuota: 1, quotaCode: 500 });
		expect([submit().code, submit().code]).toEqual([200, 500]);
		clock.nowMs += 1000 * hourMs;
		expect(submit()).toMatchObject({ code: 500, msg: '系统维护,请稍候再试', charge: false });
		service.configure({ totalQuota: 2 });
		expect(submit().code).toBe(200);
		expect(service.ledger).toHaveLength(2);
	});
});

describe('the balance of a product', () => {
	const ask = ({ send }: ReturnType<typeof handDrivenService>, productCode = 'simulatorProduct') =>
		JSON.parse(send('GET', '/assistant/product-balance', { productCode }).body) as unknown;

	it('tells what is left of the quota, and until when', () => {
		const driven = handDrivenService({ totalQuota: 50 });
		driven.submit({ num: '4' });
		expect(ask(driven)).toEqual({
			code: 200,
			msg: '成功',
			taskNo: expect.stringMatching(/^\d{24}$/),
			data: {
				expireTime: '2024-09-20 22:15:41',
				productName: 'AI绘画',
				totalCount: 50,
				usedCount: 4,
				remainCount: 46,
			},
		});
	});

	it('is that of a large package where nothing limits the account', () => {
		const data = { totalCount: 100_000, usedCount: 0, remainCount: 100_000 };
		expect(ask(handDrivenService())).toMatchObject({ code: 200, data });
	});

	it.each([
		['', 'productCode不能为空'],
		['unknown', 'productCode不正确'],
	])('is refused for the product "%s"', (productCode, msg) => {
		expect(ask(handDrivenService(), productCode)).toMatchObject({ code: 400, msg });
	});

	it('is refused without a signature', () => {
		const { send } = handDrivenService();
		const fields = { productCode: 'simulatorProduct', sign: 'wrong' };
		expect(JSON.parse(send('GET', '/assistant/product-balance', fields).body)).toMatchObject({
			code: 400,
			msg: '签名错误',
		});
	});
});
