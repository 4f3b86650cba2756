import { Gate, type Waiter } from '../../../../nodes/JumdataAiDraw/pacing/gate';
import { VirtualClock } from '../../../support/virtualClock.cts';

/** A gate on virtual time, and who left it when and why. */
function open(gapMs = 0) {
	const clock = new VirtualClock(0);
	const halting = new AbortController();
	const left: Array<[string, number, string]> = [];
	const pace = {
		atMs: 0,
		freeAtMs: () => pace.atMs,
		take: () => {
			pace.atMs = clock.now() + gapMs;
		},
	};
	const gate = new Gate(clock, pace, halting.signal);
	const add = (name: string, waiter: Partial<Waiter> & { atMs?: number } = {}) =>
		gate.add({
			kind: 'start',
			order: () => 0,
			byMs: Infinity,
			dueMs: () => waiter.atMs ?? 0,
			leave: (why) => left.push([name, clock.now(), why]),
			...waiter,
		});
	return { clock, halting, left, gate, pace, add };
}

describe('Gate', () => {
	it('lets each go when it is due, whoever came first', async () => {
		const { clock, left, add } = open();
		add('late', { atMs: 500 });
		add('early', { atMs: 100 });
		add('now');
		await clock.advance(1_000);
		expect(left).toEqual([
			['now', 0, 'goes'],
			['early', 100, 'goes'],
			['late', 500, 'goes'],
		]);
	});

	it('keeps the pace, starts first, by order within a kind', async () => {
		const { clock, left, pace, add } = open(100);
		pace.atMs = 50;
		add('second start', { order: () => 2 });
		add('first start', { order: () => 1 });
		add('check', { kind: 'check' });
		add('other check', { kind: 'check' });
		await clock.advance(1_000);
		expect(left.map(([name, atMs]) => [name, atMs])).toEqual([
			['first start', 50],
			['second start', 150],
			['check', 250],
			['other check', 350],
		]);
	});

	it('lets a check that is running out of time go before the starts', async () => {
		const { clock, left, pace, add } = open(1_000);
		pace.atMs = 500;
		for (const name of ['start', 'other start']) add(name);
		add('check', { kind: 'check' });
		add('last check', { kind: 'check', byMs: 20_000 });
		await clock.advance(5_000);
		expect(left.map(([name]) => name)).toEqual(['last check', 'start', 'other start', 'check']);
	});

	it('lets the one go first that was due first, of equal order', async () => {
		const { clock, left, pace, add } = open(100);
		pace.atMs = 500;
		add('due later', { atMs: 400 });
		add('due first', { atMs: 100 });
		await clock.advance(1_000);
		expect(left.map(([name]) => name)).toEqual(['due first', 'due later']);
	});

	it('lets nobody go in the moment in which the time of somebody is over, since that may end the run', async () => {
		const { clock, left, halting, add } = open();
		const leave = (why: string) => {
			left.push(['too late', clock.now(), why]);
			void Promise.resolve().then(() => halting.abort());
		};
		add('too late', { atMs: Infinity, byMs: 300, order: () => -1, leave });
		add('next', { atMs: 300 });
		await clock.advance(1_000);
		expect(left.map(([name, , why]) => [name, why])).toEqual([
			['too late', 'late'],
			['next', 'late'],
		]);
	});

	it('needs one timer for all, however many wait', async () => {
		const { clock, add } = open();
		for (let index = 0; index < 30; index++) add(String(index), { atMs: 1_000 + index });
		expect(clock.sleeperCount).toBe(1);
		await clock.advance(2_000);
		expect(clock.sleeperCount).toBe(0);
	});

	it('asks again who is due when something happened', async () => {
		const { clock, left, gate, add } = open();
		let atMs = Infinity;
		add('one', { dueMs: () => atMs });
		await clock.advance(1_000);
		expect(left).toEqual([]);
		atMs = 1_500;
		gate.plan();
		await clock.advance(1_000);
		expect(left).toEqual([['one', 1_500, 'goes']]);
	});

	it('lets those leave whose time is over, without taking from the pace', async () => {
		const { clock, left, pace, add } = open(100);
		add('hopeless', { atMs: Infinity, byMs: 300 });
		await clock.advance(1_000);
		expect(left).toEqual([['hopeless', 300, 'late']]);
		expect(pace.atMs).toBe(0);
	});

	it('lets all leave at once when the run is halted, and later comers too', async () => {
		const { clock, left, halting, add } = open();
		add('one', { atMs: 9_000 });
		await clock.advance(100);
		halting.abort();
		add('two', { atMs: 9_000 });
		expect(left).toEqual([
			['one', 100, 'late'],
			['two', 100, 'late'],
		]);
		expect(clock.sleeperCount).toBe(0);
	});
});
