import type { Execution } from '../../engine/execution.cts';
import type { Fault } from '../../simulator/faults.cts';
import {
	stage,
	open,
	continues,
	retrying,
	faultOn,
	submitsOf,
	boughtIds,
	logged,
	expectSilence,
} from './support/openedStage.cts';
import { sentRequests } from './support/sentRequests.cts';
import { manyRows, pause, requestsFor, textRows, until } from './support/stage.cts';
import type { INodeParameters } from 'n8n-workflow';

describe('Stop', () => {
	/** Presses Stop and waits for the end, which the contract wants within a second. */
	async function stop(execution: Execution): Promise<void> {
		const pressedAtMs = performance.now();
		execution.stop();
		const before = sentRequests();
		const outcome = await execution.finished;
		expect(performance.now() - pressedAtMs).toBeLessThan(1000);
		expect(sentRequests()).toBe(before);
		expect(outcome.status).toBe('canceled');
	}

	test.each<[string, INodeParameters, object]>([
		['that looks often', { pollInterval: 0.05 }, {}],
		['that looks when it chooses', { pollInterval: 0 }, {}],
		['that looks once a minute', { pollInterval: 60 }, {}],
		['under Continue', { pollInterval: 60 }, continues],
		['with Retry on Fail', { pollInterval: 0.05 }, retrying],
		['with Retry on Fail under Continue', { pollInterval: 0.05 }, { ...retrying, ...continues }],
	])('ends a long wait %s, and the log has every purchase', async (_, options, node) => {
		await open({ simulator: { slots: 0 } });
		const execution = stage.start(stage.workflow(manyRows(8), { ...node, options }));
		await until(() => boughtIds().length === 5 && requestsFor(stage.simulator, 'query') >= 5);
		await stop(execution);
		expect(requestsFor(stage.simulator, 'submit')).toBe(5);
		await expectSilence();
		for (const taskId of boughtIds()) expect(logged('info')).toContain(taskId);
	});

	test('cuts off a query that gets no answer', async () => {
		await open({ simulator: { slots: 0 } });
		stage.simulator.addFault({
			on: 'query',
			times: null,
			fault: { kind: 'delay', delayMs: 60_000 },
		});
		const execution = stage.start(stage.workflow(manyRows(2)));
		await until(() => requestsFor(stage.simulator, 'query') === 2);
		await stop(execution);
		await expectSilence();
	});

	test('cuts off a download that trickles', async () => {
		await open();
		const fault = { kind: 'trickle', everyMs: 20, forever: true } as const;
		stage.simulator.addFault({ on: 'image', times: null, fault });
		const execution = stage.start(stage.workflow(manyRows(3)));
		await until(() => requestsFor(stage.simulator, 'image') === 3);
		await stop(execution);
		await expectSilence();
		for (const taskId of boughtIds()) expect(logged('info')).toContain(taskId);
	});

	test('ends a wait for the limits of the service', async () => {
		await open({ simulator: { maxUnfinished: 0 } });
		const execution = stage.start(stage.workflow(manyRows(3)));
		await until(() => requestsFor(stage.simulator, 'submit') >= 3);
		await stop(execution);
		await expectSilence();
		expect(boughtIds()).toEqual([]);
	});

	test.each([{}, retrying, continues])(
		'leaves a submit on the wire to finish, whose id is then logged (%j)',
		async (node) => {
			await open();
			const fault = { kind: 'delay', delayMs: 500, acceptAfterDelay: true } as const;
			faultOn('submit', 'fox', fault);
			const execution = stage.start(stage.workflow(textRows('fox', 'owl'), node));
			await until(() => submitsOf('fox') === 1 && boughtIds().length === 1);
			await stop(execution);
			await until(() => boughtIds().length === 2);
			await until(() => boughtIds().every((taskId) => logged('info').includes(taskId)));
			await expectSilence();
			expect(requestsFor(stage.simulator, 'submit')).toBe(2);
		},
	);

	test.each<[string, Fault]>([
		['is lost', { kind: 'delay', delayMs: 300, then: { kind: 'loseAfter' } }],
		['times out', { kind: 'delay', delayMs: 60_000 }],
		[
			'is answered with HTML',
			{ kind: 'delay', delayMs: 300, then: { kind: 'garbage', shape: 'html' } },
		],
	])('logs a submit on the wire that %s as possibly billed, with its text', async (_, fault) => {
		await open();
		faultOn('submit', 'a fox on the wire', fault);
		const workflow = stage.workflow(textRows('a fox on the wire'), {
			options: { requestTimeout: 0.6 },
		});
		const execution = stage.start(workflow);
		await until(() => requestsFor(stage.simulator, 'submit') === 1);
		await stop(execution);
		await until(() => /may have.*a fox on the wire/i.test(logged()));
		expect(requestsFor(stage.simulator, 'submit')).toBe(1);
	});

	test('before the first look buys nothing more on a retry by n8n itself', async () => {
		await open();
		faultOn('submit', 'row 1', { kind: 'delay', delayMs: 500 });
		const node = { ...retrying, options: { maxConcurrency: 1 } };
		const execution = stage.start(stage.workflow(manyRows(5), node));
		await until(() => requestsFor(stage.simulator, 'submit') === 1);
		await stop(execution);
		await pause(600);
		expect(requestsFor(stage.simulator, 'submit')).toBe(1);
	});
});
