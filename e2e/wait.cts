/** Lets this much time pass. */
export const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is so; fails if it is not so in time. */
export async function eventually(
	isSo: () => boolean | Promise<boolean>,
	patienceMs = 60_000,
): Promise<void> {
	const deadline = Date.now() + patienceMs;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain for: ${isSo}`);
		await pause(200);
	}
}
