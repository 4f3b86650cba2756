const smallestTaskId = 10n ** 18n;
const taskIdRange = 4_500_000_000_000_000_000n;
const taskIdStep = 1_234_567_890_123_456_789n;
const taskNoRange = 10n ** 24n;
const taskNoStep = 43_439_882_226_367_117_195_633n;

/** The id of the task with this number: 19 digits, odd, so that no JavaScript number can hold it exactly. */
export const taskIdOf = (count: number): string =>
	String(smallestTaskId + 2n * ((BigInt(count) * taskIdStep) % taskIdRange) + 1n);

/** The number of the request with this count: 24 digits. */
export const taskNoOf = (count: number): string =>
	String((BigInt(count) * taskNoStep) % taskNoRange).padStart(24, '0');
