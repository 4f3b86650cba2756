import { WhatHelps } from '../../../../nodes/JumdataAiDraw/pacing/whatHelps';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** So many are with the service, and one more was refused. */
const THREE = 3;
/** Half a second, and half of what may come to it. */
const TRIAL_MS = 1_000;

async function after(waitMs: number, clock: VirtualClock): Promise<number> {
	await clock.advance(waitMs);
	return clock.now();
}

/** Something that was refused once, at time 0, with `atOnce` at once. */
function refusedAt(atOnce: number) {
	const clock = new VirtualClock(0);
	const what = new WhatHelps(clock);
	const refuse = (count = atOnce, isFull = false) => what.refused(clock.now(), count, isFull);
	const grant = (count = atOnce, kept = count + 1) => what.granted(clock.now(), count, kept);
	expect(refuse()).toBeUndefined();
	return { clock, what, refuse, grant };
}

/** Something of which it is known that waiting helps: its first trial, of one beyond three, succeeded. */
async function helpedByWaiting() {
	const tried = refusedAt(THREE);
	await after(TRIAL_MS, tried.clock);
	expect(tried.grant()).toBe('slower');
	return tried;
}

describe('before a refusal', () => {
	it('nothing holds up the next try, and a success tells nothing', () => {
		const what = new WhatHelps(new VirtualClock(0));
		expect(what.nextTryMs(0, 0)).toBe(-Infinity);
		expect(what.nextTryMs(9, 3)).toBe(-Infinity);
		expect(what.granted(0, 3, 4)).toBeUndefined();
	});
});

describe('after a refusal', () => {
	it('as many as before are tried once more, after a pause', () => {
		expect(refusedAt(THREE).what.nextTryMs(THREE, THREE)).toBe(TRIAL_MS);
	});

	it('fewer may go at once', () => {
		expect(refusedAt(THREE).what.nextTryMs(2, 2)).toBe(-Infinity);
	});

	it('what is on the wire is waited for', () => {
		expect(refusedAt(THREE).what.nextTryMs(4, THREE)).toBe(Infinity);
	});

	it('a try that succeeds says that waiting helped, and holds up no other', async () => {
		const { what } = await helpedByWaiting();
		expect(what.nextTryMs(9, 9)).toBe(-Infinity);
	});

	it('a success with fewer says nothing', async () => {
		const { clock, what, grant } = refusedAt(THREE);
		await after(TRIAL_MS, clock);
		expect(grant(2)).toBeUndefined();
		expect(what.nextTryMs(THREE, THREE)).toBe(TRIAL_MS);
	});

	it('a try that is refused as well says that there must be fewer', async () => {
		const { clock, what, refuse } = refusedAt(THREE);
		await after(TRIAL_MS, clock);
		expect(refuse()).toBe('fewer');
		expect(what.nextTryMs(9, 9)).toBe(-Infinity);
	});

	it('a refusal of fewer than then begins another trial', async () => {
		for (const waitMs of [100, TRIAL_MS]) {
			const { clock, what, refuse } = refusedAt(THREE);
			const nowMs = await after(waitMs, clock);
			expect(refuse(2)).toBeUndefined();
			expect(what.nextTryMs(2, 2)).toBe(nowMs + TRIAL_MS);
		}
	});

	it('others that were on the wire with it count as the same', async () => {
		const { clock, what } = refusedAt(THREE);
		await after(100, clock);
		expect(what.refused(-1, 4, false)).toBeUndefined();
		expect(what.refused(-1, 2, false)).toBeUndefined();
		expect(what.nextTryMs(THREE, THREE)).toBe(TRIAL_MS);
	});

	it('successes that were on the wire with it show how many there is room for', async () => {
		const { clock, what } = refusedAt(THREE);
		await after(100, clock);
		expect(what.granted(0, THREE, 5)).toBeUndefined();
		expect(what.nextTryMs(4, 4)).toBe(-Infinity);
		expect(what.nextTryMs(5, 5)).toBe(TRIAL_MS);
		expect(what.granted(0, THREE, 4)).toBeUndefined();
		expect(what.nextTryMs(4, 4)).toBe(-Infinity);
	});

	it('with nothing at once there cannot be fewer: all but the first are too fast', async () => {
		const { clock, what, refuse } = refusedAt(0);
		await after(TRIAL_MS, clock);
		for (let times = 0; times < 9; times++) expect(refuse()).toBe('slower');
		expect(what.nextTryMs(0, 0)).toBe(-Infinity);
	});

	it('fewer are at once: it is not too fast because nothing is', async () => {
		const { clock, what, refuse } = refusedAt(THREE);
		const nowMs = await after(TRIAL_MS, clock);
		expect(refuse(0)).toBeUndefined();
		expect(what.nextTryMs(0, 0)).toBe(nowMs + TRIAL_MS);
	});
});

