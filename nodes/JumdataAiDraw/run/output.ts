import type { Failure } from '../failure';

/**
 * What one row gives: an item for the next node, its images being in n8n's storage, or a part that failed
 * while the rest of the row did not.
 */
export type Output =
	| { json: Record<string, unknown>; images?: Record<string, object> }
	| { failure: Failure };
