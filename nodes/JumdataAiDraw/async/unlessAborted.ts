import { whenAborted } from './whenAborted';

/** Gives back what `promise` gives back, or undefined as soon as `signal` fires; the promise goes on by itself then. */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal,
): Promise<T | undefined> {
	return await new Promise((resolve, reject) => {
		const callOff = whenAborted(signal, () => resolve(undefined));
		promise.then(resolve, reject).finally(callOff);
	});
}
