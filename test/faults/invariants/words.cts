import type { Driven, Ran, Tried } from '../drive.cts';
import { knownFrom } from '../n8n.cts';
import type { Schedule } from '../schedules/schedule.cts';
import { assert, paidIn, textOf } from './assert.cts';

const SIGNATURE = /[0-9a-f]{64}/i;
const MESSAGE_LENGTH = 1_000;
const DESCRIPTION_LENGTH = 20_000;

/** By its id or, where the answer was lost, by its row's text. */
export function assertEveryTaskIsNamed({ nodes, tries }: Driven): void {
	const log = nodes.flatMap((it) => it.log);
	const told = [...log, ...tries.flatMap(({ runs }) => runs).map(textOf)].join('\n');
	const unclear = log.filter((line) => line.includes('may have paid')).join('\n');
	for (const { taskId, text } of tries.flatMap(({ bought }) => bought)) {
		const isNamed = told.includes(taskId) || unclear.includes(text);
		assert(isNamed, `task ${taskId} of "${text}" is lost`, told);
	}
}

/** An error names all that is paid, by whatever try, and was not put out. */
export function assertErrorsNameAll({ tries }: Driven): void {
	for (const [index, tried] of tries.entries()) {
		const earlier = tries.slice(0, index);
		const putOut = [...earlier, tried].flatMap(({ runs }) => runs.map((it) => it.items));
		const toName = paidIn(knownLog(tried, earlier)).filter(
			(taskId) => !JSON.stringify(putOut).includes(taskId),
		);
		for (const run of tried.runs) {
			if (!run.error) continue;
			const late = paidIn(tried.node.log.slice(run.logLength));
			const missing = toName.filter((it) => !late.includes(it) && !textOf(run).includes(it));
			assert(missing.length === 0, `the error does not name ${missing.join()}`, run.error);
		}
	}
}

/** Items name what the rows' retries paid for, failed items too; one of those that two processes paid for the same row. */
export function assertItemsNameAll({ operation }: Schedule, { tries }: Driven): void {
	if (operation === 'query' || operation === 'getBalance') return;
	for (const [index, tried] of tries.entries()) {
		const same = tries.slice(0, index).filter((it) => isSameForm(it, tried));
		const rows = new Set(knownLog(tried, same).filter(isOfPaid).map(rowIn));
		const lines = [...same, tried].flatMap(({ log }) => log);
		const idsByRow = [...rows].map((row) => paidIn(lines.filter((line) => rowIn(line) === row)));
		for (const run of tried.runs.filter((it) => !it.error)) {
			const late = paidIn(tried.node.log.slice(run.logLength));
			const told = textOf(run);
			const isNamed = (taskId: string) => late.includes(taskId) || told.includes(taskId);
			const missing = idsByRow.filter((ids) => !ids.some(isNamed));
			assert(missing.length === 0, `what came out does not name ${missing.join()}`, told);
		}
	}
}

function isOfPaid(line: string): boolean {
	return paidIn([line]).length > 0;
}

function rowIn(line: string): string | undefined {
	return /\(row (\d+),/.exec(line)?.[1];
}

function isSameForm(earlier: Tried, { how, runIndex }: Tried): boolean {
	return earlier.runIndex === runIndex && earlier.how.form === how.form;
}

/** What the log said of purchases that this try can know of. */
function knownLog(tried: Tried, earlier: readonly Tried[]): string[] {
	const known = earlier.filter(({ how }) => how.worker === tried.how.worker);
	const elsewhere = earlier
		.filter(({ how }) => how.worker !== tried.how.worker)
		.flatMap(({ log }) => log)
		.filter((line) =>
			paidIn([line]).some((taskId) => knownFrom(tried.parent).includes(`"${taskId}"`)),
		);
	return [...known.flatMap(({ log }) => log), ...elsewhere, ...tried.log];
}

/** What never left, or certainly was not accepted, is not called unclear. */
export function assertUnclearIsTrue({ tries }: Driven): void {
	for (const { log, wire } of tries) {
		const answered = wire.filter(
			({ endpoint, kind }) => endpoint === 'submit' && kind === 'answered',
		);
		for (const line of log.filter((it) => it.includes('may have paid'))) {
			const maybe = answered.some(
				({ about, unsentCode }) => unsentCode === undefined && line.includes(JSON.stringify(about)),
			);
			assert(maybe, 'nothing was sent, and it is called unclear', line);
		}
	}
}

export function assertLengths({ error }: Ran): void {
	const [message, description] = [error?.message ?? '', error?.description ?? ''];
	assert(message.length <= MESSAGE_LENGTH, 'the message is too long', message);
	assert(description.length <= DESCRIPTION_LENGTH, 'the description is too long', description);
}

export function assertNothingSecret({ nodes, service, tries }: Driven): void {
	const { appSecret } = service.options;
	const runs = tries.flatMap((tried) => tried.runs);
	const told = [
		...nodes.flatMap(({ log, hints }) => [...log, ...hints]),
		...runs.map(textOf),
		...runs.map(({ stored }) => stored),
	];
	const all = told.join('\n');
	assert(!all.includes(appSecret), 'the secret was told', all);
	assert(!SIGNATURE.test(all), 'a signature was told', all);
}
