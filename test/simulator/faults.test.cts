import type { Fault } from '../../simulator/faults.cts';
import type { ApiReply } from '../../simulator/service.cts';
import { bodyOf, handDrivenService } from './handClock.cts';

const submitWith = (fault: Fault) => {
	const driven = handDrivenService({ imageBaseUrl: 'http://images.test' });
	driven.service.addFault({ on: 'submit', fault });
	return { ...driven, reply: driven.sendSubmit(), bought: driven.service.ledger.length };
};

describe('when a fault strikes', () => {
	const busy: Fault = { kind: 'answer', code: 500 };

	it('strikes once unless told otherwise, and leaves other endpoints alone', () => {
		const { service, submit, query } = handDrivenService();
		service.addFault({ on: 'submit', fault: busy });
		expect([query('1').code, submit().code, submit().code]).toEqual([201, 500, 200]);
		expect(service.faults).toEqual([]);
	});

	it('skips, then strikes so many times', () => {
		const { service, submit } = handDrivenService();
		service.addFault({ on: 'submit', skip: 1, times: 2, fault: busy });
		const codes = Array.from({ length: 4 }, () => submit().code);
		expect(codes).toEqual([200, 500, 500, 200]);
	});

	it.each([Infinity, null])('strikes for ever when times is %s', (times) => {
		const { service, submit } = handDrivenService();
		service.addFault({ on: 'submit', times, fault: busy });
		expect(Array.from({ length: 20 }, () => submit().code)).toEqual(Array(20).fill(500));
		service.clearFaults();
		expect(submit().code).toBe(200);
	});

	it('strikes in the order given', () => {
		const { service, submit } = handDrivenService();
		service.addFault({ on: 'submit', fault: busy });
		service.addFault({ on: 'submit', fault: { kind: 'answer', code: 609 } });
		expect([submit().code, submit().code, submit().code]).toEqual([500, 609, 200]);
	});

	it('strikes only the task with its text: submit, query and image alike', () => {
		const { service, submit, query, taskId, clock } = handDrivenService();
		for (const on of ['submit', 'query', 'image'] as const) {
			service.addFault({ on, text: 'fox', fault: busy });
		}
		expect([submit({ text: 'cat' }).code, submit({ text: 'fox' }).code]).toEqual([200, 500]);
		const [cat, fox] = [taskId({ text: 'cat' }), taskId({ text: 'fox' })];
		expect([query(cat).code, query(fox).code, query(fox).code]).toEqual([200, 500, 200]);
		clock.nowMs += 60_000;
		expect(service.receiveImage(`/${cat}/1.png`).picture).toBeDefined();
		expect(service.receiveImage(`/${fox}/1.png`).picture).toBeUndefined();
	});

	it('stays in the log, with what the client could read', () => {
		const { service, sendSubmit } = handDrivenService();
		service.addFault({ on: 'submit', fault: { kind: 'loseAfter' } });
		service.addFault({ on: 'submit', fault: { kind: 'http', status: 503 } });
		sendSubmit();
		sendSubmit();
		expect(service.requests).toMatchObject([
			{ fault: 'loseAfter', accepted: true },
			{ fault: 'http', accepted: false, httpStatus: 503 },
		]);
		expect(service.requests.map(({ code }) => code)).toEqual([undefined, undefined]);
	});
});

