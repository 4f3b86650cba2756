/**
 * Whom a body code concerns: `row`, this request alone; `account`, every request of the account or
 * set-up; `passing`, asking later helps; `unknown`, only the answer's own words tell.
 */
export type Concern = 'success' | 'row' | 'account' | 'passing' | 'unknown';

/** What a body code means, in plain English, and what a person can do about it. */
export interface CodeMeaning {
	concern: Concern;
	meaning: string;
	advice: string;
}

/** The codes of the vendor's page (code 返回码说明); 200 for a success that does not say what it should. */
const CODES: Readonly<Record<number, CodeMeaning>> = {
	200: {
		concern: 'success',
		meaning: "Jumdata's answer makes no sense",
		advice: 'Their support can tell what it means; they ask for the request number.',
	},
	201: {
		concern: 'row',
		meaning: 'Jumdata does not know this task ID',
		advice:
			'Check the task ID: it must come from the same account, every digit counts, and Jumdata keeps it for one month.',
	},
	202: {
		concern: 'row',
		meaning: "the text was blocked by Jumdata's content review",
		advice: 'Change the text, and draw this row alone again.',
	},
	400: {
		concern: 'row',
		meaning: 'Jumdata says that a parameter is wrong',
		advice:
			"Jumdata's words say which. If they speak of the signature (签名) or the appId, check the two keys in the credential.",
	},
	404: {
		concern: 'account',
		meaning: 'there is no Jumdata API at this address',
		advice: 'Check the Base URL in the credential.',
	},
	500: {
		concern: 'passing',
		meaning: 'Jumdata is under maintenance',
		advice: 'Try again later.',
	},
	601: {
		concern: 'account',
		meaning: 'this API is not activated for the account',
		advice: 'Activate it at https://my.jumdata.com.',
	},
	602: {
		concern: 'account',
		meaning: 'the account is disabled',
		advice: 'Ask Jumdata to enable it.',
	},
	604: {
		concern: 'account',
		meaning: 'this API is disabled',
		advice: 'Ask Jumdata when it will be back.',
	},
	606: {
		concern: 'passing',
		meaning: "the account's call limit is reached",
		advice: 'Try again later; fewer rows at once may help.',
	},
	607: {
		concern: 'account',
		meaning: "this server's IP address is not on the account's whitelist",
		advice: 'Add the public IP address of this n8n server at https://my.jumdata.com.',
	},
	609: {
		concern: 'passing',
		meaning: 'Jumdata got too many requests at once',
		advice: 'Try again later; fewer rows at once may help.',
	},
	610: {
		concern: 'passing',
		meaning: 'the request timed out at Jumdata',
		advice: 'Try again later.',
	},
	999: {
		concern: 'unknown',
		meaning: 'Jumdata reports a problem without a code of its own',
		advice: "Jumdata's words say what it is; their support asks for the request number.",
	},
};

/** What body code `code` means; a code that is not on the vendor's page is `unknown`. */
export function meaningOf(code: number): CodeMeaning {
	return (
		CODES[code] ?? {
			concern: 'unknown',
			meaning: `Jumdata answered with code ${code}, which its documentation does not list`,
			advice: "Jumdata's words may say what it is; their support asks for the request number.",
		}
	);
}
