import type { FaultRule } from '../../../simulator/faults.cts';
import type { ServiceOptions } from '../../../simulator/service.cts';

/** How n8n comes to run the node once more. */
export type Again =
	/** Retry on Fail: at once, in the same execution. */
	| 'retryOnFail'
	/** Retry from the executions list: from what was stored, as an execution of its own. */
	| 'stored'
	/** The same, clicked twice. */
	| 'twins'
	/** The same, and each click is done by another process: the two share nothing. */
	| 'twinsApart'
	/** An agent calls its tool again, since it got an error or nothing but failed rows: a new run index. */
	| 'agent'
	/** The next turn of a loop: a new run index, and what gave a result was handed out. */
	| 'loop'
	/** The same, with the rows that came out of the error output. */
	| 'wiredBack';

/** What the form has saved. */
export type Form =
	| 'first'
	/** Edited, and it asks for the same. */
	| 'reworded'
	/** Edited, and it asks for something else. */
	| 'changed';

/** One run of the node, or two at once. */
export interface Try {
	/** How it came about; of no meaning for the first. */
	again: Again;
	/** Which of two processes does it, where n8n is free to choose. */
	worker: 0 | 1;
	/** A retry from the list is of the first failed execution, not of the last. */
	ofFirst: boolean;
	form: Form;
	/** The option Max Wait Time, a change of which is no edit. */
	maxWaitTime: number;
	/** When Stop is pressed, in milliseconds after its start; undefined for never. */
	stopAfterMs?: number;
}

/** What a row of a spreadsheet has. */
export interface Cells {
	text: string;
	num: number;
}

/** Everything that happens to one workflow. */
export interface Schedule {
	rows: Cells[];
	operation: 'generateAndWait' | 'submit' | 'query' | 'getBalance';
	/** An agent has the node as its tool. */
	asTool: boolean;
	/** What the form's expressions give at each try: the same, or something new, as `$now` does. */
	expressions: 'same' | 'fresh';
	continueOnFail: boolean;
	downloadImages: boolean;
	options: {
		maxConcurrency: number;
		requestTimeout: number;
		onTimeout: 'error' | 'returnPending';
		outputMode: 'image' | 'task';
		maxImages: number;
		minBalance: number;
	};
	service: Partial<ServiceOptions>;
	latencyMs: number;
	faults: FaultRule[];
	tries: Try[];
	/** Where the clock's and the service's chance begins. */
	seed: number;
}

/** How many images all rows ask for. */
export function imagesOf(rows: Cells[]): number {
	return rows.reduce((sum, { num }) => sum + num, 0);
}
