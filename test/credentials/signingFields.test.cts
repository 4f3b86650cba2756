import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { SIGNING_FIELD_NAMES, signingFields } from '../../credentials/signingFields';

const vendorKeys = { appId: 'xyzxy2121zxyz', appSecret: 'efcefcef1121cefcefc1212121' };

describe('signingFields', () => {
	it("signs the example of the vendor's page", () => {
		expect(signingFields(vendorKeys, 1555378976238)).toEqual({
			appId: 'xyzxy2121zxyz',
			timestamp: '1555378976238',
			sign: '6ddcdc405743c576cb6d34b17b47ed56e2b9b6670fae1fe85ed01244fd31558b',
		});
	});

	it('gives the three fields that it announces, and never the secret', () => {
		const fields = signingFields(vendorKeys, 1555378976238);
		expect(Object.keys(fields)).toEqual([...SIGNING_FIELD_NAMES]);
		expect(JSON.stringify(fields)).not.toContain(vendorKeys.appSecret);
	});

	it('is sha256(appId + appSecret + timestamp) of any keys, in UTF-8 and lower-case hexadecimal', () => {
		const text = fc.string({ unit: 'grapheme' });
		const time = fc.integer({ min: 0, max: 8.64e15 });
		fc.assert(
			fc.property(text, text, time, (appId, appSecret, nowMs) => {
				const expected = createHash('sha256').update(Buffer.from(appId + appSecret + nowMs));
				expect(signingFields({ appId, appSecret }, nowMs).sign).toBe(expected.digest('hex'));
			}),
		);
	});
});
