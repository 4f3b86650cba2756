import { ASK_SUPPORT } from './codes';

/** What one of Jumdata's messages says, in plain English, and what a person can do about it. */
interface Translation {
	meaning: string;
	advice: string;
}

const CHECK_KEYS = 'Check App ID and App Secret in the credential.';
const CHECK_CLOCK = "Check this server's clock: requests are signed with the time.";
const CHOOSE_ANOTHER = 'Choose another value, and run only this row again.';
const SIGNATURE_REFUSED = 'Jumdata does not accept the signature';

/** A message that says more than its code does; `$1` is what the pattern's group finds. */
interface Entry extends Translation {
	pattern: RegExp;
	/** The meaning where a clock that is off may be the only reason, so that nothing else is blamed. */
	ifClockIsOff?: string;
}

/** Messages of the vendor's page, of its other APIs, and of the engine behind it. */
const ENTRIES: readonly Entry[] = [
	{
		pattern: /签名(?:错误|不正确|失败|无效|校验失败|验证失败)/,
		meaning: 'the App Secret does not fit the App ID',
		advice: CHECK_KEYS,
		ifClockIsOff: SIGNATURE_REFUSED,
	},
	{
		pattern: /时间戳过期|timestamp(?:不正确|过期)/i,
		meaning: "the time of the request is not close enough to Jumdata's",
		advice: CHECK_CLOCK,
		ifClockIsOff: SIGNATURE_REFUSED,
	},
	{
		pattern: /appId(?:不正确|不存在|错误|无效)/i,
		meaning: 'Jumdata does not know this App ID',
		advice: CHECK_KEYS,
	},
	{
		pattern: /productCode(?:不正确|不存在|错误|无效)/i,
		meaning: 'Jumdata does not know this product code',
		advice: 'Check the product code at https://my.jumdata.com.',
	},
	{
		pattern: /(\w+)不能为空/,
		meaning: 'Jumdata found no $1 in the request',
		advice: 'If there is a value, choose the other Body Format in the credential.',
	},
	{
		pattern: /text长度不能超过(\d+)个字/,
		meaning: 'the text is longer than $1 characters',
		advice: 'Shorten the text, and run only this row again.',
	},
	{
		pattern: /分辨率不正确/,
		meaning: 'Jumdata does not know this resolution',
		advice: CHOOSE_ANOTHER,
	},
	{ pattern: /风格值不正确/, meaning: 'Jumdata does not know this style', advice: CHOOSE_ANOTHER },
	{
		pattern: /图片生成数量不正确/,
		meaning: 'Jumdata does not accept this number of images',
		advice: CHOOSE_ANOTHER,
	},
	{
		pattern: /模型生图失败/,
		meaning: "Jumdata's model could not draw this",
		advice: `Change the text. ${ASK_SUPPORT}`,
	},
	{ pattern: /任务超时/, meaning: 'the task timed out at Jumdata', advice: ASK_SUPPORT },
];

/** What Jumdata's message says in English, if it says more than its code does and is known. */
export function translationOf(message: string, isClockOff: boolean): Translation | undefined {
	for (const { pattern, meaning, advice, ifClockIsOff } of ENTRIES) {
		const found = pattern.exec(message);
		if (!found) continue;
		if (isClockOff && ifClockIsOff) return { meaning: ifClockIsOff, advice: '' };
		return { meaning: meaning.replace('$1', found[1]), advice };
	}
	return undefined;
}
