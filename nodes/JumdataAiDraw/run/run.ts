import type { Clock } from '../async/clock';
import type { Patience } from '../async/patience';
import type { Downloads } from '../images/downloads';
import type { Reply } from '../jumdata/answers';
import type { Client } from '../jumdata/client';
import type { Checker } from '../looking/checker';
import type { Pace } from '../pacing/pace';
import type { FetchingRow } from '../rows/row';
import type { Ending } from './ending';
import type { Ledger } from './ledger';
import type { Progress } from './progress';

/** What all rows of a run share. */
export interface Run {
	clock: Clock;
	service: Service;
	downloads: Downloads;
	/** What the files of a row are called. */
	fileNameOf(row: FetchingRow): string;
	ledger: Ledger;
	ending: Ending;
	progress: Progress;
	log: Log;
	/** The balances that rows have asked for, by product code; the account's has none. */
	balances: Map<string | undefined, Promise<object>>;
}

/** Jumdata, as far as the account allows. */
interface Service {
	client: Client;
	/** How fast, and how much at once: all submits and queries of the run keep to it. */
	pace: Pace;
	/** When to check which task. */
	checker: Checker;
	/** Ends the run where no submit is accepted for too long. */
	submitPatience: Patience<Reply>;
	/** Ends the run where no query is answered for too long. */
	queryPatience: Patience<Reply>;
	/** Makes sure that requests can be signed. Throws where they cannot. */
	assertCredential(): Promise<void>;
}

/** n8n's log. */
interface Log {
	info(message: string): void;
	warn(message: string): void;
}
