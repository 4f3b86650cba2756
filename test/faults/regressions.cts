import type { Schedule } from './schedule.cts';

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
			continueOnFail: true,
			downloadImages: false,
			options: {
				maxConcurrency: 1,
				maxWaitTime: 20,
				requestTimeout: 2,
				onTimeout: 'error',
				outputMode: 'image',
				maxImages: 0,
			},
			service: {
				slots: 1,
				drawMs: 100,
				drawSpread: 0,
				maxUnfinished: 1,
				requestsPerSecond: 1,
				taskIdForm: 'string',
			},
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
			tries: [
				{ again: 'retryOnFail', stopAfterMs: 1156 },
				{ again: 'agent', stopAfterMs: undefined },
				{ again: 'retryOnFail', stopAfterMs: undefined },
			],
			seed: 0,
		},
	},
];
