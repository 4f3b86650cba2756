import { Pace, type Place } from '../../../../nodes/JumdataAiDraw/pacing/pace';
import { VirtualClock } from '../../../support/virtualClock.cts';

type Answer = 'granted' | 'refused' | 'other';

/** A pace on virtual time, where requests take no time. */
function open(mostAtOnce = 9) {
	const clock = new VirtualClock(0);
	const halting = new AbortController();
	const pace = new Pace(clock, halting.signal, mostAtOnce);
	const places: Place[] = [];
	/** When each request went, and what it was answered. */
	const went: Array<[number, Answer]> = [];
	/** Asks for a place, again and again until it is granted. */
	const enter = async (order: number, answerTo: () => Answer, isKept = true): Promise<void> => {
		for (;;) {
			const place = await pace.enter(order, -Infinity, Infinity);
			if (!place) return;
			const answer = answerTo();
			went.push([clock.now(), answer]);
			place.answered({ sentAtMs: clock.now(), answer }, isKept && answer === 'granted');
			if (answer !== 'granted') continue;
			places.push(place);
			return;
		}
	};
	return { clock, halting, pace, places, went, enter };
}

describe('Pace', () => {
	it('opens quickly where nothing is refused, up to the most at once', async () => {
		const { clock, went, enter } = open(9);
		for (let row = 0; row < 20; row++) void enter(row, () => 'granted');
		await clock.advance(1_000);
		expect(went).toEqual(Array(9).fill([0, 'granted']));
	});

	it('takes a second refusal after a pause for "too many at once", and waits for an end', async () => {
		const { clock, places, went, enter } = open();
		let unfinished = 0;
		const answer = () => (unfinished < 2 ? (unfinished++, 'granted' as const) : 'refused');
		for (let row = 0; row < 4; row++) void enter(row, answer);
		await clock.advance(60_000);
		expect(went).toEqual([
			[0, 'granted'],
			[0, 'granted'],
			[0, 'refused'],
			[0, 'refused'],
			[1_000, 'refused'],
		]);
		unfinished--;
		places[0].release();
		await clock.advance(60_000);
		expect(went.slice(5)).toEqual([[60_000, 'granted']]);
	});

	it('takes a success after a pause for "too fast", and slows down', async () => {
		const { clock, went, enter } = open();
		let tokens = 3;
		const answer = () => (tokens > 0 ? (tokens--, 'granted' as const) : 'refused');
		for (let row = 0; row < 8; row++) void enter(row, answer);
		await clock.advance(700);
		tokens = 9;
		await clock.advance(3_000);
		const times = went.filter(([atMs]) => atMs > 0).map(([atMs]) => atMs);
		expect(times[0]).toBe(1_000);
		const gaps = times.slice(1).map((atMs, index) => atMs - times[index]);
		expect(gaps.length).toBeGreaterThanOrEqual(3);
		for (const gapMs of gaps) expect(gapMs).toBeGreaterThan(100);
	});

	it('takes a refused look for "too fast" at once, since looks take no place', async () => {
		const { clock, pace, went, enter } = open();
		pace.answered({ sentAtMs: 0, answer: 'refused' });
		for (let row = 0; row < 3; row++) void enter(row, () => 'granted');
		await clock.advance(10_000);
		const times = went.map(([atMs]) => atMs);
		expect(times[0]).toBeGreaterThan(0);
		expect(new Set(times).size).toBe(3);
	});

	it('sends nothing before the time that the service names', async () => {
		const { clock, pace, went, enter } = open();
		pace.answered({ sentAtMs: 0, answer: 'refused', retryAfterMs: 30_000 });
		void enter(0, () => 'granted');
		await clock.advance(60_000);
		expect(went).toEqual([[30_000, 'granted']]);
	});

	it('asks less and less often while all is refused, after a pause', async () => {
		const { clock, went, enter } = open();
		void enter(0, () => 'refused');
		await clock.advance(300_000);
		const times = went.map(([atMs]) => atMs);
		expect(times.slice(0, 7)).toEqual([0, 1_000, 1_054, 1_161, 1_373, 1_794, 2_312]);
		expect(times.filter((atMs) => atMs < 30_000).length).toBeLessThanOrEqual(45);
		expect(times.filter((atMs) => atMs >= 150_000).length).toBeLessThanOrEqual(21);
	});

	it('learns nothing from answers that speak of something else', async () => {
		const { clock, pace, went, enter } = open();
		pace.answered({ sentAtMs: 0, answer: 'other', retryAfterMs: 30_000 });
		void enter(0, () => 'granted');
		await clock.advance(1_000);
		expect(went).toEqual([[0, 'granted']]);
	});

	it('frees a place once, however often it is released', async () => {
		const { clock, places, went, enter } = open(2);
		for (let row = 0; row < 5; row++) void enter(row, () => 'granted');
		await clock.advance(100);
		places[0].release();
		places[0].release();
		await clock.advance(100);
		expect(went).toHaveLength(3);
	});

	it('has nobody wait past his time or after the end', async () => {
		const { clock, pace, halting, enter } = open(1);
		void enter(0, () => 'granted');
		const late = pace.enter(1, -Infinity, 500);
		await clock.advance(500);
		expect(await late).toBeUndefined();
		const ended = pace.enter(2, -Infinity, Infinity);
		halting.abort();
		expect(await ended).toBeUndefined();
	});
});
