import type { INodeExecutionData } from 'n8n-workflow';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';
import { VirtualNode } from '../../../support/virtualNode.cts';

const fox = { text: 'a red fox' };
const submit = { rows: [fox], operation: 'submit' };

const errorOf = ({ json }: INodeExecutionData) => json.error;
const purchasesOf = ({ context }: VirtualNode) => context.purchases as unknown as Purchase[];

describe('what is remembered of a purchase', () => {
	it('is all that its answer said', async () => {
		const node = new VirtualNode();
		await node.run(submit);
		const [{ taskId, taskNo, acceptedAtMs }] = node.service.ledger;
		expect(purchasesOf(node)).toStrictEqual([
			{
				id: expect.any(String),
				runIndex: 0,
				itemIndex: 0,
				data: expect.any(String),
				savedFields: expect.any(String),
				prompt: { text: 'a red fox', style: '油画', resolution: '1024*1024', num: 1 },
				state: 'paid',
				taskId,
				taskNo,
				charged: true,
				paidAtMs: acceptedAtMs + 50,
				handedOut: '1',
			},
		]);
	});

	it('is its task alone where the answer said no more', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'body' as const, body: '{"code":200,"data":{"taskId":"{{taskId}}"}}' };
		node.service.addFault({ on: 'submit', fault: { ...fault, accept: true } });
		const { items } = await node.run(submit);
		const { taskId } = node.service.ledger[0];
		expect(items[0].json).toMatchObject({ taskId, taskNo: '', charged: null });
	});

	it('is that it may have been billed where no readable answer came', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'loseAfter' } });
		await node.run(submit);
		expect(purchasesOf(node).map(({ state }) => state)).toEqual(['unclear']);
	});

	it('is nothing of a request that was refused', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'answer', code: 202 } });
		await node.run(submit);
		expect(purchasesOf(node)).toEqual([]);
	});
});

describe('a task that was bought', () => {
	it('counts as drawing, though nobody has looked at it', async () => {
		const node = new VirtualNode();
		await node.run(submit);
		expect(node.hints).toEqual([
			'Jumdata is still drawing 1 task: fetch later with Query; that is free. 1 image paid.',
		]);
	});

	it('counts as drawing on a retry that cannot look at it', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: 9, fault: { kind: 'answer', code: 607 } });
		for (let attempt = 0; attempt < 2; attempt++)
			await node.run({ rows: [fox], continueOnFail: true });
		expect(node.hints[1]).toBe(
			'1 row failed: see error in the table view. Jumdata is still drawing 1 task: fetch later with Query; that is free.',
		);
	});

	it('is looked at by a retry at once, since it may be done', async () => {
		const node = new VirtualNode({ drawMs: 30_000 });
		const options = { maxWaitTime: 20 };
		await node.run({ rows: [fox], options });
		await node.clock.advance(60_000);
		const { durationMs } = await node.run({ rows: [fox], options });
		expect(durationMs).toBe(100);
	});
});

describe('a request that may have been billed', () => {
	it('says so on a retry, with the text, and what to do', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'loseAfter' } });
		await node.run({ ...submit, continueOnFail: true });
		const { items } = await node.run({ ...submit, continueOnFail: true });
		expect(items.map(errorOf)).toStrictEqual([
			{
				message:
					'Row 1: This request may have been billed, since an earlier try of this execution sent it. It is not sent again, not even by a retry. Its text is "a red fox". Check at https://my.jumdata.com whether it was billed. If it was not, run this row in a new execution, which is paid. If it was, ask Jumdata\'s support for the task ID, and fetch the images with Query.',
				text: 'a red fox',
			},
		]);
	});

	it('is one, too, that is on the wire at Stop', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: { kind: 'delay', delayMs: 10_000 } });
		const run = { ...submit, stopAfterMs: 2_000, continueOnFail: true };
		const { items } = await node.run(run);
		expect(items.map(errorOf)).toStrictEqual([
			{ message: expect.stringContaining('The execution was stopped'), text: 'a red fox' },
		]);
	});
});

describe('the log', () => {
	const refusedLate = {
		kind: 'delay' as const,
		delayMs: 5_000,
		then: { kind: 'answer', code: 606 },
	};
	const told =
		'Jumdata AI Draw: not accepted, so nothing was paid (row 1, 1 image, text "a red fox")';

	it('says after Stop that a request on the wire was not accepted', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: refusedLate as never });
		await node.run({ ...submit, stopAfterMs: 2_000 });
		await node.clock.advance(10_000);
		expect(node.log).toContain(told);
	});

	it('does not speak of refusals otherwise', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'submit', fault: refusedLate as never });
		await node.run(submit);
		expect(node.log).toHaveLength(1);
		expect(node.log).not.toContain(told);
	});
});

it('a row that is not accepted in time says what to do', async () => {
	const node = new VirtualNode({ maxUnfinished: 0 });
	const { error } = await node.run({ rows: [fox], options: { maxWaitTime: 20 } });
	expect(error?.description).toBe(
		'Run this row again later, in a new execution. Your calls may be used up: see https://my.jumdata.com, or Get Balance. Otherwise try again later.',
	);
});

it('a service that refuses connections is asked less and less often', async () => {
	const node = new VirtualNode();
	const fault = { kind: 'refuse' as const, errorCode: 'ECONNREFUSED' };
	node.service.addFault({ on: 'submit', times: Infinity, fault });
	const { durationMs } = await node.run({ ...submit, options: { maxWaitTime: 600 } });
	expect(durationMs).toBeGreaterThan(30_000);
	expect(node.transport.sentAtMs.length).toBeGreaterThan(3);
	expect(node.transport.sentAtMs.length).toBeLessThan(12);
});

it('a row that was refused says that it was not billed', async () => {
	const node = new VirtualNode();
	const fault = { kind: 'answer' as const, code: 400, charge: false };
	node.service.addFault({ on: 'submit', fault });
	const { items } = await node.run({ ...submit, continueOnFail: true });
	expect(errorOf(items[0])).toMatchObject({ code: 400, charged: false });
});
