import { type Answer, asObject, readId, type Reply } from './answers';
import { meaningOf } from './codes';
import { isNotPassedOn, TOO_MANY_REQUESTS } from './httpStatus';

/**
 * What a submit's reply proves. `paid`: the task exists; `again`: certainly not accepted, so it may
 * be sent once more; `refused`: certainly not accepted, and asking again does not help this row, or
 * no row at all where it concerns the `account`; `unclear`: it may have been accepted and billed, so
 * it must never be sent again.
 */
export type SubmitVerdict =
	| { kind: 'paid'; taskId: string }
	| { kind: 'again' }
	| { kind: 'refused'; concern: 'row' | 'account' }
	| { kind: 'unclear' };

const AGAIN: SubmitVerdict = { kind: 'again' };
const UNCLEAR: SubmitVerdict = { kind: 'unclear' };
const ROW_REFUSED: SubmitVerdict = { kind: 'refused', concern: 'row' };
const ALL_REFUSED: SubmitVerdict = { kind: 'refused', concern: 'account' };

/** Decides what a submit's reply proves, the first line that fits: the only place that allows one to be repeated. */
export function judgeSubmit(reply: Reply): SubmitVerdict {
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : ALL_REFUSED;
	if (reply.kind === 'lost') return UNCLEAR;
	const taskId = readId(asObject(reply.data)?.taskId);
	if (taskId !== undefined) return { kind: 'paid', taskId };
	if (reply.charge === true) return UNCLEAR;
	return reply.kind === 'answer' ? judgeAnswer(reply) : judgeStatus(reply.httpStatus);
}

function judgeAnswer({ code, charge, httpStatus }: Answer): SubmitVerdict {
	const { concern, exceeded } = meaningOf(code);
	if (concern === 'success') return UNCLEAR;
	if (exceeded || httpStatus === TOO_MANY_REQUESTS) return AGAIN;
	if (concern === 'row') return ROW_REFUSED;
	if (concern === 'account') return ALL_REFUSED;
	if (charge === undefined) return UNCLEAR;
	if (concern === 'unknown') return ROW_REFUSED;
	// A gateway's own status beside the answer: the request may have gone further than the answer knows.
	return httpStatus < 500 ? AGAIN : UNCLEAR;
}

function judgeStatus(httpStatus: number): SubmitVerdict {
	if (httpStatus === TOO_MANY_REQUESTS) return AGAIN;
	return isNotPassedOn(httpStatus) ? ALL_REFUSED : UNCLEAR;
}
