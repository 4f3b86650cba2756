import { addressExpiryMs } from '../../../../nodes/JumdataAiDraw/images/addressExpiry';

const endOf = (query: string): string | undefined => {
	const endMs = addressExpiryMs(`http://bj.bcebos.com/v1/ai-picture/1.jpg?${query}`);
	return endMs === undefined ? undefined : new Date(endMs).toISOString();
};

const bce = (time: string, seconds: string): string =>
	`authorization=bce-auth-v1%2F0a1b%2F${time}%2F${seconds}%2F%2Fd34db33f`;

it.each([
	['Baidu', bce('2024-03-20T11%3A10%3A07Z', '86400'), '2024-03-21T11:10:07.000Z'],
	['Baidu, for half an hour', bce('2024-03-20T11%3A10%3A07Z', '1800'), '2024-03-20T11:40:07.000Z'],
	[
		'Baidu, unescaped',
		`authorization=bce-auth-v1/k/2024-03-20T11:10:07Z/3600//s`,
		'2024-03-20T12:10:07.000Z',
	],
	['Amazon', 'X-Amz-Date=20240320T111007Z&X-Amz-Expires=2592000', '2024-04-19T11:10:07.000Z'],
	['Google', 'X-Goog-Expires=3600&X-Goog-Date=20240320T111007Z', '2024-03-20T12:10:07.000Z'],
	['Alibaba', 'x-oss-date=20240320T111007Z&x-oss-expires=60', '2024-03-20T11:11:07.000Z'],
	['a Unix time', 'OSSAccessKeyId=k&Expires=1710933007&Signature=s%3D', '2024-03-20T11:10:07.000Z'],
	[
		'Tencent',
		'q-ak=k&q-sign-time=1710929407%3B1710933007&q-key-time=1',
		'2024-03-20T11:10:07.000Z',
	],
	['Tencent, unescaped', 'q-sign-time=1710929407;1710933007', '2024-03-20T11:10:07.000Z'],
	[
		'two ends',
		`Expires=1710933007&${bce('2024-03-20T11%3A10%3A07Z', '86400')}`,
		'2024-03-20T11:10:07.000Z',
	],
])('a signed address tells its end: %s', (_, query, expected) => {
	expect(endOf(query)).toBe(expected);
});

it.each([
	['no query', ''],
	['another query', 'size=1024&v=2'],
	['one that never ends', bce('2024-03-20T11%3A10%3A07Z', '-1')],
	['another authorization', 'authorization=Bearer%20abc'],
	['a time that is none', bce('yesterday', '3600')],
	['seconds without a time', 'X-Amz-Expires=3600'],
	['a time without seconds', 'X-Amz-Date=20240320T111007Z'],
	['words', 'Expires=never'],
	['milliseconds', 'Expires=1710933007000'],
	['a beginning alone', 'q-sign-time=1710929407'],
	['broken escapes', 'Expires=%E0%A4%A'],
])('nothing is guessed from %s', (_, query) => {
	expect(endOf(query)).toBeUndefined();
});

it('what looks like a query elsewhere tells nothing', () => {
	expect(addressExpiryMs('http://h.test/Expires=1710933007')).toBeUndefined();
	expect(addressExpiryMs('http://h.test/1.png#?Expires=1710933007')).toBeUndefined();
	expect(addressExpiryMs('')).toBeUndefined();
});
