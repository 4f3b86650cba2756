import { whenAborted } from '../../../../nodes/JumdataAiDraw/async/whenAborted';

describe('whenAborted', () => {
	it('calls everybody once, however many there are, and leaves one listener', () => {
		const controller = new AbortController();
		const listen = jest.spyOn(controller.signal, 'addEventListener');
		const callbacks = Array.from({ length: 50 }, () => jest.fn());
		for (const callback of callbacks) whenAborted(controller.signal, callback);
		controller.abort();
		expect(callbacks.map(({ mock }) => mock.calls.length)).toEqual(Array(50).fill(1));
		expect(listen).toHaveBeenCalledTimes(1);
	});

	it('calls at once where the signal has fired already', () => {
		const callback = jest.fn();
		whenAborted(AbortSignal.abort(), callback);
		expect(callback).toHaveBeenCalledTimes(1);
	});

	it('does not call who called off, and still calls the others', () => {
		const controller = new AbortController();
		const [gone, here] = [jest.fn(), jest.fn()];
		whenAborted(controller.signal, gone)();
		whenAborted(controller.signal, here);
		controller.abort();
		expect([gone.mock.calls.length, here.mock.calls.length]).toEqual([0, 1]);
	});

	it('keeps signals apart', () => {
		const controller = new AbortController();
		const other = jest.fn();
		whenAborted(new AbortController().signal, other);
		whenAborted(controller.signal, jest.fn());
		controller.abort();
		expect(other).not.toHaveBeenCalled();
	});
});
