import { Pace, type Place } from '../../../../nodes/JumdataAiDraw/pacing/pace';
import { VirtualClock } from '../../../support/virtualClock.cts';

type Answer = 'granted' | 'tooFast' | 'tooMany' | 'busy' | 'other';

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

	it('believes that there are too many at once, and waits for an end', async () => {
		const { clock, places, went, enter } = open();
		let unfinished = 0;
		const answer = () => (unfinished < 2 ? (unfinished++, 'granted' as const) : 'tooMany');
		for (let row = 0; row < 4; row++) void enter(row, answer);
		await clock.advance(60_000);
		const refused = went.filter(([, it]) => it === 'tooMany');
		expect(went.length - refused.length).toBe(2);
		expect(refused.length).toBeLessThanOrEqual(2);
		unfinished--;
		places[0].release();
		await clock.advance(60_000);
		expect(went.filter(([, it]) => it === 'granted')).toHaveLength(3);
	});

	it('finds out that there are too many at once, where the service says too fast', async () => {
		const { clock, went, enter } = open();
		let unfinished = 0;
		const answer = () => (unfinished < 2 ? (unfinished++, 'granted' as const) : 'tooFast');
		for (let row = 0; row < 4; row++) void enter(row, answer);
		await clock.advance(600_000);
		expect(went.filter(([, it]) => it === 'tooFast').length).toBeLessThanOrEqual(8);
	});

	it('finds out that requests are too fast, where the service says too many at once', async () => {
		const { clock, places, went, enter } = open(40);
		let lastMs = -Infinity;
		const answer = () => {
			if (clock.now() - lastMs < 1_000) return 'tooMany';
			lastMs = clock.now();
			return 'granted';
		};
		for (let row = 0; row < 40; row++) void enter(row, answer);
		for (let time = 0; time < 30; time++) {
			await clock.advance(10_000);
			for (const place of places) place.release();
		}
		expect(went.filter(([, it]) => it === 'granted')).toHaveLength(40);
	});

	it('believes that requests are too fast, and slows down', async () => {
		const { clock, went, enter } = open();
		let tokens = 3;
		const answer = () => (tokens > 0 ? (tokens--, 'granted' as const) : 'tooFast');
		for (let row = 0; row < 8; row++) void enter(row, answer);
		await clock.advance(100);
		tokens = 9;
		await clock.advance(5_000);
		const times = went.filter(([atMs]) => atMs > 0).map(([atMs]) => atMs);
		const gaps = times.slice(1).map((atMs, index) => atMs - times[index]);
		expect(gaps.length).toBeGreaterThanOrEqual(3);
		for (const gapMs of gaps) expect(gapMs).toBeGreaterThan(100);
	});

	it('takes a refused check for too fast, whatever the service says, since checks take no place', async () => {
		const { clock, pace, went, enter } = open();
		void enter(9, () => 'granted');
		await clock.advance(100);
		pace.answered({ sentAtMs: 0, answer: 'tooMany' });
		const checkedAtMs: number[] = [];
		for (let check = 0; check < 2; check++)
			pace.gate.add({
				kind: 'check',
				order: () => 0,
				byMs: Infinity,
				dueMs: () => -Infinity,
				leave: () => checkedAtMs.push(clock.now()),
			});
		for (let row = 0; row < 3; row++) void enter(row, () => 'granted');
		await clock.advance(10_000);
		expect(went).toHaveLength(4);
		expect(checkedAtMs[1] - checkedAtMs[0]).toBeGreaterThan(100);
	});

	it('forgets that there were too many at once, when it was the requests that were too fast', async () => {
		const { clock, pace, places, went, enter } = open();
		const answers: Answer[] = ['granted', 'tooMany', 'tooMany', 'tooMany'];
		for (let row = 0; row < 9; row++) void enter(row, () => answers.shift() ?? 'granted');
		await clock.advance(60_000);
		pace.answered({ sentAtMs: clock.now() - 1, answer: 'tooMany' });
		answers.push('tooMany');
		places[0].release();
		await clock.advance(60_000);
		expect(went.filter(([, it]) => it === 'granted')).toHaveLength(9);
	});

	it('finds that more fit than before, and goes on to find more', async () => {
		const { clock, places, went, enter } = open();
		let room = 2;
		const unfinished = () => went.filter(([, it]) => it === 'granted').length - endedCount;
		let endedCount = 0;
		for (let row = 0; row < 200; row++)
			void enter(row, () => (unfinished() < room ? 'granted' : 'tooMany'));
		for (let time = 0; time < 90; time++) {
			await clock.advance(10_000);
			if (time === 30) room = 8;
			const place = places.shift();
			if (place) endedCount++;
			place?.release();
		}
		await clock.advance(60_000);
		expect(unfinished()).toBe(8);
	});

	it('takes nothing for too many at once while it has none, since others may share the account', async () => {
		const { clock, went, enter } = open(9);
		let refusedCount = 0;
		const answer = () => (refusedCount++ < 1 ? ('tooMany' as const) : ('granted' as const));
		for (let row = 0; row < 9; row++) void enter(row, answer);
		await clock.advance(60_000);
		expect(went.filter(([, it]) => it === 'granted')).toHaveLength(9);
	});

	it('keeps to the places it knows when requests are too fast in between', async () => {
		const { clock, places, went, enter } = open();
		let unfinished = 0;
		let isFast = false;
		const answer = () => {
			if (unfinished >= 2) return 'tooMany';
			isFast = !isFast;
			if (isFast) return 'tooFast';
			unfinished++;
			return 'granted';
		};
		for (let row = 0; row < 40; row++) void enter(row, answer);
		for (let time = 0; time < 30; time++) {
			await clock.advance(20_000);
			unfinished--;
			places.shift()?.release();
		}
		expect(went.filter(([, it]) => it === 'tooMany').length).toBeLessThanOrEqual(8);
	});

	it('waits for one refusal no longer than the rate wants', async () => {
		const { clock, went, enter } = open(40);
		let count = 0;
		for (let row = 0; row < 40; row++)
			void enter(row, () => (++count === 30 ? 'tooFast' : 'granted'));
		await clock.advance(240);
		expect(went.length).toBeGreaterThanOrEqual(36);
	});

	it('is as fast after long trouble as after a refusal', async () => {
		const { clock, went, enter } = open(40);
		for (let row = 0; row < 20; row++)
			void enter(row, () => (clock.now() < 600_000 ? 'tooFast' : 'granted'));
		await clock.advance(650_000);
		expect(went.filter(([, it]) => it === 'granted')).toHaveLength(20);
	});

	it('sends nothing before the time that the service names', async () => {
		const { clock, pace, went, enter } = open();
		pace.answered({ sentAtMs: 0, answer: 'busy', retryAfterMs: 30_000 });
		void enter(0, () => 'granted');
		await clock.advance(60_000);
		expect(went).toEqual([[30_000, 'granted']]);
	});

	it.each(['tooFast', 'tooMany', 'busy'] as const)(
		'asks less and less often while all is %s',
		async (answer) => {
			const { clock, went, enter } = open();
			void enter(0, () => answer);
			await clock.advance(300_000);
			const times = went.map(([atMs]) => atMs);
			expect(times.filter((atMs) => atMs < 30_000).length).toBeLessThanOrEqual(10);
			expect(times.filter((atMs) => atMs >= 150_000).length).toBeLessThanOrEqual(21);
			expect(times.filter((atMs) => atMs >= 150_000).length).toBeGreaterThanOrEqual(8);
		},
	);

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
