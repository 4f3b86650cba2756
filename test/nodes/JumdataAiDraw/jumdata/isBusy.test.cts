import type { Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';
import { answerTo, isBusy } from '../../../../nodes/JumdataAiDraw/jumdata/isBusy';

const answer = (code: number, httpStatus = 200): Reply => ({
	kind: 'answer',
	httpStatus,
	code,
	msg: '',
	data: {},
	excerpt: '',
});
const unreadable = (httpStatus: number): Reply => ({ kind: 'unreadable', httpStatus, excerpt: '' });

describe('isBusy', () => {
	it.each([500, 606, 609])('is so for code %i', (code) => {
		expect(isBusy(answer(code))).toBe(true);
	});

	it('is so for HTTP 429, whatever comes with it', () => {
		expect(isBusy(answer(200, 429))).toBe(true);
		expect(isBusy(unreadable(429))).toBe(true);
	});

	it.each([200, 201, 202, 400, 404, 601, 602, 604, 607, 610, 999])(
		'is not so for code %i, of which no slowing down helps',
		(code) => {
			expect(isBusy(answer(code))).toBe(false);
		},
	);

	it('is not so where the connection or a gateway failed', () => {
		expect(isBusy(unreadable(503))).toBe(false);
		expect(isBusy({ kind: 'lost', reason: '' })).toBe(false);
		expect(isBusy({ kind: 'unsent', reason: '', passing: true })).toBe(false);
	});
});

describe('answerTo', () => {
	it('tells what the pace is to know', () => {
		expect(answerTo(answer(200))).toEqual({ answer: 'granted' });
		expect(answerTo(answer(202))).toEqual({ answer: 'granted' });
		expect(answerTo(unreadable(502))).toEqual({ answer: 'other' });
		const asked = { ...answer(609), retryAfterMs: 3_000 } as Reply;
		expect(answerTo(asked)).toEqual({ answer: 'refused', retryAfterMs: 3_000 });
	});
});
