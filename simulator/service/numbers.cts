const taskIdStep = 1_234_567_890_123_456_789n;
const taskNoRange = 10n ** 24n;
const taskNoStep = 43_439_882_226_367_117_195_633n;

/**
 * The id of the task with this number, odd and of so many digits; with 19, no JavaScript number can hold it
 * exactly, with few, ids come again sooner.
 */
export function taskIdOf(count: number, digits: number): string {
	const smallest = 10n ** BigInt(digits - 1);
	return String(smallest + 2n * ((BigInt(count) * taskIdStep) % ((smallest * 9n) / 2n)) + 1n);
}

/** The number of the request with this count: 24 digits. */
export const taskNoOf = (count: number): string =>
	String((BigInt(count) * taskNoStep) % taskNoRange).padStart(24, '0');
