import { Failure } from '../failure';
import { counted, words } from '../words';
import type { Answer, Reply } from './answers';
import { meaningOf } from './codes';
import { statusAdvice, TOO_MANY_REQUESTS } from './httpStatus';
import { translationOf } from './translationOf';

const CLOCK_TOLERANCE_MS = 60_000;

/** The failure that a reply stands for, in plain English, with Jumdata's own message and request number. */
export function failureOf(reply: Reply, kind: Failure['kind'] = 'row'): Failure {
	const { message, advice, facts } = toldBy(reply);
	return new Failure(message, advice, facts, kind);
}

function toldBy(reply: Reply): Pick<Failure, 'message' | 'advice'> & { facts?: Failure['facts'] } {
	switch (reply.kind) {
		case 'answer':
			return answered(reply);
		case 'unreadable':
			return unread(reply);
		case 'unsent':
			return unsent(reply);
		case 'lost':
			return {
				message: `no answer came back from Jumdata: ${reply.reason}`,
				advice: "Check this server's network.",
			};
	}
}

function unsent({ reason, isRefusedHere }: Reply & { kind: 'unsent' }) {
	if (isRefusedHere)
		return {
			message: `no request was sent: ${reason}`,
			advice: 'Check the credential, its Base URL included.',
		};
	return {
		message: `Jumdata could not be reached: ${reason}`,
		advice: "Check the credential, its Base URL included, and this server's network.",
	};
}

function answered(reply: Answer) {
	const { code, httpStatus, charge, taskNo, msg } = reply;
	const clock = clockAdvice(reply);
	const { meaning, advice } = translationOf(msg, clock !== '') ?? meaningOf(code);
	return {
		message: `${meaning} (${sourceOf(reply)})`,
		advice: words(advice, clock),
		facts: {
			code,
			...(httpStatus !== 200 && { httpStatus }),
			...(taskNo !== undefined && { taskNo }),
			...(charge !== undefined && { charged: charge }),
		},
	};
}

function unread(reply: Reply & { kind: 'unreadable' }) {
	const { httpStatus, excerpt } = reply;
	const isTooFast = httpStatus === TOO_MANY_REQUESTS;
	const meaning = isTooFast ? meaningOf(609).meaning : "Jumdata's answer could not be read";
	const start = excerpt === '' ? 'empty' : `it starts with: ${excerpt}`;
	return {
		message: `${meaning} (HTTP ${httpStatus}, ${start})`,
		advice: words(statusAdvice(httpStatus), clockAdvice(reply)),
		facts: { httpStatus },
	};
}

/** What the meaning was read from; Jumdata's own words are an addition where they are understood. */
function sourceOf({ code, msg, taskNo, excerpt }: Answer): string {
	const { chinese } = meaningOf(code);
	const isUnderstood =
		translationOf(msg, false) !== undefined ||
		(chinese !== undefined && msg.toLowerCase().includes(chinese.toLowerCase()));
	const message = isUnderstood ? `Jumdata: ${msg}` : `Jumdata's message: “${msg}”`;
	const parts = [
		`code ${code}`,
		...(msg === '' ? [] : [message]),
		...(taskNo === undefined ? [] : [`request ${taskNo}`]),
		...(code === 200 ? [`it starts with: ${excerpt}`] : []),
	];
	return parts.join(', ');
}

/** Names a clock that is off, since a wrong timestamp is a common reason for a refused signature; empty where none is. */
function clockAdvice({ clockAheadMs = 0 }: { clockAheadMs?: number }): string {
	if (Math.abs(clockAheadMs) <= CLOCK_TOLERANCE_MS) return '';
	const side = clockAheadMs > 0 ? 'behind' : 'ahead of';
	return `Correct this server's clock: it is ${durationOf(Math.abs(clockAheadMs))} ${side} Jumdata's, and requests are signed with the time.`;
}

function durationOf(durationMs: number): string {
	const minutes = Math.round(durationMs / 60_000);
	if (minutes < 120) return counted(minutes, 'minute');
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
