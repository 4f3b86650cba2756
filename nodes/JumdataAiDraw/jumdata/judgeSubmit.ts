import { type Answer, asObject, readId, type Reply } from './answers';
import { meaningOf } from './codes';
import { isNotPassedOn } from './httpStatus';

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

/** What of a reply proves anything. */
type Told = Partial<Pick<Answer, 'code' | 'charge' | 'data' | 'httpStatus'>>;

/** Decides what a submit's reply proves, the first line that fits: the only place that allows one to be repeated. */
export function judgeSubmit(reply: Reply): SubmitVerdict {
	const { code, charge, data, httpStatus = 0 }: Told = 'httpStatus' in reply ? reply : {};
	const concern = code === undefined ? undefined : meaningOf(code).concern;
	const taskId = readId(asObject(data)?.taskId);
	if (taskId !== undefined) return { kind: 'paid', taskId };
	if (code === 200 || charge === true) return UNCLEAR;
	if (httpStatus === 429 || code === 606 || code === 609) return AGAIN;
	if ((code === 500 || code === 610) && charge === false && httpStatus < 500) return AGAIN;
	if (concern === 'row') return ROW_REFUSED;
	if (concern === 'account') return ALL_REFUSED;
	if (concern === 'unknown' && charge === false) return ROW_REFUSED;
	if (reply.kind === 'unreadable' && isNotPassedOn(httpStatus)) return ALL_REFUSED;
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : ALL_REFUSED;
	return UNCLEAR;
}