describe('faults of the answer', () => {
	it('buy nothing unless told to accept', () => {
		expect(submitWith({ kind: 'answer', code: 610, charge: false }).bought).toBe(0);
		expect(submitWith({ kind: 'answer', code: 610, accept: true }).bought).toBe(1);
	});

	it('say truly whether they billed, unless told to lie', () => {
		const charge = (fault: Fault) => bodyOf(submitWith(fault).reply).charge;
		expect(charge({ kind: 'answer', code: 610 })).toBe(false);
		expect(charge({ kind: 'answer', code: 610, accept: true })).toBe(true);
		expect(charge({ kind: 'answer', code: 610, accept: true, charge: false })).toBe(false);
	});

	it('keep the real data under another code, such as one in quotes', () => {
		const { reply, service } = submitWith({ kind: 'answer', code: '200', keepData: true });
		expect(bodyOf(reply)).toMatchObject({
			code: '200',
			msg: '成功',
			charge: true,
			data: { taskId: service.ledger[0].taskId },
		});
	});

	it('change single keys of the real data, and leave out keys of the answer', () => {
		const { service, taskId, query, clock } = handDrivenService();
		const id = taskId();
		clock.nowMs += 3000;
		service.addFault({
			on: 'query',
			fault: { kind: 'answer', code: 200, keepData: true, data: { status: '1' }, omit: ['charge'] },
		});
		const answer = query(id);
		expect(answer.data).toMatchObject({ status: '1', imgUrls: [{}] });
		expect('charge' in answer).toBe(false);
	});

	it('give data null and unknown codes', () => {
		const { reply } = submitWith({ kind: 'answer', code: 777, msg: '奇怪', data: null });
		expect(bodyOf(reply)).toMatchObject({ code: 777, msg: '奇怪', data: null });
	});

	it('echo every field received, the signature too', () => {
		const { reply } = submitWith({ kind: 'echo' });
		expect(bodyOf(reply).msg).toMatch(/"sign":"[0-9a-f]{64}"/);
	});

	it('give any body to the letter, with the real ids filled in', () => {
		const body =
			'{"__proto__":{},"data":{"taskId":{{taskId}},"img":"{{imageBaseUrl}}/x"},"n":{{other}}}';
		const { reply, service } = submitWith({ kind: 'body', body, accept: true });
		const id = service.ledger[0].taskId;
		expect(reply.body).toBe(
			`{"__proto__":{},"data":{"taskId":${id},"img":"http://images.test/x"},"n":{{other}}}`,
		);
	});

	it('give what is no answer', () => {
		const body = (shape: 'html' | 'cutJson' | 'empty') =>
			submitWith({ kind: 'garbage', shape }).reply.body;
		expect(body('html')).toMatch(/^<html>/);
		expect(() => JSON.parse(body('cutJson')) as unknown).toThrow();
		expect(body('empty')).toBe('');
	});

	it('give any HTTP status with any header', () => {
		const { reply, bought } = submitWith({
			kind: 'http',
			status: 429,
			body: 'slow down',
			headers: { 'retry-after': '2' },
		});
		expect(reply).toMatchObject({
			httpStatus: 429,
			body: 'slow down',
			headers: { 'retry-after': '2' },
		});
		expect(bought).toBe(0);
	});
});

describe('faults of the line', () => {
	it.each<[Fault, ApiReply['transport'], number]>([
		[{ kind: 'refuse' }, { kind: 'refuse', errorCode: 'ECONNREFUSED' }, 0],
		[{ kind: 'refuse', errorCode: 'ENOTFOUND' }, { kind: 'refuse', errorCode: 'ENOTFOUND' }, 0],
		[{ kind: 'loseBefore' }, { kind: 'reset' }, 0],
		[{ kind: 'loseAfter' }, { kind: 'reset' }, 1],
		[{ kind: 'truncate', sentBytes: 9 }, { kind: 'truncate', sentBytes: 9 }, 1],
		[{ kind: 'trickle', everyMs: 50 }, { kind: 'trickle', everyMs: 50, forever: false }, 1],
		[{ kind: 'endless' }, { kind: 'endless' }, 0],
		[{ kind: 'endless', accept: true }, { kind: 'endless' }, 1],
		[{ kind: 'huge', bytes: 1e9 }, { kind: 'pad', totalBytes: 1e9 }, 1],
	])('%j comes back as %j and buys %i', (fault, transport, bought) => {
		const { reply, bought: billed } = submitWith(fault);
		expect([reply.transport, billed]).toEqual([transport, bought]);
	});

	const afterDelay = ({ transport }: ApiReply) => {
		if (transport?.kind !== 'delay') throw new Error('no delay');
		return transport.answer();
	};

	it('delay the answer of a submit that is bought at once', () => {
		const { reply, bought, service } = submitWith({ kind: 'delay', delayMs: 800 });
		expect(reply.transport).toMatchObject({ kind: 'delay', delayMs: 800 });
		expect(bought).toBe(1);
		expect(bodyOf(afterDelay(reply)).data?.taskId).toBe(service.ledger[0].taskId);
		expect(service.requests[0]).toMatchObject({ fault: 'delay', code: 200, accepted: true });
	});

	it('delay a submit that is bought only in the end', () => {
		const fault: Fault = { kind: 'delay', delayMs: 800, acceptAfterDelay: true };
		const { reply, bought, service, clock } = submitWith(fault);
		expect(bought).toBe(0);
		clock.nowMs += 800;
		afterDelay(reply);
		expect(service.ledger).toMatchObject([{ acceptedAtMs: clock.nowMs }]);
	});

	it('delay another fault', () => {
		const then: Fault = { kind: 'loseAfter' };
		const { reply } = submitWith({ kind: 'delay', delayMs: 800, then });
		expect(afterDelay(reply).transport).toEqual({ kind: 'reset' });
	});
});

