/** What of an answer is the endpoint's own doing. */
export interface Outcome {
	code: number;
	msg?: string;
	charge?: boolean;
	data?: unknown;
}

/** A refusal, which is never billed. */
export const refused = (code: number, msg?: string): Outcome => ({ code, msg, charge: false });
