interface Hearers {
	callbacks: Set<() => void>;
	call: () => void;
}

const hearers = new WeakMap<AbortSignal, Hearers>();

/**
 * Calls `callback` when `signal` fires, which it must not have done yet, and gives back how to leave
 * before that. However many hear a signal, it has one listener: of more than ten, Node.js warns.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	const found = hearers.get(signal) ?? listen(signal);
	found.callbacks.add(callback);
	return () => {
		if (!found.callbacks.delete(callback) || found.callbacks.size > 0) return;
		signal.removeEventListener('abort', found.call);
		hearers.delete(signal);
	};
}

function listen(signal: AbortSignal): Hearers {
	const callbacks = new Set<() => void>();
	const call = () => {
		hearers.delete(signal);
		for (const callback of callbacks) callback();
	};
	signal.addEventListener('abort', call, { once: true });
	const heard = { callbacks, call };
	hearers.set(signal, heard);
	return heard;
}
