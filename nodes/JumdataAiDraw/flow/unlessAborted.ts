import { onAbort } from './onAbort';

/** Gives back what `promise` gives back, or undefined as soon as `signal` fires; the promise goes on by itself then. */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal,
): Promise<T | undefined> {
	if (signal.aborted) {
		promise.catch(() => {});
		return undefined;
	}
	let leave = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		leave = onAbort(signal, () => resolve(undefined));
	});
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		leave();
	}
}
