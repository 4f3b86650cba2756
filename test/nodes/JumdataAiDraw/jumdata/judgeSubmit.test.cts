import { readReply, type Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { judgeSubmit } from '../../../../nodes/JumdataAiDraw/jumdata/judgeSubmit';
import { answerWith, lost, neverConnected, neverSent, PAGE_CODES } from './replies.cts';

/** All that an answer to a submit can say; a code of `null` is an answer that cannot be read. */
interface Told {
	code: number | null;
	charge: boolean | null;
	httpStatus: number;
	taskId: string | null;
}

type Verdict = 'paid' | 'again' | 'refused: row' | 'refused: account' | 'unclear';

const IN_BETWEEN = [301, 302, 307, 308, 401, 403, 404, 405, 407, 411, 413, 414, 415, 431, 451, 511];

/** What an answer proves, in the order of the promise: the first line that fits. */
const PROMISED: Array<[words: string, fits: (told: Told) => boolean, verdict: Verdict]> = [
	['a task id', ({ taskId }) => taskId !== null, 'paid'],
	['code 200', ({ code }) => code === 200, 'unclear'],
	['charge: true', ({ charge }) => charge === true, 'unclear'],
	['HTTP 429', ({ httpStatus }) => httpStatus === 429, 'again'],
	['code 606', ({ code }) => code === 606, 'again'],
	['code 609', ({ code }) => code === 609, 'again'],
	['code 500, not charged, below HTTP 500', isUnpaidBelow500(500), 'again'],
	['code 610, not charged, below HTTP 500', isUnpaidBelow500(610), 'again'],
	['code 201', ({ code }) => code === 201, 'refused: row'],
	['code 202', ({ code }) => code === 202, 'refused: row'],
	['code 400', ({ code }) => code === 400, 'refused: row'],
	['code 404', ({ code }) => code === 404, 'refused: account'],
	['code 601', ({ code }) => code === 601, 'refused: account'],
	['code 602', ({ code }) => code === 602, 'refused: account'],
	['code 604', ({ code }) => code === 604, 'refused: account'],
	['code 607', ({ code }) => code === 607, 'refused: account'],
	['code 999, not charged', ({ code, charge }) => code === 999 && charge === false, 'refused: row'],
	[
		'a code that nobody knows, not charged',
		({ code, charge }) => code !== null && !PAGE_CODES.includes(code) && charge === false,
		'refused: row',
	],
	...IN_BETWEEN.map((status): (typeof PROMISED)[number] => [
		`HTTP ${status} with nothing readable`,
		({ code, httpStatus }) => code === null && httpStatus === status,
		'refused: account',
	]),
	['anything else', () => true, 'unclear'],
];

function isUnpaidBelow500(expected: number): (told: Told) => boolean {
	return ({ code, charge, httpStatus }) =>
		code === expected && charge === false && httpStatus < 500;
}

const CODES = [...PAGE_CODES, -1, 0, 203, 501, 12345];
const STATUSES = [
	...[200, 201, 204, 300, 303, 304, 400, 402, 406, 408, 409, 410, 421, 422, 423, 425, 428, 429],
	...[499, 500, 501, 502, 503, 504, 520],
	...IN_BETWEEN,
];

const readable = CODES.flatMap((code) =>
	[true, false, null].flatMap((charge) =>
		STATUSES.flatMap((httpStatus) =>
			['77', null].map((taskId): Told => ({ code, charge, httpStatus, taskId })),
		),
	),
);
const unreadable = [true, null].flatMap((charge) =>
	STATUSES.map((httpStatus): Told => ({ code: null, charge, httpStatus, taskId: null })),
);
const everything = [...readable, ...unreadable];

const lineOf = (told: Told): string => PROMISED.find(([, fits]) => fits(told))![0];

/** The answer as it comes over the wire, and is read. */
function replyOf({ code, charge, httpStatus, taskId }: Told): Reply {
	const data = taskId === null ? null : { taskId };
	const answer = { code: code ?? undefined, msg: '', charge, data };
	const isPage = code === null && charge === null;
	const text = isPage ? '<html>no answer of the API</html>' : JSON.stringify(answer);
	return readReply({ kind: 'response', httpStatus, headers: {}, text }, 0);
}

/** A verdict in one word. */
function verdictOn(reply: Reply): Verdict {
	const verdict = judgeSubmit(reply);
	return verdict.kind === 'refused' ? `refused: ${verdict.concern}` : verdict.kind;
}

it.each(PROMISED)('an answer to a submit with %s first proves as promised', (words, _, verdict) => {
	const told = everything.filter((it) => lineOf(it) === words);
	expect(told.length).toBeGreaterThan(0);
	expect(told.filter((it) => verdictOn(replyOf(it)) !== verdict)).toEqual([]);
});

it.each<[unknown, string | undefined]>([
	['00012', '00012'],
	[12, '12'],
	['1234567890123456789', '1234567890123456789'],
	['', undefined],
	['  ', undefined],
	[null, undefined],
	[{}, undefined],
	[2 ** 60, undefined],
])('the task id %j is bought as %j, beside code 200 or a refusal', (taskId, expected) => {
	for (const code of [200, 609]) {
		const verdict = judgeSubmit(answerWith(code, { data: { taskId } }));
		expect('taskId' in verdict ? verdict.taskId : undefined).toBe(expected);
	}
});

it.each([
	'{"data":{"taskId":"77"}}',
	'{"code":null,"data":{"taskId":77}}',
	'{"code":"OK","msg":"成功","data":{"taskId":"77"}}',
])('a task id in an answer without a readable code is bought: %s', (text) => {
	const reply = readReply({ kind: 'response', httpStatus: 502, headers: {}, text }, 0);
	expect(judgeSubmit(reply)).toEqual({ kind: 'paid', taskId: '77' });
});

it.each<[string, Reply, Verdict]>([
	['never connected, which may pass', neverConnected, 'again'],
	['could not be sent, and never will be', neverSent, 'refused: account'],
	['was lost on the way', lost, 'unclear'],
])('a submit that %s, proves as promised', (_, reply, verdict) => {
	expect(verdictOn(reply)).toBe(verdict);
});
