/** Gives back what `promise` gives back, or undefined as soon as `signal` fires; the promise goes on by itself then. */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal,
): Promise<T | undefined> {
	if (signal.aborted) return undefined;
	const settled = new AbortController();
	const aborted = new Promise<undefined>((resolve) => {
		signal.addEventListener('abort', () => resolve(undefined), {
			once: true,
			signal: settled.signal,
		});
	});
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		settled.abort('settled');
	}
}
