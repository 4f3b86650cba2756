import { translationOf } from '../../../../nodes/JumdataAiDraw/jumdata/translationOf';

const KEYS = 'App ID and App Secret';
const BODY_FORMAT = 'Body Format';

it.each<[message: string, meaning: string, advice: string]>([
	['签名错误', 'the App Secret does not fit the App ID', KEYS],
	['签名校验失败', 'the App Secret does not fit the App ID', KEYS],
	['签名错误: sign=[signature removed]', 'the App Secret does not fit the App ID', KEYS],
	['appId不正确', 'Jumdata does not know this App ID', KEYS],
	['appid不存在', 'Jumdata does not know this App ID', KEYS],
	['时间戳过期', "the time of the request is not close enough to Jumdata's", 'clock'],
	['timestamp不正确', "the time of the request is not close enough to Jumdata's", 'clock'],
	['appId不能为空', 'Jumdata found no appId in the request', BODY_FORMAT],
	['sign不能为空', 'Jumdata found no sign in the request', BODY_FORMAT],
	['taskId不能为空', 'Jumdata found no taskId in the request', BODY_FORMAT],
	['text不能为空', 'Jumdata found no text in the request', BODY_FORMAT],
	['productCode不能为空', 'Jumdata found no productCode in the request', BODY_FORMAT],
	['productCode不正确', 'Jumdata does not know this product code', 'my.jumdata.com'],
	['text长度不能超过100个字', 'the text is longer than 100 characters', 'Shorten'],
	['分辨率不正确', 'Jumdata does not know this resolution', 'another value'],
	['风格值不正确', 'Jumdata does not know this style', 'another value'],
	['图片生成数量不正确', 'Jumdata does not accept this number of images', 'another value'],
	['模型生图失败', "Jumdata's model could not draw this", 'Change the text'],
	['任务超时', 'the task timed out at Jumdata', 'support'],
])('%s means: %s', (message, meaning, advice) => {
	const translation = translationOf(message, false);
	expect(translation?.meaning).toBe(meaning);
	expect(translation?.advice).toMatch(/^[A-Z].*\.$/);
	expect(translation?.advice).toContain(advice);
});

it.each(['签名错误', '时间戳过期'])('%s blames nothing else where the clock is off', (message) => {
	expect(translationOf(message, true)).toEqual({
		meaning: 'Jumdata does not accept the signature',
		advice: '',
	});
});

it('other messages mean the same where the clock is off', () => {
	expect(translationOf('appId不正确', true)).toEqual(translationOf('appId不正确', false));
});

it.each(['', '成功', '参数错误', '其他错误', '签名', '未知'])(
	'%p says no more than its code',
	(it) => {
		expect(translationOf(it, false)).toBeUndefined();
	},
);
