import type { Reply } from './answers';
import { meaningOf } from './codes';

/** What is known about a row that failed. All of it may be shown: there are no secrets in it. */
export interface FailureFacts {
	/** The body's code. */
	code?: number;
	httpStatus?: number;
	taskId?: string;
	taskNo?: string;
	charged?: boolean;
	/** Addresses of images that are paid for and could not be fetched. */
	imageUrls?: string[];
	/** The text of a request that may have been billed. */
	text?: string;
}

/**
 * Whom a failure ends: `row`, this row alone; `run`, everything, since the next row would meet it
 * too; `ended`, a row that only stopped because something else ended the run.
 */
export type FailureScope = 'row' | 'run' | 'ended';

/** A row that failed: what happened (`message`, no row number in it), what to do (`advice`), and the facts. */
export class Failure extends Error {
	constructor(
		message: string,
		readonly advice: string,
		readonly facts: FailureFacts = {},
		readonly scope: FailureScope = 'row',
	) {
		super(message);
	}

	/** `error` itself if it is a failure; otherwise one with its message, for what nobody foresaw. */
	static from(error: unknown): Failure {
		if (error instanceof Failure) return error;
		return new Failure(error instanceof Error ? error.message : String(error), '');
	}

	/** The same failure with other facts beside or in place of its own; undefined takes one away. */
	with(facts: FailureFacts): Failure {
		const known = Object.entries({ ...this.facts, ...facts }).filter(
			([, fact]) => fact !== undefined,
		);
		return new Failure(this.message, this.advice, Object.fromEntries(known), this.scope);
	}
}

const CLOCK_TOLERANCE_MS = 60_000;

/** The failure that a reply stands for, in plain English, with the vendor's own words and request number. */
export function failureOf(reply: Reply, scope: FailureScope = 'row'): Failure {
	switch (reply.kind) {
		case 'answer': {
			const { meaning, advice } = meaningOf(reply.code);
			const { code, httpStatus, charge, taskNo, excerpt } = reply;
			const begins = code === 200 ? `, it begins: ${excerpt}` : '';
			return new Failure(
				`${meaning} (${wordsOf(reply)}${begins})`,
				`${advice}${clockAdvice(reply)}`,
				{
					code,
					...(httpStatus !== 200 && { httpStatus }),
					...(taskNo !== undefined && { taskNo }),
					...(charge !== undefined && { charged: charge }),
				},
				scope,
			);
		}
		case 'unreadable':
			return new Failure(
				`${statusMeaning(reply.httpStatus)} (HTTP ${reply.httpStatus}${beginningOf(reply.excerpt)})`,
				`${statusAdvice(reply.httpStatus)}${clockAdvice(reply)}`,
				{ httpStatus: reply.httpStatus },
				scope,
			);
		case 'unsent':
			return new Failure(
				`Jumdata could not be reached: ${reply.reason}`,
				'Check the credential and this server’s network, then run again.',
				{},
				scope,
			);
		case 'lost':
			return new Failure(
				`no answer came back from Jumdata: ${reply.reason}`,
				'Check this server’s network, then run again.',
				{},
				scope,
			);
	}
}

function wordsOf({ code, msg, taskNo }: Reply & { kind: 'answer' }): string {
	const words = msg === '' ? [] : [`Jumdata's words: “${msg}”`];
	const request = taskNo === undefined ? [] : [`request ${taskNo}`];
	return [`code ${code}`, ...words, ...request].join(', ');
}

function beginningOf(excerpt: string): string {
	return excerpt === '' ? ', empty' : `, it begins: ${excerpt}`;
}

function statusMeaning(httpStatus: number): string {
	return httpStatus === 429
		? 'Jumdata got too many requests'
		: "Jumdata's answer could not be read";
}

function statusAdvice(httpStatus: number): string {
	if (httpStatus === 404) return 'Check the Base URL in the credential.';
	if (httpStatus >= 300 && httpStatus < 400) {
		return 'The address leads elsewhere, which a signed request does not follow. Check the Base URL in the credential.';
	}
	return httpStatus === 407 || httpStatus === 403 || httpStatus === 401
		? 'A proxy or a firewall may stand between this server and Jumdata.'
		: 'Try again later.';
}

/** Names a clock that is off, since a wrong timestamp is a common reason for a refused signature. */
function clockAdvice({ clockAheadMs = 0 }: { clockAheadMs?: number }): string {
	if (Math.abs(clockAheadMs) <= CLOCK_TOLERANCE_MS) return '';
	const side = clockAheadMs > 0 ? 'behind' : 'ahead of';
	return ` This server's clock is ${durationOf(Math.abs(clockAheadMs))} ${side} Jumdata's: set it right, since requests are signed with the time.`;
}

function durationOf(durationMs: number): string {
	const minutes = Math.round(durationMs / 60_000);
	if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
