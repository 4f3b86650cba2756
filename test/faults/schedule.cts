import fc from 'fast-check';
import type { Fault, FaultRule } from '../../simulator/faults.cts';
import type { ServiceOptions } from '../../simulator/service.cts';

/** How n8n comes to run the node once more in the same execution. */
export type Again =
	/** Retry on Fail: at once, in the same process. */
	| 'retryOnFail'
	/** Retry from the executions list: from what was stored, perhaps on another process. */
	| 'stored'
	/** An agent calls its tool again, since it got an error or nothing but failed rows: a new run index. */
	| 'agent'
	/** The next turn of a loop: a new run index, and what gave a result was handed out. */
	| 'loop';

/** One run of the node. */
export interface Try {
	/** How it came about; of no meaning for the first. */
	again: Again;
	/** When Stop is pressed, in milliseconds after its start; undefined for never. */
	stopAfterMs?: number;
}

/** Everything that happens to one execution. */
export interface Schedule {
	rows: Array<{ text: string; num: number }>;
	operation: 'generateAndWait' | 'submit';
	continueOnFail: boolean;
	downloadImages: boolean;
	options: {
		maxConcurrency: number;
		maxWaitTime: number;
		requestTimeout: number;
		onTimeout: 'error' | 'returnPending';
		outputMode: 'image' | 'task';
		maxImages: number;
	};
	service: Partial<ServiceOptions>;
	latencyMs: number;
	faults: FaultRule[];
	tries: Try[];
	/** Where the clock's and the service's chance begins. */
	seed: number;
}

const CODES = [200, 201, 202, 400, 404, 500, 601, 602, 604, 606, 607, 609, 610, 999, 12345];
const STATUSES = [200, 302, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504];

const accept = fc.boolean();
const answer: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constant('answer' as const),
	code: fc.oneof(fc.constantFrom(...CODES), fc.constantFrom('200', '606', 'odd')),
	charge: fc.option(fc.boolean(), { nil: undefined }),
	accept: fc.constant(false),
});
/** What the vendor's page promises of a billed request: its answer says so. */
const billedAnswer: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constant('answer' as const),
	code: fc.constantFrom(200, 500, 606, 609, 610, 999),
	charge: fc.constant(true),
	keepData: fc.boolean(),
	accept: fc.constant(true),
});
const fault: fc.Arbitrary<Fault> = fc.oneof(
	{ weight: 4, arbitrary: answer },
	{ weight: 2, arbitrary: billedAnswer },
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
		accept,
	}),
	fc.constant<Fault>({ kind: 'refuse', errorCode: 'ECONNREFUSED' }),
	fc.constant<Fault>({ kind: 'loseBefore' }),
	{ weight: 3, arbitrary: fc.constant<Fault>({ kind: 'loseAfter' }) },
	fc.record({ kind: fc.constant('truncate' as const), sentBytes: fc.nat(40) }),
	fc.record({
		kind: fc.constant('trickle' as const),
		everyMs: fc.constantFrom(500, 2000),
		forever: fc.boolean(),
	}),
	fc.record({ kind: fc.constant('endless' as const), accept }),
	fc.record({
		kind: fc.constant('echo' as const),
		code: fc.constantFrom(400, 999),
		accept: fc.constant(false),
	}),
	fc.record({
		kind: fc.constant('body' as const),
		body: fc.constantFrom(
			'{"code":200,"data":null}',
			'{"code":200,"charge":true,"data":{"__proto__":{"taskId":"1"}}}',
			'{"code":200,"charge":true,"data":{"status":1}}',
			'[]',
		),
		accept,
	}),
	fc.record({
		kind: fc.constant('delay' as const),
		delayMs: fc.constantFrom(500, 5_000, 45_000),
		acceptAfterDelay: fc.boolean(),
	}),
);

/** Without a text the fault strikes any row. */
const rule = (texts: string[]): fc.Arbitrary<FaultRule> =>
	fc.record({
		on: fc.constantFrom('submit' as const, 'submit' as const, 'query' as const, 'image' as const),
		text: fc.option(fc.constantFrom(...texts), { nil: undefined }),
		skip: fc.nat(2),
		times: fc.integer({ min: 1, max: 3 }),
		fault,
	});

const stopAfterMs = fc.option(fc.oneof(fc.nat(2_000), fc.nat(40_000)), { nil: undefined, freq: 3 });
const nextTry: fc.Arbitrary<Try> = fc.record({
	again: fc.constantFrom<Again>('retryOnFail', 'stored', 'stored', 'agent', 'loop'),
	stopAfterMs,
});

function imagesOf(rows: Schedule['rows']): number {
	return rows.reduce((sum, { num }) => sum + num, 0);
}

/** Any schedule; some rows ask for the same text. */
export const schedules: fc.Arbitrary<Schedule> = fc
	.array(fc.record({ text: fc.constantFrom(...'abcdefgh'), num: fc.integer({ min: 1, max: 3 }) }), {
		minLength: 1,
		maxLength: 8,
	})
	.chain((letters) => {
		const rows = letters.map(({ text, num }) => ({ text: `picture of ${text}`, num }));
		return fc.record({
			rows: fc.constant(rows),
			operation: fc.constantFrom(
				'generateAndWait' as const,
				'generateAndWait' as const,
				'submit' as const,
			),
			continueOnFail: fc.constantFrom(false, false, false, true),
			downloadImages: fc.boolean(),
			options: fc.record({
				maxConcurrency: fc.integer({ min: 1, max: 8 }),
				maxWaitTime: fc.constantFrom(20, 60, 300),
				requestTimeout: fc.constantFrom(2, 10, 30),
				onTimeout: fc.constantFrom('error' as const, 'returnPending' as const),
				outputMode: fc.constantFrom('image' as const, 'task' as const),
				maxImages: fc.constantFrom(0, 0, 0, 0, imagesOf(rows), imagesOf(rows) + 3),
			}),
			service: fc.record({
				slots: fc.integer({ min: 1, max: 3 }),
				drawMs: fc.constantFrom(100, 3_000, 20_000),
				drawSpread: fc.constantFrom(0, 0.3),
				maxUnfinished: fc.constantFrom(1, 2, 10),
				requestsPerSecond: fc.constantFrom(1, 5, 100),
				taskIdForm: fc.constantFrom('string' as const, 'number' as const),
			}),
			latencyMs: fc.constantFrom(2, 100, 900),
			faults: fc.array(rule(rows.map(({ text }) => text)), { minLength: 2, maxLength: 8 }),
			tries: fc
				.tuple(
					fc.record({ again: fc.constant<Again>('retryOnFail'), stopAfterMs }),
					fc.array(nextTry, { minLength: 1, maxLength: 3 }),
				)
				.map(([first, others]) => [first, ...others]),
			seed: fc.integer(),
		});
	});
