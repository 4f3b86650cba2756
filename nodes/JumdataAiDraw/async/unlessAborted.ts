import { whenAborted } from './whenAborted';

/** Gives back what `promise` gives back, or undefined as soon as `signal` fires; the promise goes on by itself then. */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal,
): Promise<T | undefined> {
	let callOff = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		callOff = whenAborted(signal, () => resolve(undefined));
	});
	try {
		return await Promise.race([aborted, promise]);
	} finally {
		callOff();
	}
}
