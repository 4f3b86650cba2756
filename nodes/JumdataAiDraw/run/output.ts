import type { Failure } from '../failure';
import type { StoredImage } from '../images/storedImage';

/** What one row gives: an item for the next node, or a part that failed while the rest of the row did not. */
export type Output =
	| { json: Record<string, unknown>; images?: Record<string, StoredImage> }
	| { failure: Failure };
