/** Who waits for each signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `callback` once `signal` fires, at once if it has already; gives back how to call it off.
 * However many wait for a signal, it has one listener: Node.js warns of a leak at eleven.
 */
export function whenAborted(signal: AbortSignal, callback: () => void): () => void {
	if (signal.aborted) {
		callback();
		return () => {};
	}
	const callbacks = waiting.get(signal) ?? listen(signal);
	callbacks.add(callback);
	return () => callbacks.delete(callback);
}

function listen(signal: AbortSignal): Set<() => void> {
	const callbacks = new Set<() => void>();
	waiting.set(signal, callbacks);
	signal.addEventListener('abort', () => callbacks.forEach((callback) => callback()));
	return callbacks;
}
