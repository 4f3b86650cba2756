import type { Prompt } from '../jumdata/values';
import type { OperationName } from './menu';

/** What every row has, whatever the operation. Times are in milliseconds. */
interface AnyRow {
	/** Its place among the input items, from 0. */
	itemIndex: number;
	/** How long it may take from its first request on. */
	maxWaitMs: number;
	requestTimeoutMs: number;
}

/** How a task is waited for, and how its images are fetched and put out. */
interface Fetching {
	downloadImages: boolean;
	binaryPropertyName: string;
	/** The row's own name for its files, without extension; empty: made from the row and its text. */
	fileName: string;
	outputMode: 'image' | 'task';
	onTimeout: 'error' | 'returnPending';
	/** A fixed time between two checks; 0 = the node chooses. */
	pollIntervalMs: number;
}

/** What a row of each operation has beside what every row has. */
interface RowFields extends Record<OperationName, AnyRow> {
	generateAndWait: AnyRow & Fetching & { prompt: Prompt };
	submit: AnyRow & { prompt: Prompt };
	query: AnyRow & Fetching & { taskId: string; waitForCompletion: boolean };
	/** Without a product code the account's money is asked for. */
	getBalance: AnyRow & { productCode?: string };
}

/** A row of the operation `Name`; of any operation, where none is named. */
export type Row<Name extends OperationName = OperationName> = {
	[Each in Name]: RowFields[Each] & { operation: Each };
}[Name];

/** A row that buys. */
export type PayingRow = Extract<Row, { prompt: Prompt }>;

/** A row whose task is waited for. */
export type FetchingRow = Extract<Row, Fetching>;
