import type { ServiceOptions } from '../../simulator/service.cts';
import { handDrivenService } from './handClock.cts';

const imageBaseUrl = 'http://images.test';

/** A finished task of one image, a minute after it was asked for, and what its host gives. */
function drawn(options: Partial<ServiceOptions>) {
	const driven = handDrivenService({ imageBaseUrl, ...options });
	const { id, answer } = driven.finished();
	const address = () => driven.query(id).data?.img ?? '';
	const fetched = (url: string) =>
		driven.service.receiveImage(url.replace(/^(http:)?\/\/[^/]+/, ''));
	return { ...driven, id, first: answer.data?.img ?? '', address, fetched };
}

// It is 22:16:41 in China, and 14:16:41 in Greenwich, when the first query comes.
const queries = {
	bce: /^\?authorization=bce-auth-v1%2Fsimulator%2F2023-09-21T14%3A16%3A41Z%2F1800%2F%2F[0-9a-f]{64}$/,
	amz: /&X-Amz-Date=20230921T141641Z&X-Amz-Expires=1800&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]{64}$/,
	expires: /^\?OSSAccessKeyId=simulator&Expires=1695307601&Signature=[\w%]{40,}%3D$/,
	cos: /&q-sign-time=1695305801;1695307601&q-key-time=1695305801;1695307601&.*q-signature=[0-9a-f]{64}$/,
};
const kinds = Object.keys(queries) as Array<keyof typeof queries>;

describe.each(kinds)('an address signed as %s', (addressKind) => {
	const signed = (options: Partial<ServiceOptions> = {}) =>
		drawn({ addressKind, addressLifeSeconds: 1800, ...options });

	it('tells its end in its query, and is good until then', () => {
		const { first, fetched, clock } = signed();
		expect(first.slice(first.indexOf('?'))).toMatch(queries[addressKind]);
		clock.nowMs += 1_799_999;
		expect(fetched(first)).toMatchObject({ httpStatus: 200, picture: { text: '一只猫' } });
		clock.nowMs += 1;
		const { httpStatus, body, picture } = fetched(first);
		expect([httpStatus, picture]).toEqual([403, undefined]);
		expect(body).toMatch(/Request has expired/);
	});

	it('is signed anew by each query, unless addresses are as old as their images', () => {
		const { first, address, fetched, clock } = signed();
		clock.nowMs += 1_800_000;
		expect(fetched(first).httpStatus).toBe(403);
		expect(fetched(address()).httpStatus).toBe(200);
		const old = signed({ freshAddresses: false });
		old.clock.nowMs += 1_799_000;
		expect(old.address()).toBe(old.first);
		expect(old.fetched(old.first).httpStatus).toBe(403);
	});

	it.each<[string, (address: string) => string]>([
		['without its query', (address) => address.replace(/\?.*/, '')],
		['with one more field', (address) => `${address}&x=1`],
		['with an empty query', (address) => address.replace(/\?.*/, '?')],
		['with its escapes undone', (address) => address.replace('%', '%25')],
		['with its last character changed', (address) => `${address.slice(0, -1)}x`],
		['of another image', (address) => address.replace('/1.png', '/2.png')],
	])('is refused %s', (_, change) => {
		const { first, fetched } = signed();
		const changed = change(first);
		// The addresses of one store have no escapes.
		if (changed === first) return expect(addressKind).toBe('cos');
		expect(fetched(changed)).toMatchObject({
			httpStatus: 403,
			body: expect.stringMatching(/SignatureDoesNotMatch/),
		});
	});

	it('lasts as long as it says', () => {
		const { first, fetched, clock } = signed({ addressLifeSeconds: 30 * 24 * 3600 });
		clock.nowMs += 29 * 24 * 3_600_000;
		expect(fetched(first).httpStatus).toBe(200);
	});
});

it('refuses in JSON or in XML, as the store does', () => {
	const refusal = (addressKind: 'bce' | 'amz') => {
		const { first, fetched, clock } = drawn({ addressKind, addressLifeSeconds: 1 });
		clock.nowMs += 1000;
		const { headers, body } = fetched(first);
		return [headers['content-type'], body];
	};
	expect(refusal('bce')).toEqual([
		'application/json',
		'{"code":"RequestExpired","message":"Request has expired","requestId":"8f3a1c52-simulator"}',
	]);
	expect(refusal('amz')).toEqual([
		'application/xml',
		'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
	]);
});

describe('images', () => {
	it('are PNG or JPEG, with an extension or none, and the media type that is said', () => {
		const shown = (options: Partial<ServiceOptions>) => {
			const { first, fetched } = drawn(options);
			const { headers, pictureFormat } = fetched(first);
			return [first.replace(/.*\//, ''), headers['content-type'], pictureFormat];
		};
		expect(shown({})).toEqual(['1.png', 'image/png', 'png']);
		expect(shown({ imageFormat: 'jpeg' })).toEqual(['1.jpg', 'image/jpeg', 'jpeg']);
		expect(shown({ imageExtension: false })).toEqual(['1', 'image/png', 'png']);
		const imageMediaType = 'application/octet-stream';
		expect(shown({ imageMediaType })).toEqual(['1.png', imageMediaType, 'png']);
	});

	it('may be at addresses without a scheme', () => {
		const { first, id, fetched } = drawn({ schemelessAddresses: true });
		expect(first).toBe(`//images.test/${id}/1.png`);
		expect(fetched(first).httpStatus).toBe(200);
	});

	it('may be a part of everything, or packed', () => {
		const { first, fetched } = drawn({ imageStatus: 206, gzipImages: true });
		const { httpStatus, headers, picture } = fetched(first);
		expect([httpStatus, headers['content-encoding']]).toEqual([206, 'gzip']);
		expect(picture).toBeDefined();
	});

	it.each([
		[404, 'Not Found'],
		[403, 'Forbidden'],
		[202, ''],
		[200, ''],
	] as const)('may come later than the end of the task: HTTP %i "%s"', (storageLagStatus, body) => {
		// The task was done 57 seconds ago.
		const { first, fetched, clock } = drawn({ storageLagMs: 60_000, storageLagStatus });
		clock.nowMs += 2999;
		const early = fetched(first);
		expect([early.httpStatus, early.body, early.picture]).toEqual([
			storageLagStatus,
			body,
			undefined,
		]);
		clock.nowMs += 1;
		expect(fetched(first).picture).toBeDefined();
	});
});
