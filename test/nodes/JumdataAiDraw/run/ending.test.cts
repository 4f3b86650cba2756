import { getEventListeners } from 'node:events';
import { Failure } from '../../../../nodes/JumdataAiDraw/failure';
import { Ending } from '../../../../nodes/JumdataAiDraw/run/ending';

function failedRow(itemIndex: number, kind: Failure['kind'] = 'row') {
	const facts = { code: 602, httpStatus: 403, taskNo: '7', taskId: '77', text: 'a fox' };
	return { itemIndex, failure: new Failure('the account is disabled', 'Ask them.', facts, kind) };
}

/** Which signals have fired. */
function fired({ stopped, quit, halted }: Ending): string {
	const signals = { stopped, quit, halted };
	return Object.entries(signals)
		.filter(([, { aborted }]) => aborted)
		.map(([name]) => name)
		.join(' ');
}

describe('a row that fails', () => {
	it.each<[string, Failure['kind'], boolean, string]>([
		['costs itself under Continue', 'row', true, ''],
		['ends the run without Continue', 'row', false, 'quit halted'],
		['for the account stops requests under Continue, not downloads', 'run', true, 'halted'],
		['for the account ends the run without Continue', 'run', false, 'quit halted'],
		['because the run ended changes nothing', 'ended', true, ''],
		['because the run ended changes nothing without Continue', 'ended', false, ''],
	])('%s', (_, kind, continuesOnFail, expected) => {
		const ending = new Ending(continuesOnFail);
		const row = failedRow(0, kind);
		ending.meet(row);
		expect(fired(ending)).toBe(expected);
		expect(ending.wasStopped).toBe(false);
	});

	it('is remembered if it was the first', () => {
		const ending = new Ending(false);
		ending.meet(failedRow(3, 'ended'));
		ending.meet(failedRow(2));
		ending.meet(failedRow(1));
		expect(ending.firstFailure?.itemIndex).toBe(2);
	});
});

describe('Stop', () => {
	it('fires all three signals', () => {
		const stop = new AbortController();
		const ending = new Ending(true, stop.signal);
		expect(fired(ending)).toBe('');
		stop.abort();
		expect(fired(ending)).toBe('stopped quit halted');
		expect(ending.wasStopped).toBe(true);
	});

	it('before the run is heard as well', () => {
		const ending = new Ending(true, AbortSignal.abort());
		expect(fired(ending)).toBe('stopped quit halted');
		expect(ending.wasStopped).toBe(true);
	});

	it('after the run is of no concern, and leaves no listener behind', () => {
		const stop = new AbortController();
		const ending = new Ending(true, stop.signal);
		ending.close();
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
		stop.abort();
		expect(ending.wasStopped).toBe(false);
	});

	it('is never fired by the run itself', () => {
		const stop = new AbortController();
		new Ending(false, stop.signal).meet(failedRow(0, 'run'));
		expect(stop.signal.aborted).toBe(false);
	});
});

describe('the failure of a row that only ended because the run did', () => {
	it('says that it was stopped, and how to get what is bought', () => {
		const failure = new Ending(true, AbortSignal.abort()).failure();
		expect(failure.message).toContain('stopped');
		expect(failure.advice).toMatch(/fetch its images with Query; that is free/);
		expect(failure).toMatchObject({ kind: 'ended', facts: {} });
	});

	it('says that another row failed', () => {
		const ending = new Ending(false);
		ending.meet(failedRow(0));
		expect(ending.failure().message).toContain('another row failed');
		expect(ending.failure()).toMatchObject({ kind: 'ended', facts: {} });
	});

	it('says why the account is refused, without the facts of the row that met it', () => {
		const ending = new Ending(true);
		ending.meet(failedRow(0, 'run'));
		const failure = ending.failure();
		expect(failure.message).toContain('the account is disabled');
		expect(failure.advice).toContain('Ask them.');
		expect(failure).toMatchObject({ kind: 'ended' });
		expect(failure.facts).toEqual({ code: 602, httpStatus: 403 });
	});

	it('has no facts that are not known', () => {
		const ending = new Ending(true);
		ending.meet({ itemIndex: 0, failure: new Failure('refused', '', {}, 'run') });
		expect(ending.failure().facts).toStrictEqual({});
	});

	it('gives the first refusal of the account', () => {
		const ending = new Ending(true);
		ending.meet({ itemIndex: 0, failure: new Failure('first', '', {}, 'run') });
		ending.meet({ itemIndex: 1, failure: new Failure('second', '', {}, 'run') });
		expect(ending.failure().message).toContain('first');
	});

	it('does not end the rows that follow it', () => {
		const ending = new Ending(false);
		ending.meet({ itemIndex: 0, failure: ending.failure() });
		expect(fired(ending)).toBe('');
	});
});
