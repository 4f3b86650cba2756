/** Who waits for each signal. */
const waiting = new WeakMap<EventTarget, Set<() => void>>();

/**
 * Calls `callback` once `signal` fires, at once if it has already; gives back how to call it off.
 * However many wait for a signal, it has one listener (Node.js warns of a leak at eleven), and none
 * when nobody waits any more.
 */
export function whenAborted(signal: AbortSignal, callback: () => void): () => void {
	if (signal.aborted) {
		callback();
		return () => {};
	}
	const callbacks = waiting.get(signal) ?? new Set();
	if (callbacks.size === 0) signal.addEventListener('abort', callAll);
	waiting.set(signal, callbacks.add(callback));
	return () => {
		callbacks.delete(callback);
		if (callbacks.size === 0) signal.removeEventListener('abort', callAll);
	};
}

function callAll({ target }: Event): void {
	if (target) waiting.get(target)?.forEach((callback) => callback());
}
