import { AFTERMATH_MS, type Driven, type Ran, type Tried } from '../drive.cts';
import type { WireEvent } from '../../support/virtualTransport.cts';
import type { Schedule } from '../schedules/schedule.cts';
import { ABSENT } from '../schedules/faults.cts';
import { assert, textOf } from './assert.cts';

const STOP_MS = 1_000;
/** What a last check, and those who ended at the same time, may take beside. */
const SLACK_MS = 15_000;
/** A minute is enough where nobody is there, and what is on the wire then may end. */
const NOBODY_THERE_MS = 65_000;
/** A service that names a time to wait is obeyed for so long, whatever Max Wait Time is. */
const LONGEST_PAUSE_MS = 600_000;
const MOST_ATTEMPTS = 4;
const MOST_STALLS = 20;
/** A row that failed since its time was over, not by an answer. */
const LATE = /after [\d.]+ seconds|in time \(/;

export function assertNoRequestAfterTheEnd({ tries }: Driven): void {
	for (const { runs, node } of tries) {
		const endMs = Math.max(...runs.map((run) => run.stoppedAtMs ?? run.endedAtMs));
		const untilMs = Math.max(...runs.map((run) => run.endedAtMs)) + AFTERMATH_MS;
		const late = node.transport.sentAtMs.filter((atMs) => atMs > endMs && atMs < untilMs);
		assert(late.length === 0, `${late.length} requests after the end`, { late, endMs });
	}
}

export function assertStopped({ stoppedAtMs, endedAtMs }: Ran): void {
	if (stoppedAtMs === undefined) return;
	assert(endedAtMs - stoppedAtMs <= STOP_MS, 'Stop took too long', { stoppedAtMs, endedAtMs });
}

/**
 * The eighth promise: where nothing is accepted, rows fail together, so that a run takes Max Wait Time for
 * each task that was accepted, and once more; not for each row.
 */
export function assertEnds({ options, rows, faults }: Schedule, tried: Tried, run: Ran): void {
	const { startedAtMs, endedAtMs } = run;
	const rowMs = 1_000 * (tried.how.maxWaitTime + 2 * options.requestTimeout) + SLACK_MS;
	const imageMs = MOST_ATTEMPTS * (MOST_STALLS * 1_000 * options.requestTimeout + SLACK_MS);
	const images = rows.reduce((sum, { num }) => sum + num, 0);
	const isFetching = tried.wire.some(({ endpoint }) => endpoint === 'image');
	const queried = tried.wire.filter(({ endpoint }) => endpoint === 'query');
	const tasks = new Set([
		...queried.map(({ about }) => about),
		...tried.bought.map((it) => it.taskId),
	]);
	const pauses = faults.map(({ times, fault }) =>
		'headers' in fault && fault.headers?.['retry-after'] ? (times ?? 1) : 0,
	);
	const pausesMs = LONGEST_PAUSE_MS * pauses.reduce((sum, count) => sum + count, 0);
	const longestMs = (tasks.size + 2) * rowMs + (isFetching ? images * imageMs : 0) + pausesMs;
	const evidence = { tookMs: endedAtMs - startedAtMs, longestMs, log: tried.log };
	assert(endedAtMs - startedAtMs <= longestMs, 'it took too long', evidence);
}

/** The eighth promise: where a host does not exist or refuses connections, and nothing ever worked, a minute is enough. */
export function assertNotTriedForLong({ wire, runs }: Tried): void {
	for (const isOfHost of [isOfImage, (it: WireEvent) => !isOfImage(it)]) {
		const events = wire.filter(isOfHost);
		if (!isNobodyThere(events)) continue;
		const triedMs = (events.at(-1)?.atMs ?? 0) - (events[0]?.atMs ?? 0);
		// Each of two runs at once finds out by itself.
		const longestMs = runs.length * NOBODY_THERE_MS;
		assert(triedMs <= longestMs, 'a host that is not there was tried for long', events);
	}
}

/** Whether every request came to nobody, those aside that were cut off on their way. */
function isNobodyThere(events: readonly WireEvent[]): boolean {
	const answered = events.filter(({ kind, reply }) => kind === 'answered' && reply);
	return answered.every(({ unsentCode }) => unsentCode && ABSENT.includes(unsentCode));
}

function isOfImage({ endpoint }: WireEvent): boolean {
	return endpoint === 'image';
}

/** The fifth promise: without Continue nothing new is sent once a row has failed. */
export function assertQuietAfterFailure(schedule: Schedule, tried: Tried, driven: Driven): void {
	const { runs, wire } = tried;
	const message = runs[0].error?.message ?? '';
	const row = /^Row (\d+): /.exec(message)?.[1];
	if (schedule.continueOnFail || runs.length > 1 || !row || LATE.test(message)) return;
	const failing = abouts(Number(row) - 1, tried, driven);
	if (message.includes('could not be fetched') && isNobodyThere(wire.filter(isOfImage))) return;
	const isLast = wire.findLastIndex(
		({ kind, about }) => kind === 'answered' && failing.some((it) => about.includes(it)),
	);
	if (isLast < 0 || failing.length === 0) return;
	const later = wire.slice(isLast).filter(({ kind }) => kind === 'sent');
	assert(later.length === 0, `sent after row ${row} had failed`, { message, wire });
}

/** What requests of a row are about; nothing where another row's may look alike. */
function abouts(itemIndex: number, { rows, node }: Tried, { expressions }: Driven): string[] {
	const { text, taskId } = rows[itemIndex];
	if (rows.filter((it) => it.text === text).length > 1) return [];
	const texts = [...expressions.askers.keys()].filter((it) => it.startsWith(String(text)));
	const tasks = node.service.ledger.filter((it) => texts.includes(it.text));
	return [...texts, ...tasks.map((it) => it.taskId), ...(taskId ? [String(taskId)] : [])];
}

/** Under Continue nothing but Stop makes it throw. */
export function assertContinues({ continueOnFail }: Schedule, run: Ran): void {
	if (!continueOnFail || run.stoppedAtMs !== undefined) return;
	assert(run.error === undefined, 'a run under Continue threw', textOf(run));
}
