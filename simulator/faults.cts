import type { ServiceOptions } from './service/options.cts';

/**
 * What goes wrong once; plain JSON, so that it can be posted to a running simulator. `accept` does the real
 * work, and bills it, before its answer is replaced; faults that only harm the answer's way always do it.
 */
export type Fault =
	| AnswerFault
	| EchoFault
	| BodyFault
	| GarbageFault
	| HttpFault
	| OptionsFault
	| { kind: 'refuse'; errorCode?: string }
	| { kind: 'loseBefore' }
	| { kind: 'loseAfter' }
	| { kind: 'truncate'; sentBytes?: number }
	| { kind: 'trickle'; everyMs: number; forever?: boolean }
	| { kind: 'endless'; accept?: boolean }
	| { kind: 'huge'; bytes: number }
	| DelayFault;

/**
 * Another answer than the real one; with `keepData` the work is done, and the real data stays below
 * `data`'s own keys; `omit` leaves out keys of the answer.
 */
export interface AnswerFault {
	kind: 'answer';
	code: number | string;
	msg?: string;
	charge?: boolean | string | null;
	/** The HTTP status, if not 200. */
	status?: number;
	data?: unknown;
	keepData?: boolean;
	omit?: string[];
	accept?: boolean;
}

/** An answer whose `msg` repeats every field received, the signature included. */
export interface EchoFault {
	kind: 'echo';
	code?: number | string;
	accept?: boolean;
}

/** This very text, in which `{{taskId}}`, `{{taskNo}}` and `{{imageBaseUrl}}` are filled in. */
export interface BodyFault {
	kind: 'body';
	body: string;
	/** The HTTP status, if not 200. */
	status?: number;
	contentType?: string;
	accept?: boolean;
}

/** HTTP 200 with something that is no answer. */
export interface GarbageFault {
	kind: 'garbage';
	shape: 'html' | 'cutJson' | 'empty';
	contentType?: string;
	accept?: boolean;
}

/** Any HTTP status, with headers such as `retry-after` or `location`. */
export interface HttpFault {
	kind: 'http';
	status: number;
	body?: string;
	headers?: Record<string, string>;
	accept?: boolean;
}

/** The request is answered as if the service had these options. */
export interface OptionsFault {
	kind: 'options';
	options: Partial<ServiceOptions>;
}

/** A late answer, of another fault if `then` names one; the work is done at once or only after the delay. */
export interface DelayFault {
	kind: 'delay';
	delayMs: number;
	acceptAfterDelay?: boolean;
	then?: Fault;
}

/** The requests that a fault can be put on. */
export type FaultTarget = 'submit' | 'query' | 'balance' | 'productBalance' | 'echo' | 'image';

/**
 * When a fault strikes: on requests of this kind, and of the task with this text if one is given; after
 * `skip` of them, `times` times (1 if not said), or for `forMs` from its first strike on. `null` is how JSON
 * writes Infinity.
 */
export interface FaultRule {
	on: FaultTarget;
	text?: string;
	skip?: number;
	times?: number | null;
	forMs?: number;
	fault: Fault;
}

interface PendingRule extends FaultRule {
	skip: number;
	times: number;
	/** Known from the first strike on. */
	endsAtMs?: number;
}

/** The faults still to come: a request takes the first that fits it, and uses it up. */
export class FaultScript {
	private pending: PendingRule[] = [];

	add(rule: FaultRule): void {
		const times =
			rule.times === undefined && rule.forMs === undefined ? 1 : (rule.times ?? Infinity);
		this.pending.push({ ...rule, skip: rule.skip ?? 0, times });
	}

	/** The fault that this request meets, if any. */
	take(on: string, text: string | undefined, nowMs: number): Fault | undefined {
		this.pending = this.pending.filter(({ endsAtMs = Infinity }) => nowMs < endsAtMs);
		for (const rule of this.pending.filter((candidate) => fits(candidate, on, text))) {
			if (rule.skip > 0) {
				rule.skip -= 1;
				continue;
			}
			rule.times -= 1;
			if (rule.forMs !== undefined) rule.endsAtMs ??= nowMs + rule.forMs;
			this.pending = this.pending.filter(({ times }) => times > 0);
			return rule.fault;
		}
		return undefined;
	}

	clear(): void {
		this.pending = [];
	}

	/** The rules that have not struck as often as they should. */
	get rules(): readonly FaultRule[] {
		return this.pending;
	}
}

const fits = (rule: FaultRule, on: string, text: string | undefined) =>
	rule.on === on && (rule.text === undefined || rule.text === text);
