/** Who waits for a signal, and the one listener that serves them all. */
interface Audience {
	callbacks: Set<() => void>;
	listener: () => void;
}

const audiences = new WeakMap<AbortSignal, Audience>();

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
	const audience = audiences.get(signal) ?? listen(signal);
	audience.callbacks.add(callback);
	return () => leave(signal, audience, callback);
}

function listen(signal: AbortSignal): Audience {
	const callbacks = new Set<() => void>();
	const audience = { callbacks, listener: () => callbacks.forEach((callback) => callback()) };
	audiences.set(signal, audience);
	signal.addEventListener('abort', audience.listener, { once: true });
	return audience;
}

function leave(signal: AbortSignal, { callbacks, listener }: Audience, callback: () => void): void {
	if (!callbacks.delete(callback) || callbacks.size > 0) return;
	audiences.delete(signal);
	signal.removeEventListener('abort', listener);
}
