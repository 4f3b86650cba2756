import { type Answer, asObject, readId, type Reply } from './answers';
import { type Concern, meaningOf } from './codes';

/**
 * What a submit's reply proves. `bought`: the task exists; `again`: certainly not accepted, so it may
 * be sent once more; `refused`: certainly not accepted, and asking again does not help; `unclear`: it
 * may have been accepted and billed, so it must never be sent again.
 */
export type SubmitVerdict =
	| { kind: 'bought'; taskId: string }
	| { kind: 'again' }
	| { kind: 'refused'; concern: Concern }
	| { kind: 'unclear' };

const AGAIN: SubmitVerdict = { kind: 'again' };
const UNCLEAR: SubmitVerdict = { kind: 'unclear' };
const REFUSED_FOR_ALL: SubmitVerdict = { kind: 'refused', concern: 'account' };

/** Decides what a submit's reply proves: the only place that allows one to be repeated. */
export function judgeSubmit(reply: Reply): SubmitVerdict {
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : REFUSED_FOR_ALL;
	if (reply.kind === 'lost') return UNCLEAR;
	if (reply.kind === 'unreadable') return judgeStatus(reply.httpStatus);
	const verdict = judgeAnswer(reply);
	const taskId = readId(asObject(reply.data)?.taskId);
	return verdict === UNCLEAR && taskId !== undefined ? { kind: 'bought', taskId } : verdict;
}

/** What an answer proves, its task id left aside. */
function judgeAnswer({ code, charge, httpStatus }: Answer): SubmitVerdict {
	if (code === 200 || charge === true) return UNCLEAR;
	if (httpStatus === 429) return AGAIN;
	const { concern } = meaningOf(code);
	if (code === 610) return charge === false ? AGAIN : UNCLEAR;
	if (concern === 'passing') return AGAIN;
	if (concern !== 'unknown') return { kind: 'refused', concern };
	if (httpStatus === 404) return REFUSED_FOR_ALL;
	return charge === false ? { kind: 'refused', concern } : UNCLEAR;
}

function judgeStatus(httpStatus: number): SubmitVerdict {
	if (httpStatus === 429) return AGAIN;
	return httpStatus === 404 ? REFUSED_FOR_ALL : UNCLEAR;
}
