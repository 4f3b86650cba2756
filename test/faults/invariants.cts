import { inspect } from 'node:util';
import { parse } from 'flatted';
import type { Purchase } from '../../nodes/JumdataAiDraw/run/purchase';
import { AFTERMATH_MS, type Driven, type Ran } from './drive.cts';
import type { Schedule } from './schedule.cts';

const SIGNATURE = /[0-9a-f]{64}/i;
const STOP_MS = 1_000;
/** A service's wish to wait, and what is tried and waited for at the image's host. */
const LONGEST_PAUSE_MS = 600_000;
const MOST_ATTEMPTS = 4;
const MOST_STALLS = 20;

/** What must hold for every schedule; throws where something does not. */
export function assertInvariants(schedule: Schedule, driven: Driven): void {
	const { crashes } = driven.node.transport;
	assert(crashes.length === 0, 'the simulator crashed', crashes);
	for (const run of driven.runs) {
		assertNoRequestAfterTheEnd(driven, run);
		assertOrderAndPairing(schedule, run);
		assertStopped(run);
		assertEnds(schedule, run);
		assertEveryWayOutCarriesTheIds(run);
		if (schedule.continueOnFail && run.stoppedAtMs === undefined) {
			assert(run.error === undefined, 'a run under Continue threw', run.error);
		}
	}
	assertBoughtOnce(schedule, driven);
	assertMaxImages(schedule, driven);
	assertEveryTaskIsNamed(driven);
	assertNothingSecret(driven);
}

/** Turns of a loop may draw anew, since results were handed out; nothing else may. */
function assertBoughtOnce({ rows }: Schedule, { node, runs }: Driven): void {
	const turns = runs.filter(({ again }, index) => index === 0 || again === 'loop').length;
	for (const text of new Set(rows.map((row) => row.text))) {
		const wanted = rows.filter((row) => row.text === text).length;
		const bought = node.service.ledger.filter((entry) => entry.text === text).length;
		assert(bought <= wanted * turns, `"${text}" was bought ${bought} times`, node.log);
	}
}

/** Whatever was lost on the way, the option holds for all runs of the execution together. */
function assertMaxImages({ options: { maxImages } }: Schedule, { node }: Driven): void {
	const images = node.service.ledger.reduce((sum, { num }) => sum + num, 0);
	assert(maxImages === 0 || images <= maxImages, `${images} images of ${maxImages}`, node.log);
}

/** By its id or, where the answer was lost, by its row's text. */
function assertEveryTaskIsNamed({ node, runs }: Driven): void {
	const told = [...node.log, ...runs.map(textOf)].join('\n');
	const unclear = node.log.filter((line) => line.includes('may have paid')).join('\n');
	for (const { taskId, text } of node.service.ledger) {
		const isNamed = told.includes(taskId) || unclear.includes(text);
		assert(isNamed, `task ${taskId} of "${text}" is lost`, told);
	}
}

/** Items, errors and Stop alike: what this run knows to be bought is in what it gives back. */
function assertEveryWayOutCarriesTheIds(run: Ran): void {
	const { purchases = [] } = parse(run.stored) as { purchases?: Purchase[] };
	const told = textOf(run);
	for (const { runIndex, taskId, itemIndex } of purchases) {
		if (runIndex !== run.runIndex || taskId === undefined) continue;
		assert(told.includes(taskId), `what came out does not name task ${taskId}`, told);
		const isUnclear = told.includes(`Row ${itemIndex + 1}: This request may have been billed`);
		assert(!isUnclear, `task ${taskId} is known, and its row is called unclear`, told);
	}
}

function assertNoRequestAfterTheEnd({ node }: Driven, run: Ran): void {
	const endMs = run.stoppedAtMs ?? run.endedAtMs;
	const isLate = (atMs: number) => atMs > endMs && atMs < run.endedAtMs + AFTERMATH_MS;
	const late = node.transport.sentAtMs.filter(isLate);
	assert(late.length === 0, `${late.length} requests after the end`, { late, endMs });
}

function assertStopped({ stoppedAtMs, endedAtMs }: Ran): void {
	if (stoppedAtMs === undefined) return;
	assert(endedAtMs - stoppedAtMs <= STOP_MS, 'Stop took too long', { stoppedAtMs, endedAtMs });
}

/** Rows one after another, each with all of its time, and with downloads that are as slow as they may be. */
function assertEnds({ rows, options }: Schedule, { startedAtMs, endedAtMs }: Ran): void {
	const rowMs = 1_000 * (options.maxWaitTime + 2 * options.requestTimeout) + LONGEST_PAUSE_MS;
	const imageMs = MOST_ATTEMPTS * (MOST_STALLS * 1_000 * options.requestTimeout + 15_000);
	const images = rows.reduce((sum, { num }) => sum + num, 0);
	const longestMs = rows.length * rowMs + images * imageMs;
	assert(endedAtMs - startedAtMs <= longestMs, 'it took too long', { startedAtMs, endedAtMs });
}

function assertOrderAndPairing({ rows }: Schedule, { items, error }: Ran): void {
	const paired = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
	const ordered = paired.every((item, index) => index === 0 || item >= paired[index - 1]);
	assert(ordered, 'items are out of order', paired);
	if (error) return;
	for (const [index] of rows.entries()) {
		assert(paired.includes(index), `row ${index + 1} has no item`, items);
	}
	for (const { json, pairedItem } of items) {
		const { text } = rows[(pairedItem as { item: number }).item];
		assert(
			json.text === undefined || json.text === text,
			'an item is paired with another row',
			json,
		);
		assert(!('error' in json) || Object.keys(json).length === 1, 'an error has company', json);
	}
}

function assertNothingSecret({ node, runs }: Driven): void {
	const { appSecret } = node.service.options;
	const told = [...node.log, ...runs.map(textOf), ...runs.map(({ stored }) => stored)].join('\n');
	assert(!told.includes(appSecret), 'the secret was told', told);
	assert(!SIGNATURE.test(told), 'a signature was told', told);
}

function textOf({ items, error }: Ran): string {
	return `${JSON.stringify(items)}\n${error ? inspect(error, { depth: 8 }) : ''}`;
}

function assert(holds: boolean, what: string, evidence: unknown): void {
	if (!holds) throw new Error(`${what}: ${inspect(evidence, { depth: 6 })}`);
}
