import { Patience } from '../../../../nodes/JumdataAiDraw/async/patience';
import { VirtualClock } from '../../../support/virtualClock.cts';

const LIMIT_MS = 600_000;

function waiting(limitMs: () => number = () => LIMIT_MS) {
	const clock = new VirtualClock(0);
	return { clock, patience: new Patience<string>(clock, limitMs) };
}

/** When it was over, in milliseconds; undefined where it is not, after a day. */
async function overAt(clock: VirtualClock, { over }: Patience<string>) {
	let atMs: number | undefined;
	if (over.aborted) return clock.now();
	over.addEventListener('abort', () => (atMs = clock.now()));
	await clock.advance(86_400_000);
	return atMs;
}

it('patience is over when nothing worked for as long as the limit, counted from the first try that failed', async () => {
	const { clock, patience } = waiting();
	await clock.advance(5_000);
	patience.failed('first', 2_000);
	await clock.advance(300_000);
	patience.failed('second', clock.now());
	expect(await overAt(clock, patience)).toBe(2_000 + LIMIT_MS);
	expect(patience.reason).toBe('second');
});

it('patience is never over where nothing was tried', async () => {
	const { clock, patience } = waiting();
	expect(await overAt(clock, patience)).toBeUndefined();
});

it('patience begins anew after a try that worked', async () => {
	const { clock, patience } = waiting();
	patience.failed('no', 0);
	await clock.advance(LIMIT_MS - 1);
	patience.worked();
	patience.failed('no', clock.now());
	expect(await overAt(clock, patience)).toBe(2 * LIMIT_MS - 1);
});

it('patience is not over after a try that worked and nothing since', async () => {
	const { clock, patience } = waiting();
	patience.failed('no', 0);
	patience.worked();
	expect(await overAt(clock, patience)).toBeUndefined();
});

it('patience does not count while it is held, and begins anew when the last one lets go', async () => {
	const { clock, patience } = waiting();
	const first = patience.suspend();
	const second = patience.suspend();
	patience.failed('no', 0);
	await clock.advance(1_000_000);
	first();
	await clock.advance(1_000_000);
	expect(patience.over.aborted).toBe(false);
	second();
	expect(await overAt(clock, patience)).toBe(2_000_000 + LIMIT_MS);
});

it('patience does not begin when somebody lets go of it and nothing failed', async () => {
	const { clock, patience } = waiting();
	patience.suspend()();
	expect(await overAt(clock, patience)).toBeUndefined();
});

it.each([
	['a minute, where nobody is there at all', [true, true], 60_000],
	['the limit, where somebody was there once', [true, false], LIMIT_MS],
])('patience lasts %s', async (_, tries, expectedMs) => {
	const { clock, patience } = waiting();
	for (const isNobodyThere of tries) patience.failed('no', 0, isNobodyThere);
	expect(await overAt(clock, patience)).toBe(expectedMs);
});

it('patience lasts the limit, where it worked once and nobody is there now', async () => {
	const { clock, patience } = waiting();
	patience.worked();
	patience.failed('no', 0, true);
	expect(await overAt(clock, patience)).toBe(LIMIT_MS);
});

it('patience goes by the limit as it is when it would be over', async () => {
	let limitMs = LIMIT_MS;
	const { clock, patience } = waiting(() => limitMs);
	patience.failed('no', 0);
	limitMs = 2 * LIMIT_MS;
	expect(await overAt(clock, patience)).toBe(2 * LIMIT_MS);
});

it('patience that is closed is never over, and sleeps no more', async () => {
	const { clock, patience } = waiting();
	patience.failed('no', 0);
	patience.close();
	expect(await overAt(clock, patience)).toBeUndefined();
	expect(clock.sleeperCount).toBe(0);
});
