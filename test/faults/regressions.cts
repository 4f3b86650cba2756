import type { Schedule, Try } from './schedules/schedule.cts';

const retry: Try = {
	again: 'retryOnFail',
	worker: 0,
	ofFirst: false,
	form: 'first',
	maxWaitTime: 20,
};

const options = {
	maxConcurrency: 1,
	requestTimeout: 2,
	onTimeout: 'error',
	outputMode: 'image',
	maxImages: 0,
	minBalance: 0,
} as const;

const service = {
	slots: 1,
	drawMs: 100,
	drawSpread: 0,
	maxUnfinished: 1,
	requestsPerSecond: 1,
	taskIdForm: 'string',
} as const;

/** Schedules that once broke a promise, shrunk by fast-check, and what was broken. */
export const regressions: Array<{ what: string; schedule: Schedule }> = [
	{
		what: 'a retry of the run that took over a task from a stopped one bought it again',
		schedule: {
			rows: [
				{ text: 'picture of g', num: 2 },
				{ text: 'picture of c', num: 2 },
				{ text: 'picture of e', num: 1 },
			],
			operation: 'generateAndWait',
			asTool: false,
			expressions: 'same',
			continueOnFail: true,
			downloadImages: false,
			options,
			service,
			latencyMs: 2,
			faults: [
				{ on: 'submit', text: undefined, skip: 0, times: 1, fault: { kind: 'loseAfter' } },
				{
					on: 'submit',
					text: undefined,
					skip: 0,
					times: 1,
					fault: { kind: 'answer', code: 200, charge: true, keepData: false, accept: true },
				},
			],
			tries: [{ ...retry, stopAfterMs: 1156 }, { ...retry, again: 'loop' }, { ...retry }],
			seed: 0,
		},
	},
	{
		what: 'of two retries of equal rows, one took for a row what the other had sent for the next, which was then paid again',
		schedule: {
			rows: [
				{ text: 'picture of a', num: 2 },
				{ text: 'picture of a', num: 2 },
				{ text: 'picture of a', num: 2 },
			],
			operation: 'generateAndWait',
			asTool: false,
			expressions: 'fresh',
			continueOnFail: false,
			downloadImages: true,
			options: { ...options, maxConcurrency: 3 },
			service,
			latencyMs: 900,
			faults: [
				{ on: 'image', skip: 0, times: 1, fault: { kind: 'answer', code: '200', status: 200 } },
			],
			tries: [{ ...retry }, { ...retry, again: 'twins', form: 'changed' }],
			seed: -1478683021,
		},
	},
	{
		what: 'what may have been billed for a row was taken for an equal row before it, after an edit',
		schedule: {
			rows: [
				{ text: 'picture of h', num: 1 },
				{ text: 'picture of a', num: 3 },
				{ text: 'picture of h', num: 1 },
				{ text: 'picture of d', num: 1 },
				{ text: 'picture of e', num: 3 },
			],
			operation: 'generateAndWait',
			asTool: false,
			expressions: 'fresh',
			continueOnFail: false,
			downloadImages: false,
			options: { ...options, maxConcurrency: 3 },
			service,
			latencyMs: 2,
			faults: [
				{ on: 'submit', skip: 2, times: 1, fault: { kind: 'loseAfter' } },
				{ on: 'submit', skip: 0, times: 3, fault: { kind: 'http', status: 407, accept: false } },
			],
			tries: [
				{ ...retry, form: 'changed' },
				{ ...retry },
				{ ...retry, form: 'changed' },
				{ ...retry, form: 'changed' },
			],
			seed: 0,
		},
	},
	{
		what: 'a run that gave up went on at its retry, since a request on the wire was accepted after all',
		schedule: {
			rows: [
				{ text: 'picture of f', num: 1 },
				{ text: 'picture of b', num: 2 },
				{ text: 'picture of f', num: 3 },
				{ text: 'picture of c', num: 2 },
				{ text: 'picture of e', num: 2 },
				{ text: 'picture of f', num: 2 },
				{ text: 'picture of b', num: 3 },
			],
			operation: 'submit',
			asTool: false,
			expressions: 'fresh',
			continueOnFail: true,
			downloadImages: false,
			options: { ...options, maxConcurrency: 2 },
			service: { ...service, maxUnfinished: 10, requestsPerSecond: 5 },
			latencyMs: 100,
			faults: [
				{ on: 'submit', skip: 0, times: 2, fault: { kind: 'loseAfter' } },
				{ on: 'submit', skip: 0, times: 3, fault: { kind: 'http', status: 200, accept: true } },
			],
			tries: [{ ...retry }, { ...retry }],
			seed: 0,
		},
	},
	{
		what: 'what may have been billed for a row was sent again, since an equal row had been held back by it',
		schedule: {
			rows: [
				{ text: 'picture of a', num: 1 },
				{ text: 'picture of a', num: 1 },
				{ text: 'picture of a', num: 1 },
			],
			operation: 'generateAndWait',
			asTool: false,
			expressions: 'fresh',
			continueOnFail: false,
			downloadImages: false,
			options,
			service,
			latencyMs: 2,
			faults: [{ on: 'submit', skip: 1, times: Infinity, fault: { kind: 'loseAfter' } }],
			tries: [
				{ ...retry, form: 'reworded' },
				{ ...retry, form: 'changed' },
				{ ...retry, form: 'reworded' },
				{ ...retry, form: 'changed' },
			],
			seed: 0,
		},
	},
];
