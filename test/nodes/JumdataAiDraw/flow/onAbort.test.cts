import { getEventListeners } from 'node:events';
import { onAbort } from '../../../../nodes/JumdataAiDraw/flow/onAbort';

describe('onAbort', () => {
	it('calls everybody once, through one listener', () => {
		const abort = new AbortController();
		const called: number[] = [];
		for (let index = 0; index < 30; index++) onAbort(abort.signal, () => called.push(index));
		expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
		abort.abort();
		abort.signal.dispatchEvent(new Event('abort'));
		expect(called).toEqual(Array.from({ length: 30 }, (_, index) => index));
	});

	it('does not call those who left, and leaves no listener behind', () => {
		const abort = new AbortController();
		const called: string[] = [];
		const leave = onAbort(abort.signal, () => called.push('left'));
		const leaveToo = onAbort(abort.signal, () => called.push('left too'));
		leave();
		leave();
		leaveToo();
		expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
		onAbort(abort.signal, () => called.push('stayed'));
		abort.abort();
		leave();
		expect(called).toEqual(['stayed']);
	});
});
