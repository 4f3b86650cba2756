import type { WireEvent } from '../../support/virtualTransport.cts';
import type { Driven, Tried } from '../drive.cts';
import { assert } from './assert.cts';

const MOST_IN_A_ROW = 3;

/** The third promise: after three unclear requests in a row, no more is sent in that execution. */
export function assertGivesUp({ tries }: Driven): void {
	for (const [index, tried] of tries.entries()) {
		if (tried.runs.length > 1) continue;
		const endIndex = endIn(tried);
		if (endIndex === undefined) continue;
		assertNoSubmits(tried.wire.slice(endIndex));
		const next = tries[index + 1];
		const [{ stoppedAtMs }] = tried.runs;
		// n8n ends an execution that is stopped, whatever comes of what is on the wire.
		if (next && stoppedAtMs === undefined && isSameExecution(next)) assertNoSubmits(next.wire);
	}
}

function isSameExecution({ how: { again } }: Tried): boolean {
	return again !== 'stored' && again !== 'twins' && again !== 'twinsApart';
}

function assertNoSubmits(wire: readonly WireEvent[]): void {
	const sent = wire.filter(({ endpoint, kind }) => endpoint === 'submit' && kind === 'sent');
	assert(sent.length === 0, 'sent after three unclear requests in a row', wire);
}

/**
 * Where on the wire the last of three unclear answers in a row was there; those sent meanwhile count as one.
 * Undefined, too, where two rows may have asked for the same text, so that it does not tell whose answer it is.
 */
function endIn({ wire, log, rows }: Tried): number | undefined {
	const wasPaid = (text: string) => log.some((it) => isOf(it, 'paid task', text));
	const isUnclear = (text: string) => log.some((it) => isOf(it, 'may have paid', text));
	const texts = rows.map(({ text }) => String(text));
	const isOfSeveral = (text: string) => texts.filter((it) => text.startsWith(it)).length > 1;
	if (wire.some(({ about }) => !/no\. \d+$/.test(about) && isOfSeveral(about))) return undefined;
	let count = 0;
	let countedAtMs = -Infinity;
	for (const [index, { about, atMs }] of lastAnswers(wire)) {
		if (wasPaid(about)) count = 0;
		else if (isUnclear(about) && sentAtMs(wire, index) >= countedAtMs) {
			count++;
			countedAtMs = atMs;
		}
		if (count === MOST_IN_A_ROW) return index;
	}
	return undefined;
}

/** The last answer to the submits of each text, earlier ones having been refused, with its place on the wire. */
function lastAnswers(wire: readonly WireEvent[]): Array<[number, WireEvent]> {
	const answers = [...wire.entries()].filter(
		([, { endpoint, kind }]) => endpoint === 'submit' && kind === 'answered',
	);
	return answers.filter(
		([index, { about }]) => !answers.some(([later, it]) => later > index && it.about === about),
	);
}

function sentAtMs(wire: readonly WireEvent[], index: number): number {
	const { about } = wire[index];
	const isOwn = (it: WireEvent) => it.kind === 'sent' && it.about === about;
	return wire.slice(0, index).findLast(isOwn)?.atMs ?? Infinity;
}

function isOf(line: string, what: string, text: string): boolean {
	return line.includes(what) && line.includes(`text ${JSON.stringify(text)}`);
}
