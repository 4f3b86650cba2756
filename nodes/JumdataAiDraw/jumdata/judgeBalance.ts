import type { Reply } from './answers';
import { meaningOf } from './codes';
import { isPassingStatus } from './passingStatus';

/** What a reply says of the balance. `again`: nothing, and asking again may help. */
export type BalanceVerdict =
	| { kind: 'told'; balance: number; taskNo: string }
	| { kind: 'again' }
	| { kind: 'failed' };

const AGAIN: BalanceVerdict = { kind: 'again' };
const FAILED: BalanceVerdict = { kind: 'failed' };

/** Decides what a reply says of the balance. Asking is free, so it may be repeated. */
export function judgeBalance(reply: Reply): BalanceVerdict {
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : FAILED;
	if (reply.kind === 'lost') return AGAIN;
	if (reply.kind === 'unreadable') return reply.httpStatus === 404 ? FAILED : AGAIN;
	if (reply.code === 200) return told(reply.data, reply.taskNo ?? '');
	if (isPassingStatus(reply.httpStatus)) return AGAIN;
	return meaningOf(reply.code).concern === 'passing' ? AGAIN : FAILED;
}

/** The vendor's page shows a number; text that is one is read too. Nothing else is taken for a balance. */
function told(data: unknown, taskNo: string): BalanceVerdict {
	const isText = typeof data === 'string' && /^-?\d+(\.\d+)?$/.test(data.trim());
	if (!isText && !Number.isFinite(data)) return FAILED;
	return { kind: 'told', balance: Number(data), taskNo };
}
