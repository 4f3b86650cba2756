import fc from 'fast-check';
import type { Fault, FaultRule } from '../../../simulator/faults.cts';

export const CODES = [200, 201, 202, 400, 404, 500, 601, 602, 604, 606, 607, 609, 610, 999, 12345];
const STATUSES = [200, 301, 302, 400, 401, 403, 404, 407, 408, 413, 429, 451, 500, 502, 503, 504];
export const NEVER_CONNECTED = [
	...['ECONNREFUSED', 'EHOSTUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'],
	...['EADDRNOTAVAIL', 'EMFILE', 'EACCES', 'EPERM', 'ENOBUFS'],
	...['ECONNRESET', 'EPROTO', 'CERT_HAS_EXPIRED'],
];

/** What an answer says, its words apart. */
interface Said {
	code: number | string;
	charge?: boolean | string | null;
	status: number;
}

export const CHARGES: Array<Said['charge']> = [undefined, true, false, null, 'true', 'false'];

/**
 * Whether an answer without a task id proves that nothing was accepted, as the contract's third promise has
 * it; a service that lies costs money, whatever a client does.
 */
function provesRefusal({ code, charge, status }: Said): boolean {
	if (Number(code) === 200 || String(charge) === 'true') return false;
	if (status === 429) return true;
	const isUnbilled = String(charge) === 'false';
	switch (Number(code)) {
		case 500:
		case 610:
			return isUnbilled && status < 500;
		case 201:
		case 202:
		case 400:
		case 404:
		case 601:
		case 602:
		case 604:
		case 606:
		case 607:
		case 609:
			return true;
		default:
			return isUnbilled;
	}
}

const said: fc.Arbitrary<Said> = fc.record({
	code: fc.oneof(fc.constantFrom(...CODES), fc.constantFrom('200', '606')),
	charge: fc.constantFrom(...CHARGES),
	status: fc.constantFrom(200, 200, 200, 400, 404, 429, 500, 503),
});
/** An answer of any kind; the work is done only where it does not deny that. */
const answer: fc.Arbitrary<Fault> = fc
	.record({ said, accept: fc.boolean(), keepData: fc.boolean() })
	.map(({ said: { charge, ...rest }, accept, keepData }) => {
		const isDone = accept && (keepData || !provesRefusal({ ...rest, charge }));
		// Without a word of it, the simulator tells the truth about the charge.
		const omit = charge === undefined ? { omit: ['charge'] } : { charge };
		return { kind: 'answer', ...rest, ...omit, accept: isDone, keepData: isDone && keepData };
	});
const notAnswered: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({
		kind: fc.constant('http' as const),
		status: fc.constantFrom(...STATUSES),
		body: fc.constantFrom('', '<html>busy</html>', '{"message":"no"}'),
		headers: fc.constantFrom<Record<string, string>[]>(
			{},
			{ 'retry-after': '3' },
			{ 'retry-after': '999999' },
			{ location: 'https://elsewhere.example/' },
		),
		accept: fc.constant(false),
	}),
	fc.record({
		kind: fc.constant('http' as const),
		status: fc.constantFrom(200, 303, 500, 502, 504),
		accept: fc.constant(true),
	}),
	fc.record({
		kind: fc.constant('garbage' as const),
		shape: fc.constantFrom('html' as const, 'cutJson' as const, 'empty' as const),
		accept: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant('body' as const),
		body: fc.constantFrom(
			'{"code":200,"data":null}',
			'{"code":200,"charge":true,"data":{"__proto__":{"taskId":"1"}}}',
			'{"code":200,"charge":true,"data":{"status":1}}',
			'{"code":500,"msg":"系统异常","charge":null}',
			'[]',
		),
		accept: fc.boolean(),
	}),
);
const line: fc.Arbitrary<Fault> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('refuse' as const),
			errorCode: fc.constantFrom(...NEVER_CONNECTED),
		}),
	},
	fc.constant<Fault>({ kind: 'loseBefore' }),
	{ weight: 3, arbitrary: fc.constant<Fault>({ kind: 'loseAfter' }) },
	fc.record({ kind: fc.constant('truncate' as const), sentBytes: fc.nat(40) }),
	fc.record({
		kind: fc.constant('trickle' as const),
		everyMs: fc.constantFrom(500, 2000),
		forever: fc.boolean(),
	}),
	fc.record({ kind: fc.constant('endless' as const), accept: fc.boolean() }),
	fc.record({
		kind: fc.constant('delay' as const),
		delayMs: fc.constantFrom(500, 5_000, 45_000),
		acceptAfterDelay: fc.boolean(),
	}),
);
const echo: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constant('echo' as const),
	code: fc.constantFrom(400, 999),
	accept: fc.constant(false),
});
const fault: fc.Arbitrary<Fault> = fc.oneof(
	{ weight: 6, arbitrary: answer },
	{ weight: 4, arbitrary: notAnswered },
	{ weight: 7, arbitrary: line },
	{ weight: 1, arbitrary: echo },
);
/** A host that is not there. */
export const ABSENT = ['ENOTFOUND', 'ECONNREFUSED'];
const targets = ['submit', 'submit', 'submit', 'query', 'image', 'image', 'balance'] as const;

/** A fault that strikes some requests; without a text it strikes any row, whatever its expressions give. */
export const faultRule = (texts: string[]): fc.Arbitrary<FaultRule> =>
	fc.record({
		on: fc.constantFrom(...targets),
		text: fc.constantFrom(...texts, ...texts.flatMap(() => [undefined, undefined])),
		skip: fc.nat(2),
		times: fc.constantFrom(1, 1, 2, 2, 3, 3, 8, Infinity),
		fault,
	});

/** Trouble that goes on: from some request on, each submit's answer is lost or cannot be read. */
export const lastingTrouble: fc.Arbitrary<FaultRule> = fc.record({
	on: fc.constant('submit' as const),
	skip: fc.nat(3),
	times: fc.constant(Infinity),
	fault: fc.constantFrom<Fault[]>(
		{ kind: 'loseBefore' },
		{ kind: 'loseAfter' },
		{ kind: 'http', status: 502 },
		{ kind: 'garbage', shape: 'html', accept: true },
	),
});

/** A host that does not exist or refuses connections: that of the API, or that of the images. */
export const absentHost: fc.Arbitrary<FaultRule[]> = fc
	.tuple(
		fc.constantFrom<FaultRule['on'][][]>(['submit', 'query', 'balance'], ['image']),
		fc.constantFrom(...ABSENT),
	)
	.map(([ons, errorCode]) =>
		ons.map((on) => ({ on, times: Infinity, fault: { kind: 'refuse', errorCode } })),
	);