describe('a fault that lasts', () => {
	it('begins with its first strike and strikes everything for so long', () => {
		const { service, clock, finished } = handDrivenService();
		const { id } = finished();
		service.addFault({ on: 'image', skip: 1, forMs: 5000, fault: { kind: 'loseBefore' } });
		const isAway = () => service.receiveImage(`/${id}/1.png`).transport?.kind === 'reset';
		const away = [0, 60_000, 100, 4899, 1].map((laterMs) => {
			clock.nowMs += laterMs;
			return isAway();
		});
		expect(away).toEqual([false, true, true, true, false]);
		expect(service.faults).toEqual([]);
	});

	it('ends sooner where `times` says so', () => {
		const { service, submit } = handDrivenService();
		service.addFault({ on: 'submit', times: 1, forMs: 5000, fault: { kind: 'answer', code: 500 } });
		expect([submit().code, submit().code]).toEqual([500, 200]);
	});
});

describe('a fault of other options', () => {
	it('answers one request as if the service had them', () => {
		const { service, finished, query } = handDrivenService({ imageBaseUrl: 'http://images.test' });
		const { id } = finished();
		const options = { addressKind: 'bce', imageListForm: 'strings' } as const;
		service.addFault({ on: 'query', fault: { kind: 'options', options } });
		expect(query(id).data?.imgUrls).toEqual([
			expect.stringMatching(/\/1\.png\?authorization=bce-auth-v1%2F/),
		]);
		expect(query(id).data?.imgUrls).toEqual([{ image: `http://images.test/${id}/1.png` }]);
	});

	it('settles the end of the task that it strikes, and bills as ever', () => {
		const { service, taskId, query, clock, balance } = handDrivenService();
		const fault: Fault = { kind: 'options', options: { taskEnd: 'failed' } };
		service.addFault({ on: 'submit', text: 'fox', fault });
		const [fox, cat] = [taskId({ text: 'fox' }), taskId({ text: 'cat' })];
		clock.nowMs += 60_000;
		expect([query(fox), query(cat)]).toMatchObject([{ code: 999 }, { data: { status: 1 } }]);
		expect(balance().data).toBe(998);
	});
});

describe('answers of a service in trouble that has accepted', () => {
	it('say HTTP 500, system error, and null of the charge', () => {
		const { reply, bought } = submitWith({
			kind: 'answer',
			status: 500,
			code: 500,
			msg: '系统异常',
			charge: null,
			omit: ['taskNo'],
			accept: true,
		});
		expect([reply.httpStatus, reply.body, bought]).toEqual([
			500,
			'{"code":500,"msg":"系统异常","charge":null}',
			1,
		]);
	});

	it('say too quickly, and name the task all the same', () => {
		const { reply, bought } = submitWith({
			kind: 'body',
			status: 502,
			body: '{"code":609,"data":{"taskId":"{{taskId}}"}}',
			accept: true,
		});
		expect([reply.httpStatus, bought]).toEqual([502, 1]);
		expect(reply.body).toMatch(/^\{"code":609,"data":\{"taskId":"\d{19}"\}\}$/);
	});
});
