import { signingFields } from '../../credentials/signingFields';
import { VirtualNode, type VirtualOutcome } from '../../test/support/virtualNode.cts';
import { isRefusal, LATENCY_MS, type OpenedAccount, type Policy } from './account.cts';

const LONG_S = 86_400;

/** The shipped node. */
export const thisNode =
	(maxConcurrency: number): Policy =>
	async (opened) => {
		const { error } = await drawAll(opened, { maxConcurrency, maxWaitTime: LONG_S });
		if (error) throw error;
	};

/** Lets the shipped node draw the account's rows, and tells what came of it. */
export async function drawAll(
	{ account, clock, service }: OpenedAccount,
	options: { maxConcurrency: number; maxWaitTime: number },
): Promise<VirtualOutcome> {
	const node = new VirtualNode({}, { clock, service, latencyMs: () => LATENCY_MS });
	const rows = Array.from({ length: account.rows }, (_, index) => ({ text: textOf(index) }));
	return await node.start({ rows, options });
}

/** One row after another, looked at every `intervalMs`, as nine of eleven comparable nodes do. A refused submit is repeated after the same time. */
export const rowByRow =
	(intervalMs: number): Policy =>
	async (opened) => {
		for (let row = 0; row < opened.account.rows; row++) {
			const taskId = await submitted(opened, row, intervalMs);
			while (!(await isDone(opened, taskId))) await opened.clock.sleep(intervalMs);
		}
	};

/** Every row at once, then a wait for all, then a look at each, and again: the HTTP Request node in a loop. */
export const allAtOnce =
	(intervalMs: number): Policy =>
	async (opened) => {
		const rows = Array.from({ length: opened.account.rows }, (_, row) => row);
		let waiting = rows.map((row) => ({
			row,
			taskId: undefined as string | undefined,
			isDone: false,
		}));
		while (waiting.length > 0) {
			await Promise.all(
				waiting.map(async (it) => {
					if (it.taskId === undefined) it.taskId = await submit(opened, it.row);
					else it.isDone = await isDone(opened, it.taskId);
				}),
			);
			waiting = waiting.filter((it) => !it.isDone);
			if (waiting.length > 0) await opened.clock.sleep(intervalMs);
		}
	};

async function submitted(opened: OpenedAccount, row: number, pauseMs: number): Promise<string> {
	for (;;) {
		const taskId = await submit(opened, row);
		if (taskId !== undefined) return taskId;
		await opened.clock.sleep(pauseMs);
	}
}

async function submit(opened: OpenedAccount, row: number): Promise<string | undefined> {
	const fields = { text: textOf(row), style: '油画', resolution: '1024*1024', num: '1' };
	const { code, data } = await ask(opened, '/ai/draw/submit', fields);
	return isRefusal(code) ? undefined : data?.taskId;
}

async function isDone(opened: OpenedAccount, taskId: string): Promise<boolean> {
	return (await ask(opened, '/ai/draw/query', { taskId })).data?.status === 1;
}

interface Answer {
	code: number;
	data?: { taskId?: string; status?: number };
}

async function ask(
	{ clock, service }: OpenedAccount,
	path: string,
	fields: Record<string, string>,
): Promise<Answer> {
	const signed = { ...fields, ...signingFields(service.options, clock.now()) };
	await clock.sleep(LATENCY_MS / 2);
	const { body } = service.receive({ method: 'POST', path, fields: signed });
	await clock.sleep(LATENCY_MS / 2);
	return JSON.parse(body) as Answer;
}

function textOf(row: number): string {
	return `row ${row}`;
}
