import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { signalForPace } from '../../../../nodes/JumdataAiDraw/jumdata/signalForPace';
import { answerWith, lost, neverConnected, PAGE_CODES, unreadable } from './replies.cts';

const BUSY = [500, 606, 609];

it.each(PAGE_CODES.filter((code) => !BUSY.includes(code)))(
	'code %i, of which no slowing down helps, tells the pace that the request was granted',
	(code) => {
		expect(signalForPace(answerWith(code))).toEqual({ answer: 'granted' });
	},
);

it.each<[string, Reply]>([
	['a task', answerWith(200, { httpStatus: 429 })],
	['nothing readable', unreadable(429)],
])('HTTP 429 tells the pace of a refusal, though it comes with %s', (_, reply) => {
	expect(signalForPace(reply).answer).toBe('tooFast');
});

it.each<[string, Reply]>([
	['a gateway that failed', unreadable(503)],
	['an answer that was lost', lost],
	['a connection that never came about', neverConnected],
])('%s tells the pace nothing', (_, reply) => {
	expect(signalForPace(reply)).toEqual({ answer: 'other' });
});

it('a refusal hands on how long the service asks to wait', () => {
	const asked = answerWith(609, { retryAfterMs: 3_000 });
	expect(signalForPace(asked)).toMatchObject({ answer: 'tooFast', retryAfterMs: 3_000 });
});

it.each<[string, Reply, string]>([
	['606', answerWith(606), 'tooMany'],
	['606 with HTTP 429', answerWith(606, { httpStatus: 429 }), 'tooMany'],
	['609', answerWith(609), 'tooFast'],
	['HTTP 429', unreadable(429), 'tooFast'],
	['500', answerWith(500), 'busy'],
])('a refusal by %s tells the pace what it is about, as far as it says', (_, reply, answer) => {
	expect(signalForPace(reply).answer).toBe(answer);
});
