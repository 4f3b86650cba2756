import { unsignedAddress } from '../../credentials/unsignedAddress';

const old = `appId=a&timestamp=1700000000000&sign=${'f'.repeat(64)}`;

describe('unsignedAddress', () => {
	it.each([
		['https://x.example/api', 'https://x.example/api'],
		['https://x.example/api?', 'https://x.example/api?'],
		['https://x.example/api?a=b%20c+d&=&e', 'https://x.example/api?a=b%20c+d&=&e'],
		[`https://x.example/api?${old}`, 'https://x.example/api'],
		[`https://x.example/api?page=2&${old}`, 'https://x.example/api?page=2'],
		[
			`https://x.example/api?${old}&page=%E4%B8%80#end?x=1`,
			'https://x.example/api?page=%E4%B8%80#end?x=1',
		],
		[
			'https://x.example/api?signature=mine&sign_x=1',
			'https://x.example/api?signature=mine&sign_x=1',
		],
		['', ''],
	])('makes of %s: %s', (address, expected) => {
		expect(unsignedAddress(address)).toBe(expected);
	});
});
