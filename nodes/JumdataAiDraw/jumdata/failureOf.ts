import type { Answer, Reply, Unreadable } from './answers';
import { meaningOf } from './codes';
import { Failure, type FailureKind } from '../failure';

const CLOCK_TOLERANCE_MS = 60_000;

/** The failure that a reply stands for, in plain English, with the vendor's own words and request number. */
export function failureOf(reply: Reply, kind: FailureKind = 'row'): Failure {
	switch (reply.kind) {
		case 'answer':
			return answered(reply, kind);
		case 'unreadable':
			return unread(reply, kind);
		case 'unsent':
			return new Failure(
				`Jumdata could not be reached: ${reply.reason}`,
				'Check the credential and this server’s network.',
				{},
				kind,
			);
		case 'lost':
			return new Failure(
				`no answer came back from Jumdata: ${reply.reason}`,
				'Check this server’s network.',
				{},
				kind,
			);
	}
}

function answered(reply: Answer, kind: FailureKind): Failure {
	const { meaning, advice } = meaningOf(reply.code);
	const { code, httpStatus, charge, taskNo, excerpt } = reply;
	const begins = code === 200 ? `, it begins: ${excerpt}` : '';
	return new Failure(
		`${meaning} (${wordsOf(reply)}${begins})`,
		`${advice} ${clockAdvice(reply)}`.trim(),
		{
			code,
			...(httpStatus !== 200 && { httpStatus }),
			...(taskNo !== undefined && { taskNo }),
			...(charge !== undefined && { charged: charge }),
		},
		kind,
	);
}

function unread(reply: Unreadable, kind: FailureKind): Failure {
	const { httpStatus, excerpt } = reply;
	return new Failure(
		`${statusMeaning(httpStatus)} (HTTP ${httpStatus}${beginningOf(excerpt)})`,
		`${statusAdvice(httpStatus)} ${clockAdvice(reply)}`.trim(),
		{ httpStatus },
		kind,
	);
}

function wordsOf({ code, msg, taskNo }: Answer): string {
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

/** Names a clock that is off, since a wrong timestamp is a common reason for a refused signature; empty where none is. */
export function clockAdvice(reply: Reply): string {
	const clockAheadMs = ('clockAheadMs' in reply && reply.clockAheadMs) || 0;
	if (Math.abs(clockAheadMs) <= CLOCK_TOLERANCE_MS) return '';
	const side = clockAheadMs > 0 ? 'behind' : 'ahead of';
	return `This server's clock is ${durationOf(Math.abs(clockAheadMs))} ${side} Jumdata's: set it right, since requests are signed with the time.`;
}

function durationOf(durationMs: number): string {
	const minutes = Math.round(durationMs / 60_000);
	if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
