import { excerptOf, withoutSignatures } from './excerptOf';

/** What came of one request, before anybody looked into it. */
export type RawReply =
	| { kind: 'response'; httpStatus: number; headers: Record<string, unknown>; text: string }
	| Unanswered;

/**
 * A request without an answer. `unsent`: it certainly never reached the service, and sending it again
 * may help if that is `passing`, or not for long if `isAbsent`: the host does not exist, or refuses
 * connections. `isRefusedHere`: nobody tried, since n8n or the credential refused it. `lost`: it may have reached the service.
 */
export type Unanswered =
	| { kind: 'unsent'; reason: string; passing: boolean; isAbsent?: true; isRefusedHere?: true }
	| { kind: 'lost'; reason: string };

/** What every answer carries beside its body, where the service said so. */
interface Envelope {
	httpStatus: number;
	/** How far the service's clock is ahead of this machine's, in milliseconds. */
	clockAheadMs?: number;
	/** How long the service asks to wait, in milliseconds; ten minutes at most. */
	retryAfterMs?: number;
}

/** A readable answer of the API (source: the vendor's page, 公共返回字段). */
export interface Answer extends Envelope {
	kind: 'answer';
	code: number;
	msg: string;
	/** Whether the request was billed; undefined where the answer does not say. */
	charge?: boolean;
	taskNo?: string;
	/** As it came: an object, a number or nothing. */
	data: unknown;
	/** How the answer begins, for messages. */
	excerpt: string;
}

/** Something came back, but it is no answer of the API; `excerpt` is how it begins. */
interface Unreadable extends Envelope {
	kind: 'unreadable';
	/** As they came, where all that is missing is a code. */
	data?: unknown;
	charge?: boolean;
	excerpt: string;
}

/** What came of one request. */
export type Reply = Answer | Unreadable | Unanswered;

/** Whether a reply says that the host does not exist, or refuses connections. */
export function isAbsent(reply: Reply): boolean {
	return 'isAbsent' in reply;
}

/** How long the service asked to wait, in milliseconds. */
export function retryAfterMsOf(reply: Reply): number | undefined {
	return 'retryAfterMs' in reply ? reply.retryAfterMs : undefined;
}

const BYTE_ORDER_MARK = /^\ufeff/;
/** A UUID's length; what is longer may hold a signature. */
const LONGEST_TASK_NO = 36;
/** Whoever asks for more is asked again by then. */
const LONGEST_RETRY_AFTER_MS = 600_000;
/** Where this is not found, no number is too long to be exact. */
const MAYBE_TOO_LONG = /[:[,]\s*-?\d{16}/;
const NUMBER_TOO_LONG = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\w.])/g;

/** Reads what came back at `nowMs`. Numbers of 16 and more digits are kept as strings, so that no digit of a task id is lost. */
export function readReply(raw: RawReply, nowMs: number): Reply {
	if (raw.kind !== 'response') return raw;
	const envelope = readEnvelope(raw.httpStatus, raw.headers, nowMs);
	const body = readBody(raw.text.replace(BYTE_ORDER_MARK, ''));
	const code = readCode(body?.code);
	if (!body || code === undefined) {
		const charge = readBoolean(body?.charge);
		return {
			kind: 'unreadable',
			...envelope,
			data: body?.data,
			charge,
			excerpt: excerptOf(raw.text),
		};
	}
	return {
		kind: 'answer',
		...envelope,
		code,
		msg: typeof body.msg === 'string' ? excerptOf(body.msg) : '',
		charge: readBoolean(body.charge),
		taskNo: readTaskNo(body.taskNo),
		data: body.data,
		// Most answers are never shown.
		get excerpt() {
			return excerptOf(raw.text);
		},
	};
}

/** An id as a string with every digit, or undefined where `value` is none. */
export function readId(value: unknown): string | undefined {
	if (Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** `value` if it is an object with named fields, else undefined. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}

/** What `text` holds as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function readBody(text: string): Record<string, unknown> | undefined {
	const body = asObject(parsed(text));
	if (!body || !MAYBE_TOO_LONG.test(text)) return body;
	const exact = text.replace(NUMBER_TOO_LONG, (part) =>
		part.startsWith('"') ? part : `"${part}"`,
	);
	return asObject(parsed(exact));
}

function readCode(value: unknown): number | undefined {
	if (Number.isInteger(value)) return Number(value);
	return typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
}

function readBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'object') return undefined;
	const word = String(value).trim().toLowerCase();
	if (word === 'true' || word === '1') return true;
	return word === 'false' || word === '0' ? false : undefined;
}

function readTaskNo(value: unknown): string | undefined {
	const taskNo = readId(value);
	return taskNo === undefined || taskNo.length <= LONGEST_TASK_NO
		? taskNo
		: withoutSignatures(taskNo);
}

function readEnvelope(
	httpStatus: number,
	headers: Record<string, unknown>,
	nowMs: number,
): Envelope {
	const dateMs = Date.parse(String(headers.date));
	return {
		httpStatus,
		clockAheadMs: Number.isFinite(dateMs) ? dateMs - nowMs : undefined,
		retryAfterMs: readRetryAfterMs(headers, nowMs),
	};
}

/** How long whoever wrote these headers asks to wait; a date in them is by the same clock as the time that it names. */
export function readRetryAfterMs(
	headers: Record<string, unknown>,
	nowMs: number,
): number | undefined {
	const value = String(headers['retry-after']);
	const dateMs = Date.parse(String(headers.date));
	const theirNowMs = Number.isFinite(dateMs) ? dateMs : nowMs;
	const waitMs = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - theirNowMs;
	return Number.isNaN(waitMs) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, waitMs));
}
