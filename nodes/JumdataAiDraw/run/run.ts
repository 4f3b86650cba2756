import type { Clock } from '../async/clock';
import type { Patience } from '../async/patience';
import type { Slots } from '../async/slots';
import type { StoredImage } from '../images/storedImage';
import type { Reply } from '../jumdata/answers';
import type { Client } from '../jumdata/client';
import type { Checker } from '../looking/checker';
import type { Pace } from '../pacing/pace';
import type { FetchingRow } from '../rows/row';
import type { Ending } from './ending';
import type { Ledger, RowKey } from './ledger';
import type { Progress } from './progress';

/** What all rows of a batch share. */
export interface Run {
	clock: Clock;
	service: Service;
	images: Images;
	ledger: Ledger;
	ending: Ending;
	progress: Progress;
	log: Log;
	/** What each row is known by, by item index. */
	keys: ReadonlyMap<number, RowKey>;
	/** The account's balance, once a row has asked for it. */
	balance?: Promise<{ balance: number; taskNo: string }>;
}

/** Jumdata, as far as the account allows. */
export interface Service {
	client: Client;
	/** How fast, and how much at once: all requests of the batch keep to it. */
	pace: Pace;
	/** When to check which task. */
	checker: Checker;
	/** Whether anything is accepted. */
	submits: Patience<Reply>;
	/** Whether queries are answered. */
	queries: Patience<Reply>;
	/** Makes sure that requests can be signed. Throws where they cannot. */
	assertCredential(): Promise<void>;
}

/** Where images come from. */
export interface Images {
	/** Downloads at once. */
	slots: Slots;
	/** Fetches one image into n8n's storage. Throws a `Failure` where that is not possible. */
	fetch(
		url: string,
		row: FetchingRow,
		fileName: (extension: string) => string,
	): Promise<StoredImage>;
}

/** n8n's log. */
export interface Log {
	info(message: string): void;
	warn(message: string): void;
}
