import type { INodeExecutionData } from 'n8n-workflow';
import { VirtualNode } from '../../support/virtualNode.cts';

const fifty = Array.from({ length: 50 }, (_, index) => ({ text: `row ${index}` }));
const options = { maxWaitTime: 600, maxConcurrency: 5 };
const continues = { rows: fifty, options, continueOnFail: true };

const errorOf = ({ json }: INodeExecutionData) => json.error as Record<string, unknown> | undefined;

describe('a service that accepts nothing', () => {
	const answers: Array<[string, object]> = [
		['since the quota is used up (606)', { kind: 'answer', code: 606 }],
		[
			'since it is under maintenance (500, not charged)',
			{ kind: 'answer', code: 500, charge: false },
		],
		['since it answers HTTP 429', { kind: 'http', status: 429 }],
	];

	it.each(answers)(
		'%s ends the run after Max Wait Time, and not row after row',
		async (_, fault) => {
			const node = new VirtualNode();
			node.service.addFault({ on: 'submit', times: Infinity, fault: fault as never });
			const { items, durationMs } = await node.run(continues);
			expect(durationMs).toBeGreaterThanOrEqual(600_000);
			expect(durationMs).toBeLessThanOrEqual(605_000);
			expect(items).toHaveLength(50);
			expect(items.every((item) => errorOf(item) !== undefined)).toBe(true);
			expect(node.service.ledger).toHaveLength(0);
		},
	);

	it('says what it may be, in the error of every row', async () => {
		const node = new VirtualNode();
		const fault = { kind: 'answer' as const, code: 606 };
		node.service.addFault({ on: 'submit', times: Infinity, fault });
		const { items } = await node.run(continues);
		for (const item of items)
			expect(errorOf(item)?.message).toMatch(/606.*may be used up.*my\.jumdata\.com.*Get Balance/);
	});

	it('after some rows ends the run Max Wait Time after the last of these was drawn', async () => {
		const node = new VirtualNode({ drawMs: 8_000, slots: 2 });
		const fault = { kind: 'answer' as const, code: 606 };
		node.service.addFault({ on: 'submit', skip: 10, times: Infinity, fault });
		const { items, endedAtMs } = await node.run(continues);
		const done = items.filter(({ json }) => json.done === true);
		const lastMs = Math.max(...node.service.ledger.map(({ finishedAtMs }) => finishedAtMs ?? 0));
		expect(done).toHaveLength(10);
		expect(endedAtMs - lastMs).toBeLessThanOrEqual(605_000);
	});

	it('but draws is waited for as long as it draws, whatever Max Wait Time says of the others', async () => {
		const node = new VirtualNode({ drawMs: 50_000, slots: 1, maxUnfinished: 1 });
		const rows = fifty.slice(0, 4);
		const { items } = await node.run({ rows, options: { maxWaitTime: 80, maxConcurrency: 1 } });
		expect(items.map(({ json }) => json.done)).toEqual([true, true, true, true]);
	});

	const withTasks = fifty.map((row, index) => ({ ...row, taskId: String(1000 + index) }));
	const refusing = async (errorCode: string, operation: string, run = {}) => {
		const node = new VirtualNode();
		for (const on of ['submit', 'query', 'balance'] as const)
			node.service.addFault({ on, times: Infinity, fault: { kind: 'refuse', errorCode } });
		return await node.run({ ...continues, rows: withTasks, operation, ...run });
	};

	it.each([
		['ENOTFOUND', 'submit'],
		['ECONNREFUSED', 'generateAndWait'],
		['ENOTFOUND', 'query'],
		['ECONNREFUSED', 'getBalance'],
	])('since it is not there (%s) ends %s within a minute or so', async (errorCode, operation) => {
		const { durationMs } = await refusing(errorCode, operation);
		expect(durationMs).toBeGreaterThan(30_000);
		expect(durationMs).toBeLessThanOrEqual(65_000);
	});

	it('fails a run that does not continue, and says why', async () => {
		const { error } = await refusing('ENOTFOUND', 'submit', { continueOnFail: false });
		expect(error?.message).toContain('could not be reached: its host name is unknown');
	});

	it.each(['submit', 'query', 'getBalance'])(
		'since it cannot be reached is given the whole time by %s',
		async (operation) => {
			const { durationMs } = await refusing('EHOSTUNREACH', operation);
			expect(durationMs).toBeGreaterThan(500_000);
		},
	);

	it('of Query that is never answered ends the run after Max Wait Time', async () => {
		const node = new VirtualNode();
		node.service.addFault({ on: 'query', times: Infinity, fault: { kind: 'http', status: 503 } });
		const rows = fifty.map((_, index) => ({ taskId: String(1000 + index) }));
		const { durationMs } = await node.run({ ...continues, rows, operation: 'query' });
		expect(durationMs).toBeLessThanOrEqual(605_000);
	});
});
