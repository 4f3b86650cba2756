import { asObject, readId, type Reply } from './answers';
import { type Concern, meaningOf } from './codes';
import { isNotPassedOn } from './httpStatus';

/**
 * What a submit's reply proves. `bought`: the task exists; `again`: certainly not accepted, so it may
 * be sent once more; `refused`: certainly not accepted, and asking again does not help this row, or
 * no row at all where it concerns the `account`; `unclear`: it may have been accepted and billed, so
 * it must never be sent again.
 */
export type SubmitVerdict =
	| { kind: 'bought'; taskId: string }
	| { kind: 'again' }
	| { kind: 'refused'; concern: 'row' | 'account' }
	| { kind: 'unclear' };

const AGAIN: SubmitVerdict = { kind: 'again' };
const UNCLEAR: SubmitVerdict = { kind: 'unclear' };
const ROW_REFUSED: SubmitVerdict = { kind: 'refused', concern: 'row' };
const ALL_REFUSED: SubmitVerdict = { kind: 'refused', concern: 'account' };

/** Decides what a submit's reply proves, the first line that fits: the only place that allows one to be repeated. */
export function judgeSubmit(reply: Reply): SubmitVerdict {
	const { taskId, code, concern, charge, httpStatus } = seenIn(reply);
	if (taskId !== undefined) return { kind: 'bought', taskId };
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

/** What a reply says that proves anything. */
interface Seen {
	taskId?: string;
	code?: number;
	concern?: Concern;
	charge?: boolean;
	/** NaN where nothing came back. */
	httpStatus: number;
}

function seenIn(reply: Reply): Seen {
	if (reply.kind === 'unsent' || reply.kind === 'lost') return { httpStatus: NaN };
	const { data, httpStatus } = reply;
	const taskId = readId(asObject(data)?.taskId);
	if (reply.kind === 'unreadable') return { taskId, httpStatus };
	const { code, charge } = reply;
	return { taskId, code, concern: meaningOf(code).concern, charge, httpStatus };
}
