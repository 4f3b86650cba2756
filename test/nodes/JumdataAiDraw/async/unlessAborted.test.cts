import { getEventListeners } from 'node:events';
import { unlessAborted } from '../../../../nodes/JumdataAiDraw/async/unlessAborted';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** What `unlessAborted` gives of a job of one second, and when, if the signal fires at `abortAtMs`. */
async function outcome(abortAtMs: number) {
	const clock = new VirtualClock(0);
	const abort = new AbortController();
	let jobEndsAtMs = NaN;
	const job = clock.sleep(1_000).then(() => {
		jobEndsAtMs = clock.now();
		return 'done';
	});
	void clock.sleep(abortAtMs).then(() => abort.abort());
	const result = await clock.runUntil(unlessAborted(job, abort.signal));
	const endedAtMs = clock.now();
	await clock.advance(2_000);
	return { result, endedAtMs, jobEndsAtMs };
}

describe('unlessAborted', () => {
	it('gives what the promise gives', async () => {
		expect(await outcome(5_000)).toMatchObject({ result: 'done', endedAtMs: 1_000 });
	});

	it('gives undefined as soon as the signal fires, while the promise goes on', async () => {
		expect(await outcome(400)).toEqual({
			result: undefined,
			endedAtMs: 400,
			jobEndsAtMs: 1_000,
		});
	});

	it('gives undefined at once where the signal has fired already', async () => {
		const never = new Promise<string>(() => {});
		expect(await unlessAborted(never, AbortSignal.abort())).toBeUndefined();
		expect(await unlessAborted(Promise.resolve('done'), AbortSignal.abort())).toBeUndefined();
	});

	it('rejects as the promise does', async () => {
		const { signal } = new AbortController();
		await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
	});

	it.each(['before', 'after'])(
		'leaves no rejection unheard where the signal fires %s the call',
		async (moment) => {
			const clock = new VirtualClock(0);
			const abort = new AbortController();
			if (moment === 'before') abort.abort();
			const job = clock.sleep(1_000).then(() => {
				throw new Error('nobody heard this');
			});
			const result = unlessAborted(job, abort.signal);
			abort.abort();
			expect(await result).toBeUndefined();
			await clock.advance(2_000);
		},
	);

	it('leaves no listener behind, so that thousands may share a signal', async () => {
		const { signal } = new AbortController();
		for (let call = 0; call < 20; call++) await unlessAborted(Promise.resolve(call), signal);
		await unlessAborted(Promise.reject(new Error('no')), signal).catch(() => {});
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});
});
