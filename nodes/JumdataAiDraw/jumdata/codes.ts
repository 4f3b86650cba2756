/**
 * Whom a body code concerns: `row`, this request alone; `account`, every request of the account or
 * set-up; `passing`, asking later helps; `unknown`, only the answer's own message tells.
 */
export type Concern = 'success' | 'row' | 'account' | 'passing' | 'unknown';

/** What a body code means, in plain English, and what a person can do about it. */
interface CodeMeaning {
	concern: Concern;
	/** What there was too much of, where a limit was exceeded: requests at once, or requests a second. */
	exceeded?: 'tooMany' | 'tooFast';
	/** How the vendor's page puts it. */
	chinese?: string;
	meaning: string;
	advice: string;
}

/** What to do about answers that only Jumdata can explain. */
export const ASK_SUPPORT = "Ask Jumdata's support, and give them the request number.";

/** The codes of the vendor's page (code 返回码说明); 200 for a success that does not say what it should. */
const CODES: Readonly<Record<number, CodeMeaning>> = {
	200: {
		concern: 'success',
		chinese: '成功',
		meaning: "Jumdata's answer is incomplete",
		advice: ASK_SUPPORT,
	},
	201: {
		concern: 'row',
		chinese: 'taskId不存在',
		meaning: 'Jumdata does not know this task ID',
		advice:
			'Check the task ID: it must be complete and come from the same account, and Jumdata keeps it for one month.',
	},
	202: {
		concern: 'row',
		chinese: '文本黄反拦截',
		meaning: "the text was blocked by Jumdata's content review",
		advice: 'Change the text, and run only this row again.',
	},
	400: {
		concern: 'row',
		chinese: '参数错误',
		meaning: 'Jumdata rejected a parameter',
		advice:
			"Jumdata's message may say which. If it is about the signature (签名) or the appId, check App ID and App Secret in the credential.",
	},
	404: {
		concern: 'account',
		chinese: '接口地址不正确',
		meaning: 'there is no Jumdata API at this address',
		advice: 'Check the Base URL in the credential.',
	},
	500: {
		concern: 'passing',
		chinese: '系统维护',
		meaning: 'Jumdata is under maintenance',
		advice: 'Try again later.',
	},
	601: {
		concern: 'account',
		chinese: '接口未开通',
		meaning: 'this API is not activated for the account',
		advice: 'Activate it at https://my.jumdata.com.',
	},
	602: {
		concern: 'account',
		chinese: '账号停用',
		meaning: 'the account is disabled',
		advice: 'Ask Jumdata to enable it.',
	},
	604: {
		concern: 'account',
		chinese: '接口停用',
		meaning: 'this API is disabled',
		advice: 'Ask Jumdata when it will be available again.',
	},
	606: {
		concern: 'passing',
		exceeded: 'tooMany',
		chinese: '调用超限',
		meaning: "the account's call limit is reached",
		advice:
			'Your calls may be used up: see https://my.jumdata.com, or Get Balance. Otherwise try again later.',
	},
	607: {
		concern: 'account',
		chinese: 'ip不在白名单',
		meaning: "this server's IP address is not on the account's whitelist",
		advice: 'Add the public IP address of this n8n server at https://my.jumdata.com.',
	},
	609: {
		concern: 'passing',
		exceeded: 'tooFast',
		chinese: '请求过于频繁',
		meaning: 'Jumdata received requests too quickly',
		advice: 'Try again later.',
	},
	610: {
		concern: 'passing',
		chinese: '请求超时',
		meaning: 'the request timed out at Jumdata',
		advice: 'Try again later.',
	},
	999: {
		concern: 'unknown',
		chinese: '其他错误',
		meaning: 'Jumdata reports a problem that has no code of its own',
		advice: `Jumdata's message may say what it is. ${ASK_SUPPORT}`,
	},
};

/** What body code `code` means; a code that is not on the vendor's page is `unknown`. */
export function meaningOf(code: number): CodeMeaning {
	return (
		CODES[code] ?? {
			concern: 'unknown',
			meaning: `Jumdata answered with code ${code}, which its documentation does not list`,
			advice: `Jumdata's message may say what it is. ${ASK_SUPPORT}`,
		}
	);
}
