import { createHash } from 'node:crypto';

/** The vendor's signature of a timestamp in milliseconds, in lower-case hexadecimal digits. */
export const signatureOf = (appId: string, appSecret: string, timestamp: string): string =>
	createHash('sha256')
		.update(appId + appSecret + timestamp)
		.digest('hex');

interface Account {
	appId: string;
	appSecret: string;
	clockToleranceMs: number;
}

/** Why a request's three signing fields are refused, in Chinese; undefined when they are right. */
export function signatureFlaw(
	fields: Record<string, string>,
	account: Account,
	nowMs: number,
): string | undefined {
	const missing = ['appId', 'timestamp', 'sign'].find((name) => !fields[name]);
	if (missing) return `${missing}不能为空`;
	if (fields.appId !== account.appId) return 'appId不正确';
	if (!/^\d{13}$/.test(fields.timestamp)) return 'timestamp不正确';
	if (Math.abs(Number(fields.timestamp) - nowMs) > account.clockToleranceMs) return '时间戳过期';
	const expected = signatureOf(account.appId, account.appSecret, fields.timestamp);
	return fields.sign === expected ? undefined : '签名错误';
}

/** A request's own fields, without the three that sign it. */
export function ownFields(fields: Record<string, string>): Record<string, string> {
	const { appId, timestamp, sign, ...own } = fields;
	return own;
}
