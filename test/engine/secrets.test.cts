import {
	stage,
	open,
	continues,
	retrying,
	faultOn,
	boughtIds,
	fullText,
} from './support/openedStage.cts';
import { openHost } from './support/otherHost.cts';
import { errorsOf, manyRows, textRows } from './support/stage.cts';

describe('a secret', () => {
	// `stage.close()` looks for the secret and every signature in items, errors, stored data and log.
	test.each([{}, continues, retrying])(
		'stays in the credential when Jumdata repeats the request (%j)',
		async (node) => {
			await open();
			faultOn('submit', 'fox', { kind: 'echo', code: 400 }, null);
			faultOn('query', 'owl', { kind: 'echo', code: 400 }, null);
			faultOn('submit', 'bee', { kind: 'echo', code: 999, accept: true }, null);
			for (const text of ['fox', 'owl', 'bee']) {
				const outcome = await stage.run(textRows(text), node);
				const error = outcome.error ?? errorsOf(outcome)[0];
				expect(fullText(error)).toMatch(/参数错误|其他错误/);
			}
		},
	);

	test('stays in the credential when an unreadable page repeats the request', async () => {
		const host = await openHost(({ body }, response) =>
			response.end(`<h1>Blocked</h1><pre>${body}</pre>${body.toUpperCase()}`),
		);
		await open({ credential: { baseUrl: host.url, bodyFormat: 'urlencoded' } });
		const outcome = await stage.run(textRows('fox'), continues);
		expect(host.requests[0].body).toMatch(/sign=[0-9a-f]{64}/);
		expect(fullText(errorsOf(outcome)[0])).toContain('Blocked');
	});

	test('stays in the credential when nothing answers', async () => {
		await open();
		await stage.simulator.goDown();
		const options = { maxWaitTime: 1 };
		const { error } = await stage.run(textRows('fox'), { options });
		expect(error?.message).toMatch(/reach|connect|refused/i);
		const continued = await stage.run(textRows('fox'), { options, ...continues });
		expect(errorsOf(continued)).toHaveLength(1);
	});
});

describe('a clock that is off', () => {
	const hourMs = 3_600_000;

	test.each([
		['behind', 2 * hourMs],
		['ahead', -2 * hourMs],
	])('is named where a request is refused: two hours %s', async (side, clockOffsetMs) => {
		await open({ simulator: { clockOffsetMs } });
		const named = new RegExp(`clock.*(2 hours|120 minutes) ${side}`, 'i');
		const { error } = await stage.run(textRows('fox'));
		expect(fullText(error)).toMatch(named);
		const continued = await stage.run(textRows('fox'), continues);
		expect(errorsOf(continued)).toEqual([
			expect.objectContaining({ code: 400, message: expect.stringMatching(named) }),
		]);
		expect(boughtIds()).toEqual([]);
	});

	test('is not named where it is off by less than a minute', async () => {
		await open({ simulator: { clockOffsetMs: 40_000 } });
		faultOn('submit', 'fox', { kind: 'answer', code: 400 });
		const { error } = await stage.run(textRows('fox'));
		expect(fullText(error)).not.toMatch(/clock/i);
	});
});

describe('a credential that cannot sign', () => {
	test.each([
		['no App Secret', { appSecret: '' }, /secret/i],
		['no App ID', { appId: ' ' }, /app ?id/i],
		['an address that is none', { baseUrl: 'api.jumdata' }, /base url/i],
	])('fails the run at once and says why: %s', async (_, credential, reason) => {
		await open({ credential });
		const { error } = await stage.run(manyRows(3));
		expect(fullText(error)).toMatch(reason);
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