describe('where waiting helped before', () => {
	it('a refusal means too fast at once', async () => {
		const { clock, refuse } = await helpedByWaiting();
		await after(1_000, clock);
		expect(refuse(4)).toBe('slower');
	});

	it('one that was sent before the last was answered says nothing new', async () => {
		const { clock, what, refuse } = await helpedByWaiting();
		const nowMs = await after(1_000, clock);
		expect(refuse(4)).toBe('slower');
		expect(what.refused(nowMs - 1, 5, false)).toBeUndefined();
		expect(what.nextTryMs(9, 9)).toBe(-Infinity);
		expect(what.refused(nowMs, 5, false)).toBe('slower');
	});

	it('four in a row do, the fifth begins a trial', async () => {
		const { clock, what, refuse } = await helpedByWaiting();
		for (const atOnce of [4, 5, 6, 7]) {
			await after(1_000, clock);
			expect(refuse(atOnce)).toBe('slower');
		}
		const nowMs = await after(1_000, clock);
		expect(refuse(8)).toBeUndefined();
		expect(what.nextTryMs(8, 8)).toBe(nowMs + TRIAL_MS);
	});

	it('a success begins the count anew', async () => {
		const { clock, refuse, grant } = await helpedByWaiting();
		for (const atOnce of [4, 5, 6, 7, 8, 9]) {
			await after(1_000, clock);
			expect(refuse(atOnce)).toBe('slower');
			expect(grant(atOnce)).toBeUndefined();
		}
	});

	it('the same number twice begins a trial, but none at all may be too fast', async () => {
		const { clock, what, refuse } = await helpedByWaiting();
		const nowMs = await after(1_000, clock);
		expect(refuse(THREE)).toBeUndefined();
		expect(what.nextTryMs(THREE, THREE)).toBe(nowMs + TRIAL_MS);
		const idle = await helpedByWaiting();
		for (let times = 0; times < 2; times++) {
			await after(1_000, idle.clock);
			expect(idle.refuse(0)).toBe('slower');
		}
	});

	it('where there is known to be no room for more, a trial begins', async () => {
		const { clock, what, refuse } = await helpedByWaiting();
		const nowMs = await after(1_000, clock);
		expect(refuse(4, true)).toBeUndefined();
		expect(what.nextTryMs(4, 4)).toBe(nowMs + TRIAL_MS);
	});

	it('but fewer helped since, a trial begins', async () => {
		const { clock, what, refuse } = await helpedByWaiting();
		for (const [atOnce, expected] of [
			[THREE, undefined],
			[THREE, 'fewer'],
		] as const) {
			await after(2_000, clock);
			expect(refuse(atOnce)).toBe(expected);
		}
		const nowMs = await after(2_000, clock);
		expect(refuse(2)).toBeUndefined();
		expect(what.nextTryMs(2, 2)).toBe(nowMs + TRIAL_MS);
	});
});

describe('requests that take no place', () => {
	it.each([
		[9_999, 'slower'],
		[10_000, undefined],
	])(
		'say for ten seconds after a refusal that all are too fast: %d ms',
		async (waitMs, expected) => {
			const clock = new VirtualClock(0);
			const what = new WhatHelps(clock);
			what.answeredWithoutPlace(true);
			const nowMs = await after(waitMs, clock);
			expect(what.refused(nowMs, THREE, false)).toBe(expected);
		},
	);

	it('say so of the same number twice as well', async () => {
		const { clock, what, refuse } = refusedAt(THREE);
		await after(TRIAL_MS, clock);
		what.answeredWithoutPlace(true);
		expect(refuse()).toBe('slower');
	});

	it('say nothing where they are granted', () => {
		const what = new WhatHelps(new VirtualClock(0));
		what.answeredWithoutPlace(false);
		expect(what.refused(0, THREE, false)).toBeUndefined();
	});

	it.each([
		['none of eight', [], 1],
		['one of eight', [0], 2],
		['four of eight', [0, 1, 2, 3], 5],
	])('need more trials where many of them were refused of late: %s', async (_, refused, trials) => {
		const { clock, what, refuse } = refusedAt(0);
		for (let request = 7; request >= 0; request--)
			what.answeredWithoutPlace(refused.includes(request as never));
		await after(10_000, clock);
		expect(refuse(THREE)).toBeUndefined();
		for (let trial = 1; trial < trials; trial++) {
			await after(TRIAL_MS, clock);
			expect(refuse(THREE)).toBeUndefined();
		}
		await after(TRIAL_MS, clock);
		expect(refuse(THREE)).toBe('fewer');
	});
});
